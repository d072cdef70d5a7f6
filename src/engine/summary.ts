/** The small view of the world at one instant as rows, for whoever reads, made a few times a second. Nothing here is part of the state. */
import type { SimMs } from '../base/units'
import type { ApiShape } from '../kinesis/api/types'
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
import type { NetworkConditions, ProducerSettings } from './producers/settings'
import type { ShardStates } from './frame'

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
  /** As `LaneColumns.faultPercent`. */
  faultPercent: number
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
  /** When its owner, which has crashed or sleeps, last renewed it; null: it is renewed, or nobody's, or done with. */
  renewedAtMs: SimMs | null
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
  /** Of a Lambda function: records of shards that it was handed again, each time; null for other kinds. */
  recordsInvokedAgain: number | null
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
  series: { calls: Float64Array; acknowledged: Float64Array; latencyMs: Float64Array; payloadUnits: Float64Array; kibibytes: Float64Array; waiting: Float64Array }
}

/** An application that puts results into a stream, as a producer does. */
export interface WriterRow {
  /** In the columns of the frame, and in ids. */
  producerIndex: number
  producerId: string
  applicationIndex: number
  name: string
  state: 'RUNNING' | 'STOPPED' | 'CRASHED'
  readsFrom: string
  /** Null: nowhere any more. */
  writesTo: string | null
  resultsWaiting: number
  /** More hold the job up. */
  resultsWaitingMax: number
  resultsWritten: number
  /** Of them, those that were in the stream before. */
  resultsWrittenAgain: number
  /** Shards refuse some of them now. */
  isRefused: boolean
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
  /** `silent`: it or its answer is lost, and the producer waits for its timeout; `late`: delayed, given up, and still on its way. */
  phase: 'request' | 'response' | 'silent' | 'late'
  /** At a click, both ways together. */
  delayedMs: number
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
    streamMode: ApiShape<'StreamMode'>
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
  /** Of all streams. */
  writers: WriterRow[]
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
