/** What can be seen of the KPL when somebody inspects it: each stage of its pipeline, its shard map, its metrics. */
import { US_PER_MS, type Bytes, type SimMs } from '../../../base/units'
import { estimatedSize } from '../../../kinesis/aggregateSize'
import { formatShardId } from '../../../kinesis/shardId'
import { findStream } from '../../naming'
import type { World } from '../../state'
import type { AggregationBuffer } from './aggregator'
import { METRICS_WINDOW_SECONDS } from './constants'
import { refill, tokensOf, type ShardLimiter } from './limiter'
import { shownErrors, shownMetrics, type ShownError, type ShownMetric } from './metricViews'
import type { Daemon, KplProducer, ShardMap } from './model'
import { forEachOutstanding } from './outstanding'
import { memoryOf } from './userRecords'

export interface KplDetails {
  kind: 'kpl'
  /** Null while the application has crashed, or has come to its end. */
  daemon: DaemonDetails | null
  daemonsDied: number
  /** Rows that the application keeps while it waits, and those that it never made for want of room. */
  recordsHeldBack: number
  recordsNotMade: number
  /** Of blobs that the application has compressed. */
  rowsPacked: number
  textBytes: Bytes
  packedBytes: Bytes
}

export interface DaemonDetails {
  shardMap: {
    state: ShardMap['state']
    openShardIds: string[]
    /** Null before the first. */
    updatedAtMs: SimMs | null
    refreshes: number
    failures: number
    lastFailure: string | null
    /** Whether the service has other shards open by now. */
    isStale: boolean
  }
  buffers: { shardId: string; isOpen: boolean; records: number; estimatedBytes: Bytes; deadlineAtMs: SimMs }[]
  limiters: { shardId: string; kinesisRecords: number; userRecords: number; bytes: Bytes; recordTokens: number; byteTokens: Bytes }[]
  collector: { kinesisRecords: number; bytes: Bytes; deadlineAtMs: SimMs | null }
  /** Requests without a connection, and those that have one. */
  requestsWaiting: number
  requestsInFlight: number
  outstandingRecords: number
  /** By our estimate. */
  memoryBytes: Bytes
  oldestRecordAgeMs: number | null
  /** Outstanding ones that were tried before. */
  recordsRetrying: number
  wrongShards: number
  metrics: ShownMetric[]
  errors: ShownError[]
  uploadAtMs: SimMs
}

/** Rows of one kind in an answer: the fullest are shown. */
const ROWS_MAX = 100

export function kplDetails(world: World, producer: KplProducer): KplDetails {
  const { daemon, daemonsDied, recordsHeldBack, recordsNotMade, packing } = producer
  return {
    kind: 'kpl',
    daemon: daemon === null ? null : daemonDetails(world, producer, daemon),
    daemonsDied,
    recordsHeldBack,
    recordsNotMade,
    rowsPacked: packing.rowsPacked,
    textBytes: packing.textBytes,
    packedBytes: packing.dataBytes,
  }
}

function daemonDetails(world: World, { settings, requests }: KplProducer, daemon: Daemon): DaemonDetails {
  const { records, collector, metrics } = daemon
  const { oldestUs, retrying } = lookThrough(daemon)
  return {
    shardMap: mapDetails(world, daemon.shardMap),
    buffers: Array.from(daemon.buffers.values())
      .filter(({ slots }) => slots.length > 0)
      .map((buffer) => bufferDetails(daemon, buffer))
      .sort((left, right) => right.estimatedBytes - left.estimatedBytes)
      .slice(0, ROWS_MAX),
    limiters: Array.from(daemon.limiters.values(), (limiter) => limiterDetails(world, daemon, limiter, settings.rateLimitPercent))
      .sort((left, right) => right.bytes - left.bytes || left.byteTokens - right.byteTokens)
      .slice(0, ROWS_MAX),
    collector: {
      kinesisRecords: collector.heads.length,
      bytes: collector.bytes,
      deadlineAtMs: collector.heads.length === 0 ? null : collector.deadlineUs / US_PER_MS,
    },
    requestsWaiting: daemon.waiting.length,
    requestsInFlight: requests.size,
    outstandingRecords: records.count,
    memoryBytes: memoryOf(records),
    oldestRecordAgeMs: oldestUs === null ? null : (world.nowUs - oldestUs) / US_PER_MS,
    recordsRetrying: retrying,
    wrongShards: daemon.wrongShards,
    metrics: shownMetrics(metrics, settings, world.nowUs, METRICS_WINDOW_SECONDS),
    errors: shownErrors(metrics, settings),
    uploadAtMs: metrics.nextUploadUs / US_PER_MS,
  }
}

function mapDetails(world: World, { state, open, updatedUs, refreshes, failures, lastFailure }: ShardMap): DaemonDetails['shardMap'] {
  const known = open.map(({ shardIndex }) => shardIndex).sort((left, right) => left - right)
  const truth = [...(findStream(world, world.producing.streamName)?.openShards ?? [])].sort((left, right) => left - right)
  return {
    state,
    openShardIds: known.map(formatShardId),
    updatedAtMs: refreshes === 0 ? null : updatedUs / US_PER_MS,
    refreshes,
    failures,
    lastFailure,
    isStale: known.length !== truth.length || known.some((shardIndex, at) => shardIndex !== truth[at]),
  }
}

function bufferDetails({ shardMap }: Daemon, { shardIndex, slots, estimate, deadlineUs }: AggregationBuffer): DaemonDetails['buffers'][number] {
  return {
    shardId: formatShardId(shardIndex),
    isOpen: shardMap.open.some((shard) => shard.shardIndex === shardIndex),
    records: slots.length,
    estimatedBytes: estimatedSize(estimate),
    deadlineAtMs: deadlineUs / US_PER_MS,
  }
}

function limiterDetails(world: World, { records }: Daemon, limiter: ShardLimiter, rateLimitPercent: number): DaemonDetails['limiters'][number] {
  const now = { ...limiter }
  refill(now, rateLimitPercent, world.nowUs)
  const tokens = tokensOf(now)
  const sumOf = (column: Uint32Array) => limiter.byDeadline.reduce((sum, head) => sum + column[head], 0)
  return {
    shardId: formatShardId(limiter.shardIndex),
    kinesisRecords: limiter.byDeadline.length,
    userRecords: sumOf(records.members),
    bytes: sumOf(records.putBytes),
    recordTokens: tokens.records,
    byteTokens: tokens.bytes,
  }
}

function lookThrough(daemon: Daemon): { oldestUs: number | null; retrying: number } {
  const { arrivalUs, attempts } = daemon.records
  let oldestUs = Infinity
  let retrying = 0
  forEachOutstanding(daemon, (slot) => {
    oldestUs = Math.min(oldestUs, arrivalUs[slot])
    if (attempts[slot] > 0) retrying++
  })
  return { oldestUs: oldestUs === Infinity ? null : oldestUs, retrying }
}
