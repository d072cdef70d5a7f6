/** Random histories of producers of every kind in one world, with all that can happen to them: for tests of what holds in any. */
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { US_PER_SECOND } from '../../../base/units'
import { HASH_KEY_MAX } from '../../../kinesis/hashKey'
import type { Command, LoggedCommand, Workload } from '../../commands'
import type { Recording } from '../../scenario'
import { quietScenario } from '../../testing/quietWorld'
import { pick } from '../../testing/randomRuns'
import { recordingOf } from '../../timeline'
import { AGENT_DEFAULTS } from '../agent/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../cloudWatchLogs/settings'
import { FLINK_DEFAULTS } from '../flink/settings'
import { IOT_DEFAULTS } from '../iot/settings'
import { KPL_DEFAULTS } from '../kpl/settings'
import { SDK_DEFAULTS } from '../sdk/settings'
import type { NetworkConditions, ProducerKindName, ProducerSettings } from '../settings'

export const ACT_SECONDS = 30
const KINDS: ProducerKindName[] = ['sdk', 'kpl', 'agent', 'cloudWatchLogs', 'iot', 'flink']
const ACTS_MAX = 45

export function randomProducers(seed: number): { recording: Recording; hasDeletion: boolean } {
  const prng = createPrng(seed, 'every kind')
  const hasDeletion = nextBelow(prng, 3) === 0
  const begin = KINDS.map((kind): LoggedCommand => ({ atUs: nextBelow(prng, 2) * nextBelow(prng, 5 * US_PER_SECOND), command: add(prng, kind) }))
  const network: LoggedCommand = { atUs: 0, command: { type: 'SetNetwork', network: randomNetwork(prng) } }
  const acts: LoggedCommand[] = []
  for (let count = nextBetween(prng, { min: 8, max: ACTS_MAX }); count > 0; count--) {
    const atUs = nextBelow(prng, ACT_SECONDS) * US_PER_SECOND + nextBelow(prng, 2) * nextBelow(prng, US_PER_SECOND)
    // Several acts at one instant, as in a paused page.
    for (let together = 1 + (nextBelow(prng, 4) === 0 ? nextBelow(prng, 3) : 0); together > 0; together--) acts.push({ atUs, command: randomAct(prng, hasDeletion) })
  }
  const commands = [network, ...begin, ...acts].sort((left, right) => left.atUs - right.atUs)
  const scenario = { ...quietScenario({ shardCount: nextBetween(prng, { min: 1, max: 3 }) }), seed, producers: { count: nextBelow(prng, 3), workload: randomWorkload(prng) } }
  return { recording: recordingOf({ ...scenario, commands }), hasDeletion }
}

function add(prng: Prng, kind: ProducerKindName): Command {
  const workload = nextBelow(prng, 2) === 0 ? null : randomWorkload(prng)
  return { type: 'AddProducer', producer: { settings: randomSettings(prng, kind), workload, trafficPercent: pick(prng, [0, 40, 100, 100, 250]) } }
}

/** Many of these are refused, or name what is not there: that is part of it. */
function randomAct(prng: Prng, hasDeletion: boolean): Command {
  const producerIndex = nextBelow(prng, KINDS.length + 4)
  const kind = pick(prng, KINDS)
  switch (nextBelow(prng, 18)) {
    case 0:
    case 1:
      return { type: 'CrashProducer', producerIndex }
    case 2:
    case 3:
    case 4:
      return { type: 'RestartProducer', producerIndex }
    case 5:
      return { type: 'RemoveProducer', producerIndex }
    case 6:
    case 7:
      return { type: 'SetPartition', producerIndex, isPartitioned: nextBelow(prng, 3) === 0 }
    case 8:
      return { type: 'SetNetwork', network: randomNetwork(prng) }
    case 9:
      // Numbers are the same in every kind: one of them fits now and then.
      return { type: 'SetProducerSettings', producerIndex, settings: randomSettings(prng, nextBelow(prng, 2) === 0 ? (KINDS[producerIndex] ?? kind) : kind) }
    case 10:
      return { type: 'SetProducerTraffic', producerIndex, workload: nextBelow(prng, 2) === 0 ? null : randomWorkload(prng), trafficPercent: pick(prng, [0, 30, 100, 300]) }
    case 11:
      return pick<Command>(prng, [{ type: 'SetWorkload', workload: randomWorkload(prng) }, { type: 'SetProducerCount', producerCount: nextBelow(prng, 4) }, add(prng, kind)])
    case 12:
    case 13:
      return { type: 'LoseRequest', producerIndex, requestNumber: 1 + nextBelow(prng, 400), lose: pick(prng, ['request', 'response']) }
    case 14:
      return reshard(prng)
    case 15:
    case 16:
      return { type: 'DelayRequest', producerIndex, requestNumber: 1 + nextBelow(prng, 400), delayMs: pick(prng, [3, 70, 900, 7_000]) }
    default:
      return hasDeletion ? deletion(prng) : reshard(prng)
  }
}

function reshard(prng: Prng): Command {
  const shard = () => String(nextBelow(prng, 8))
  const [ShardToMerge, AdjacentShardToMerge] = [shard(), shard()]
  return pick<Command>(prng, [
    { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: nextBetween(prng, { min: 1, max: 5 }), ScalingType: 'UNIFORM_SCALING' } },
    { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: shard(), NewStartingHashKey: String((HASH_KEY_MAX / 16n) * BigInt(1 + nextBelow(prng, 15))) } },
    { type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge, AdjacentShardToMerge } },
  ])
}

