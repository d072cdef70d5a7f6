/**
 * The small view of the world at one instant. `Frame` is columns for whoever draws; `Summary` is rows for
 * whoever reads, made a few times a second. Nothing here is part of the state.
 */
import type { SimMs } from '../base/units'
import type { ShardId } from './events'
import type { Workload } from './commands'
import type { CheckName, CheckReason } from './consumers/checkState'
import type { ReadMeter } from './consumers/readMeter'
import type { DeduplicationUse } from './consumers/reading/deduplication'
import type { Deaggregation } from './consumers/reading/deaggregation'
import type { Retrieval } from './consumers/commonSettings'
import type { ApplicationSettings } from './consumers/settings'
import type { Tally } from './consumers/reading/tally'
import type { Books } from './producers/core'
import type { NetworkConditions, ProducerKindName, ProducerSettings } from './producers/settings'

/** Place in the hash-key space as a fraction of 2^32: the top word of the 128-bit hash key. */
export type HashTop = number

export const OUTCOME_STORED = 0
export const OUTCOME_THROTTLED = 1
/** Stored, and it, or a user record in it, was in the stream before. */
export const OUTCOME_COPY = 2

/** Every column has one entry for each lane (shard not yet expired), in order of shard index. */
export interface LaneColumns {
  shardIndex: Uint32Array
  /** First and last hash key of the range, by their top words (both inclusive). */
  hashTopStart: Uint32Array
  hashTopEnd: Uint32Array
  openedAtMs: Float64Array
  /** NaN while open. */
  closedAtMs: Float64Array
  /** Share of the write limit in use over the last second, 0 … 1 and more; bytes and records apart. */
  writeBytesUse: Float32Array
  writeRecordsUse: Float32Array
  throttledPerSecond: Float32Array
  /** Index of a parent in these columns, or −1. */
  parentLane: Int32Array
  adjacentParentLane: Int32Array
}

export const WATERLINE_NO_LEASE = 0
/** The child waits until its parents are at SHARD_END. */
export const WATERLINE_WAITING = 1
export const WATERLINE_PROCESSING = 2
export const WATERLINE_ENDED = 3

/** One entry for each application × lane: index = applicationIndex · laneCount + lane. */
export interface WaterlineColumns {
  applicationCount: number
  /** By application: `ApplicationRow.applicationIndex`. */
  applicationIndex: Uint16Array
  /** Everything in the lane that arrived before this instant is processed; −Infinity: nothing yet. */
  processedToMs: Float64Array
  /** One of WATERLINE_…. */
  state: Uint8Array
  /** 1 where it reads the shard, and one batch of it fails again and again. */
  isBlocked: Uint8Array
  /** Records stored and not yet processed. */
  backlogRecords: Float64Array
}

/** How far one application is in every shard, by place in `Summary.shards`; the columns are those of the waterlines. */
export type ShardStates = Pick<WaterlineColumns, 'state' | 'isBlocked' | 'backlogRecords'>

/** What arrived at the stream after `fromMs` up to `atMs`; sampled evenly when there is more than fits. */
export interface ArrivalColumns {
  fromMs: SimMs
  toMs: SimMs
  count: number
  /** Each entry stands for this many arrivals (≥ 1). */
  weight: number
  atMs: Float64Array
  hashTop: Uint32Array
  producerIndex: Uint16Array
  /** One of OUTCOME_…. */
  outcome: Uint8Array
  bytes: Uint32Array
  /** More than 1 where the KPL has aggregated it. */
  userRecords: Uint16Array
  /** Of its producer; 0 where it is not known any more. */
  requestNumber: Uint32Array
  twins: TwinColumns
  losses: LossColumns
}

/** Copies that arrived in the same stretch of time, each with the one that was there before; at most `TWINS_MAX`. */
export interface TwinColumns {
  count: number
  atMs: Float64Array
  /** When the one before it was stored; NaN where that is not kept any more. */
  firstAtMs: Float64Array
  hashTop: Uint32Array
  producerIndex: Uint16Array
}

export const LOST_REQUEST = 0
/** The answer did not come back: what the request brought is stored. */
export const LOST_RESPONSE = 1

