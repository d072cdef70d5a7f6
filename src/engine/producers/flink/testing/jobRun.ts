/** One Flink job in a world of its own, and what it has written: for its tests. */
import { readUtf8 } from '../../../../base/utf8'
import type { SyntheticWorkload } from '../../../commands'
import { runProducer } from '../../testing/producerRun'
import { flinkKind } from '../flinkProducer'
import type { FlinkProducer } from '../model'
import { FLINK_DEFAULTS, type FlinkSettings } from '../settings'

export interface JobRun extends Partial<FlinkSettings> {
  keyCount?: number
  ratePerSecond?: number
  shardCount?: number
  seed?: number
}

export function runJob({ keyCount = 50, ratePerSecond = 1_000, shardCount = 1, seed = 1, ...settings }: JobRun = {}) {
  const workload: SyntheticWorkload = { kind: 'synthetic', ratePerSecond, recordBytes: 100, keys: { kind: 'sequential', keyCount } }
  return runProducer({ settings: { ...FLINK_DEFAULTS, ...settings }, workload, shardCount, seed })
}

export type Run = ReturnType<typeof runJob>

export function jobOf({ world }: Run): FlinkProducer {
  return world.producers[0] as FlinkProducer
}

export function detailsOf(run: Run) {
  return flinkKind.details(run.world, jobOf(run))
}

export interface WindowResult {
  key: string
  windowStart: number
  windowEnd: number
  count: number
  bytes: number
}

export function resultsOf(run: Run) {
  return run.records().filter(({ Data }) => Data.length > 1).map(({ PartitionKey, Data }) => ({ partitionKey: PartitionKey, ...(JSON.parse(readUtf8(Data)) as WindowResult) }))
}

export function total(results: readonly WindowResult[], of: 'count' | 'bytes'): number {
  return results.reduce((sum, result) => sum + result[of], 0)
}

/** Different results, however often they are stored. */
export function distinct(results: readonly WindowResult[]): WindowResult[] {
  return Array.from(new Map(results.map((result) => [`${result.key} ${result.windowStart}`, result])).values())
}

/** A shard's second that leaves no room for anybody else's records. */
export function fillShard(run: Run, records: number): void {
  const Records = Array.from({ length: 500 }, (_, at) => ({ Data: new Uint8Array(1), PartitionKey: `filler-${at}` }))
  for (let sent = 0; sent < records; sent += 500) run.submit({ type: 'Call', operation: 'PutRecords', input: { StreamName: 's', Records } })
}