function deletion(prng: Prng): Command {
  return pick<Command>(prng, [
    { type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } },
    { type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } },
    { type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } },
  ])
}

function randomNetwork(prng: Prng): NetworkConditions {
  return { requestLossPercent: pick(prng, [0, 0, 10, 50]), responseLossPercent: pick(prng, [0, 10, 40]), delayMsMax: pick(prng, [0, 0, 40, 1_500]) }
}

function randomWorkload(prng: Prng): Workload {
  if (nextBelow(prng, 3) === 0) return { kind: 'replay', sourceId: 'log', keyColumn: 'first', speed: pick(prng, [1, 5]), startAtMs: pick(prng, [0, 0, 1_000]), loop: nextBelow(prng, 2) === 0 }
  const keys = pick<Extract<Workload, { kind: 'synthetic' }>['keys']>(prng, [
    { kind: 'uniform', keyCount: pick(prng, [1, 30, 3_000]) },
    { kind: 'sequential', keyCount: 20 },
    { kind: 'source', sourceId: 'log', keyColumn: 'first' },
  ])
  return { kind: 'synthetic', ratePerSecond: pick(prng, [5, 60, 200, 600]), recordBytes: pick(prng, [0, 40, 40, 400, 2_000]), keys }
}

/** Short times, so that much happens in half a minute. */
function randomSettings(prng: Prng, kind: ProducerKindName): ProducerSettings {
  const compression = pick(prng, [null, null, null, { algorithm: 'gzip' as const, rowsPerRecord: 9 }])
  switch (kind) {
    case 'sdk':
      return {
        ...SDK_DEFAULTS,
        operation: pick(prng, ['PutRecord', 'PutRecords']),
        retryMode: pick(prng, ['none', 'legacy', 'standard', 'standard2026']),
        requestTimeoutMs: pick(prng, [15, 60, 1_000]),
        failedEntries: pick(prng, ['backoff', 'immediately', 'giveUp']),
        attemptsMax: pick(prng, [1, 3, 10]),
        sequenceNumberForOrdering: nextBelow(prng, 2) === 0,
        compression,
      }
    case 'kpl':
      return {
        ...KPL_DEFAULTS,
        aggregationEnabled: nextBelow(prng, 6) > 0,
        aggregationMaxSizeBytes: pick(prng, [64, 2_000, 51_200]),
        recordMaxBufferedTimeMs: pick(prng, [0, 30, 100, 900]),
        recordTtlMs: pick(prng, [100, 1_500, 30_000]),
        rateLimitPercent: pick(prng, [20, 150, 400]),
        failIfThrottled: nextBelow(prng, 5) === 0,
        maxConnections: pick(prng, [1, 24]),
        requestTimeoutMs: pick(prng, [100, 700, 6_000]),
        calls: pick(prng, ['async', 'async', 'sync']),
        outstandingRecordsMax: pick(prng, [null, null, 200]),
        compression,
      }
    case 'agent':
      return {
        ...AGENT_DEFAULTS,
        filePattern: pick(prng, ['/var/log/app.log*', '/var/log/app.log']),
        initialPosition: pick(prng, ['END_OF_FILE', 'START_OF_FILE']),
        maxBufferAgeMillis: pick(prng, [1_000, 4_000]),
        maxBufferSizeRecords: pick(prng, [3, 100, 500]),
        partitionKeyOption: pick(prng, ['RANDOM', 'DETERMINISTIC']),
        skipHeaderLines: nextBelow(prng, 2),
        multiLineStartPattern: pick(prng, [null, null, '10\\.0\\.0\\.\\d+ GET', '(']),
        publishQueueCapacity: pick(prng, [1, 100]),
        maxSendingThreads: pick(prng, [1, 12]),
        socketTimeoutMillis: pick(prng, [60, 800]),
        dataProcessingOptions: pick(prng, [[], [], [{ optionName: 'SINGLELINE', parseOptions: [] }]]),
        logrotate: pick(prng, [null, { size: 2_000, rotate: 2 }, { size: 40_000, rotate: 0 }]),
      }
    case 'cloudWatchLogs':
      return { ...CLOUD_WATCH_LOGS_DEFAULTS, filterPattern: pick(prng, ['', 'GET', '{']), distribution: pick(prng, ['ByLogStream', 'Random']), forceFlushIntervalSeconds: pick(prng, [1, 5]) }
    case 'iot':
      return { ...IOT_DEFAULTS, deviceCount: pick(prng, [1, 20, 60]), publishEveryMs: pick(prng, [200, 1_000]), topic: pick(prng, ['plant/telemetry', 'plant/{device}']), partitionKey: pick(prng, ['${topic()}', '${newuuid()}']) }
    case 'flink':
      return {
        ...FLINK_DEFAULTS,
        windowMs: pick(prng, [300, 2_000]),
        partitionKey: pick(prng, ['key', 'constant']),
        maxBatchSize: pick(prng, [5, 100, 500]),
        maxInFlightRequests: pick(prng, [1, 50]),
        maxTimeInBufferMs: pick(prng, [50, 1_000]),
        maxBufferedRequests: 600,
        failOnError: nextBelow(prng, 3) === 0,
        requestTimeoutMs: pick(prng, [80, 900]),
      }
  }
}
