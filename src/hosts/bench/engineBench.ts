/** How many records of virtual traffic one thread carries in a second of real time, applications processing them. */
import { environmentWith } from '../environmentWith'
import { US_PER_SECOND } from '../../base/units'
import { runUntil } from '../../engine/engine'
import type { Scenario } from '../../engine/scenario'
import { silentSink } from '../../engine/sink'
import type { World } from '../../engine/state'
import { submit } from '../../engine/submit'
import { createWorld } from '../../engine/world'
import { KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import { SDK_READER_DEFAULTS } from '../../engine/consumers/sdk/settings'
import type { ApplicationSettings } from '../../engine/consumers/settings'

/** Below the limit of 1,000, so that what is measured is stored and not refused. */
const RECORDS_PER_SHARD_SECOND = 900
const RECORD_BYTES = 100
/** So many that hardly any key comes twice: each record pays for its own MD5. */
const KEY_COUNT = 2 ** 30
const PRODUCER_COUNT = 16
/** By then the lease table is filled and every shard is read. */
const WARM_UP_US = 40 * US_PER_SECOND
const RECORDS_WARM_UP_MAX = 4_000_000
const RECORDS_PER_ROUND = 4_000_000
const ROUNDS = 4

export interface Throughput {
  storedPerSecond: number
  processedPerSecond: number
}

/** One polls with the KCL; the others have a second KCL with enhanced fan-out beside it, and a loop of GetRecords on the plain SDK. */
const READERS: Record<1 | 3, ApplicationSettings[]> = {
  1: [{ ...KCL_DEFAULTS, name: 'kcl', workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON' }],
  3: [
    { ...KCL_DEFAULTS, name: 'kcl', workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON' },
    { ...KCL_DEFAULTS, name: 'fan-out', workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON', retrieval: 'fanOut' },
    { ...SDK_READER_DEFAULTS, name: 'sdk', workUs: 0 },
  ],
}

export function measureThroughput(shardCount: number, applicationCount: keyof typeof READERS): Throughput {
  const world = createWorld(busyScenario(shardCount, RECORDS_PER_SHARD_SECOND), silentSink)
  const environment = environmentWith(new Map())
  for (const settings of READERS[applicationCount]) submit(world, environment, { type: 'AddApplication', settings }, silentSink)
  const perSecond = shardCount * RECORDS_PER_SHARD_SECOND
  runUntil(world, environment, WARM_UP_US, silentSink, Infinity)
  const warmUpUs = Math.floor((RECORDS_WARM_UP_MAX / perSecond) * US_PER_SECOND)
  runUntil(world, environment, WARM_UP_US + warmUpUs, silentSink)
  const rounds = Array.from({ length: ROUNDS }, () => measureRound(world, perSecond))
  return rounds.reduce((best, round) => (round.storedPerSecond > best.storedPerSecond ? round : best))
}

function measureRound(world: World, recordsPerSecond: number): Throughput {
  const before = countRecords(world)
  const startedMs = performance.now()
  runUntil(world, environmentWith(new Map()), world.nowUs + Math.floor((RECORDS_PER_ROUND / recordsPerSecond) * US_PER_SECOND), silentSink)
  const seconds = (performance.now() - startedMs) / 1_000
  const after = countRecords(world)
  return { storedPerSecond: (after.stored - before.stored) / seconds, processedPerSecond: (after.processed - before.processed) / seconds }
}

function countRecords(world: World): { stored: number; processed: number } {
  let stored = 0
  for (const stream of world.streams) for (const shard of stream.shards) stored += shard.recordsStored
  return { stored, processed: world.applications.reduce((sum, { recordsProcessed }) => sum + recordsProcessed, 0) }
}

function busyScenario(shardCount: number, recordsPerShardSecond: number): Scenario {
  return {
    id: 'bench',
    seed: 1,
    epochMs: 1_767_603_600_000,
    openAtMs: 0,
    untilMs: 0,
    stream: { streamName: 'bench', shardCount, retentionPeriodHours: 24 },
    producers: {
      count: PRODUCER_COUNT,
      workload: {
        kind: 'synthetic',
        ratePerSecond: shardCount * recordsPerShardSecond,
        recordBytes: RECORD_BYTES,
        keys: { kind: 'uniform', keyCount: KEY_COUNT },
      },
    },
    applications: [],
    commands: [],
  }
}