/** Requests that the network lost in the same stretch of time, or whose answers it lost; at most `LOSSES_MAX`. */
export interface LossColumns {
  count: number
  atMs: Float64Array
  producerIndex: Uint16Array
  requestNumber: Uint32Array
  /** User records. */
  records: Uint32Array
  /** One of LOST_…. */
  way: Uint8Array
}

/** Those at work and those that have crashed, in the order in which they stand. */
export interface ProducerColumns {
  producerIndex: Uint16Array
  kind: ProducerKindName[]
  isCrashed: Uint8Array
  isPartitioned: Uint8Array
  recordsWaiting: Float64Array
  recordsInFlight: Float64Array
}

export interface Frame {
  atMs: SimMs
  /** Rises whenever the past that was told before is no longer this run's (restart, fork, seek). */
  generation: number
  lanes: LaneColumns
  waterlines: WaterlineColumns
  arrivals: ArrivalColumns
  producers: ProducerColumns
  retentionMs: number
}

export interface ShardRow {
  shardId: ShardId
  shardIndex: number
  state: 'OPEN' | 'CLOSED' | 'EXPIRED'
  parentShardId: ShardId | null
  adjacentParentShardId: ShardId | null
  startingHashKey: string
  endingHashKey: string
  openedAtMs: SimMs
  closedAtMs: SimMs | null
  recordsStored: number
  recordsThrottled: number
  writeBytesPerSecond: number
  writeRecordsPerSecond: number
  throttledPerSecond: number
  /** The most frequent partition key among recent refusals, else among recent records; null when idle. */
  hottestKey: string | null
  hottestKeyPercent: number
}

export interface LeaseRow {
  application: string
  shardId: ShardId
  leaseOwner: string | null
  leaseCounter: number
  /** TRIM_HORIZON, LATEST, SHARD_END or a sequence number. */
  checkpoint: string
  /** What its owner is doing with it. */
  state:
    | 'UNOWNED'
    /** Still owned, by a worker that has crashed: until another one sees that nobody renews it. */
    | 'OWNER_SILENT'
    | 'WAITING_ON_PARENT_SHARDS'
    | 'INITIALIZING'
    | 'PROCESSING'
    /** It is to hand the lease over to another worker. */
    | 'SHUTDOWN_REQUESTED'
    | 'SHUTTING_DOWN'
    | 'SHUTDOWN_COMPLETE'
  waitsForShardIds: ShardId[]
  /** Records between the checkpoint's shard position and the tip that are not processed yet. */
  backlogRecords: number
  millisBehindLatest: number | null
}

export interface WorkerRow {
  application: string
  workerId: string
  state: 'STARTING' | 'RUNNING' | 'CRASHED'
  leases: number
  /** Share of its threads busy over the last second, 0 … 1. */
  busy: number
  /** Nothing runs in it until then, as in a long garbage collection; null: it is not paused. */
  pausedUntilMs: SimMs | null
}

/** Beside the counts of what became of all user records that it has read. */
export interface ApplicationRow extends Tally {
  name: string
  /** Place among all of the run, removed ones included. */
  applicationIndex: number
  state: 'RUNNING' | 'CRASHED'
  settings: ApplicationSettings
  deaggregation: Deaggregation
  /** 0 for kinds without workers. */
  workerCount: number
  /** Records of shards: an aggregate is one. */
  recordsProcessed: number
  /** Processed again after a crash or steal. */
  recordsProcessedAgain: number
  /** As the KCL's RecordsProcessed: user records, and whatever else processRecords was given. */
  processedPerSecond: number
  /** Null: it does not recognise what it has met before. */
  deduplication: DeduplicationUse | null
  /** The oldest unprocessed record's age over all shards, blocked children included. */
  iteratorAgeMs: number
  /** Records of shards that it owes, has not done, and can still read. */
  backlogRecords: number
  shards: ShardStates
  /** Since it began, and in the last whole second. */
  reads: ReadMeter
  readsPerSecond: ReadMeter
  checks: Record<CheckName, CheckRow>
  /** How old records were when they were handed over, by way of reading. */
  latency: Record<Retrieval, LatencyRow>
}

