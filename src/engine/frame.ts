/**
 * The small view of the world at one instant. `Frame` is columns for whoever draws; `Summary` is rows for
 * whoever reads, made a few times a second. Nothing here is part of the state.
 */
import type { SimMs } from '../base/units'
import type { ShardId } from './events'
import type { Workload } from './commands'

/** Place in the hash-key space as a fraction of 2^32: the top word of the 128-bit hash key. */
export type HashTop = number

export const OUTCOME_STORED = 0
export const OUTCOME_THROTTLED = 1

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
  /** Everything in the lane that arrived before this instant is processed; −Infinity: nothing yet. */
  processedToMs: Float64Array
  /** One of WATERLINE_…. */
  state: Uint8Array
  /** Records stored and not yet processed. */
  backlogRecords: Float64Array
}

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
  /** OUTCOME_STORED or OUTCOME_THROTTLED. */
  outcome: Uint8Array
  bytes: Uint32Array
}

export interface Frame {
  atMs: SimMs
  /** Rises whenever the past that was told before is no longer this run's (restart, fork, seek). */
  generation: number
  lanes: LaneColumns
  waterlines: WaterlineColumns
  arrivals: ArrivalColumns
  producerCount: number
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
}

export interface ApplicationRow {
  name: string
  workerCount: number
  workUs: number
  recordsProcessed: number
  /** Processed again after a crash or steal. */
  recordsProcessedAgain: number
  processedPerSecond: number
  /** The oldest unprocessed record's age over all shards, blocked children included. */
  iteratorAgeMs: number
}

export interface ProducerRow {
  producerId: string
  recordsMeant: number
  recordsStored: number
  recordsGivenUp: number
  /** Waiting for their retry. */
  recordsWaiting: number
  requestsInFlight: number
  throttledPerSecond: number
}

/** One point a virtual second, oldest first, the last minute or so; for charts. */
export interface MetricSeries {
  atMs: Float64Array
  /** Those not expired, at most `SERIES_SHARDS_MAX`, hottest first; `writeUse` is NaN where the shard was not open. */
  shards: { shardId: ShardId; writeUse: Float32Array }[]
  incomingRecords: Float64Array
  incomingBytes: Float64Array
  throttledRecords: Float64Array
  applications: { name: string; iteratorAgeMs: Float64Array; processedRecords: Float64Array }[]
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
    recordsHeld: number
    recordsSummarised: number
  }
  series: MetricSeries
}
