/** Metrics that the KCL publishes in the namespace of its application, where its tasks run. WorkerIdentifier is no dimension here: workers are counted together. */
import { US_PER_MS, type SimUs } from '../../base/units'
import type { KclApplication } from '../consumers/kcl/model'
import type { World } from '../state'
import { APPLICATION_SHARDS_MAX } from './bounds'
import { APPLICATION_SHARD_METRICS, OF_APPLICATION, OF_APPLICATION_SHARD } from './metricIndex'
import { noteValue } from './metricSet'
import { metricsOfApplication, setIn } from './minutes'
import type { MetricSet } from './model'

function shardSet(world: World, { settings }: KclApplication, shardIndex: number): MetricSet | null {
  const { shards } = metricsOfApplication(world, settings.name)
  return shards.has(shardIndex) || shards.size < APPLICATION_SHARDS_MAX ? setIn(shards, shardIndex, APPLICATION_SHARD_METRICS) : null
}

/** Records have reached a shard consumer, or an answer without any has. */
export function noteLag(world: World, application: KclApplication, shardIndex: number, millisBehindLatest: number): void {
  noteValue(metricsOfApplication(world, application.settings.name).all, OF_APPLICATION['ApplicationTracker/MillisBehindLatest'], millisBehindLatest)
  const set = shardSet(world, application, shardIndex)
  if (set !== null) noteValue(set, OF_APPLICATION_SHARD['ProcessTask/MillisBehindLatest'], millisBehindLatest)
}

/** processRecords has come back. */
export function noteProcessTask(world: World, application: KclApplication, shardIndex: number, { records, bytes, startedUs }: { records: number; bytes: number; startedUs: SimUs }): void {
  const set = shardSet(world, application, shardIndex)
  if (set === null) return
  noteValue(set, OF_APPLICATION_SHARD['ProcessTask/RecordsProcessed'], records)
  noteValue(set, OF_APPLICATION_SHARD['ProcessTask/DataBytesProcessed'], bytes)
  noteValue(set, OF_APPLICATION_SHARD['ProcessTask/RecordProcessor.processRecords.Time'], (world.nowUs - startedUs) / US_PER_MS)
}

/** @param takesUs there and back; null: the call was refused. */
export function noteDataFetched(world: World, application: KclApplication, shardIndex: number, takesUs: SimUs | null): void {
  const set = shardSet(world, application, shardIndex)
  if (set === null) return
  noteValue(set, OF_APPLICATION_SHARD['ProcessTask/KinesisDataFetcher.getRecords.Success'], takesUs === null ? 0 : 1)
  if (takesUs !== null) noteValue(set, OF_APPLICATION_SHARD['ProcessTask/KinesisDataFetcher.getRecords.Time'], takesUs / US_PER_MS)
}

export function noteExpiredIterator(world: World, application: KclApplication, shardIndex: number): void {
  const set = shardSet(world, application, shardIndex)
  if (set !== null) noteValue(set, OF_APPLICATION_SHARD['ProcessTask/ExpiredIterator'], 1)
}

interface LeaseCounts {
  TakeLeases: 'NumWorkers' | 'TotalLeases' | 'ExpiredLeases' | 'NeededLeases' | 'LeasesToTake' | 'TakenLeases' | 'UntakenLeases' | 'LeaseSpillover' | 'VeryOldLeases'
  RenewAllLeases: 'CurrentLeases' | 'LostLeases'
  LeaseAssignmentManager: 'NumWorkers' | 'TotalLeases' | 'ExpiredLeases' | 'LeaseSpillover' | 'NumOfLeasesReassignment'
}

/** One run of a worker's lease coordination: a sample of each count. */
export function noteLeases<Operation extends keyof LeaseCounts>(world: World, { settings }: KclApplication, operation: Operation, counts: Partial<Record<LeaseCounts[Operation], number>>): void {
  const { all } = metricsOfApplication(world, settings.name)
  for (const [name, count] of Object.entries(counts)) noteValue(all, OF_APPLICATION[`${operation}/${name}` as keyof typeof OF_APPLICATION], count as number)
}