export interface CheckRow {
  /** Records of shards that broke the promise. */
  records: number
  /** The first one; null: the promise is kept. */
  first: { atMs: SimMs; shardId: ShardId; reason: CheckReason } | null
}

export interface LatencyRow {
  records: number
  /** Null where there are no records. */
  meanMs: number | null
  /** Upper bounds of `counts`. */
  boundsMs: readonly number[]
  /** One more than there are bounds: the last one is for what is above them all. */
  counts: Float64Array
}

/** In records that the application meant to send, unless it says otherwise; see `Books`. */
export interface ProducerRow extends Books {
  producerId: string
  producerIndex: number
  state: 'RUNNING' | 'STOPPED' | 'CRASHED'
  settings: ProducerSettings
  workload: Workload | null
  trafficPercent: number
  isPartitioned: boolean
  requestsInFlight: number
  /** Of them, those whose producer waits for a timeout, and when the oldest of these was sent. */
  requestsSilent: number
  oldestSilentAtMs: SimMs | null
  /** The newest, in order of their numbers. */
  requests: RequestRow[]
  /** All of these in the last whole second. */
  throttledPerSecond: number
  callsPerSecond: number
  acknowledgedPerSecond: number
  kinesisRecordsPerSecond: number
  bytesPerSecond: number
  payloadUnitsPerSecond: number
  /** From being made to being acknowledged, on average; null where nothing was. */
  latencyMs: number | null
  latencyMsMax: number
  /** As `MetricSeries.atMs`. */
  series: { calls: Float64Array; acknowledged: Float64Array; latencyMs: Float64Array; payloadUnits: Float64Array; waiting: Float64Array }
}

/** A request on its way, or the answer to it. */
export interface RequestRow {
  requestNumber: number
  operation: 'PutRecord' | 'PutRecords'
  /** Kinesis records in it. */
  entries: number
  /** User records in them. */
  records: number
  attempt: number
  sentAtMs: SimMs
  /** `silent`: it or its answer is lost, and the producer waits for its timeout. */
  phase: 'request' | 'response' | 'silent'
}

/** One point a virtual second, oldest first, the last minute or so; for charts. */
export interface MetricSeries {
  atMs: Float64Array
  /** Those not expired, at most `SERIES_SHARDS_MAX`, hottest first; `writeUse` is NaN where the shard was not open. */
  shards: { shardId: ShardId; writeUse: Float32Array }[]
  incomingRecords: Float64Array
  incomingBytes: Float64Array
  throttledRecords: Float64Array
  applications: { name: string; applicationIndex: number; iteratorAgeMs: Float64Array; processedRecords: Float64Array }[]
}

export interface ClientRates {
  /** PutRecord and PutRecords. */
  putsPerSecond: number
  getRecordsPerSecond: number
}

export interface StreamRow {
  streamName: string
  streamStatus: string
  openShardCount: number
}

export interface Summary {
  atMs: SimMs
  epochMs: number
  /** Every stream that is not deleted, in order of creation. */
  streams: StreamRow[]
  /** Where the world's own producers put; empty where there are none. */
  producingStreamName: string
  /** The stream that is watched; its name is empty while there is none. */
  stream: {
    streamName: string
    streamStatus: string
    openShardCount: number
    retentionPeriodHours: number
    /** What UpdateShardCount would accept now. */
    targetShardCountMin: number
    targetShardCountMax: number
    updateShardCountCallsLeft: number
  }
  workload: Workload
  network: NetworkConditions
  shards: ShardRow[]
  leases: LeaseRow[]
  workers: WorkerRow[]
  applications: ApplicationRow[]
  producers: ProducerRow[]
  /** Calls of real clients in the last second of a served world; null where there are none to come. */
  clients: ClientRates | null
  totals: {
    recordsStored: number
    bytesStored: number
    recordsThrottled: number
    /** Those in aggregates one by one. */
    userRecordsStored: number
    /** User records that are in the stream more than once, each time but the first. */
    copiesStored: number
    recordsHeld: number
    recordsSummarised: number
  }
  series: MetricSeries
}
