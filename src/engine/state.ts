/**
 * The whole world as plain data. One owner changes it in place; nobody outside holds a part of it:
 * views get frames, snapshots are copies.
 */
import type { EpochMs, SimUs } from '../base/units'
import type { ApiShape } from '../kinesis/api/types'
import type { Agenda } from './agenda'
import type { CallerName } from './door/callerName'
import type { CloudWatch } from './cloudWatch/model'
import type { Guards } from './door/guards'
import type { Policy } from './iam/policy'
import type { Keys } from './keySpace'
import type { Application } from './consumers/application'
import type { OnDemand } from './onDemand/model'
import type { ShardLog } from './shardLog'
import type { Producer } from './producers/producer'
import type { NetworkConditions } from './producers/settings'
import type { Workload } from './commands'
import type { Meters, ShardMeter } from './meterState'
import type { Usage } from './usage/model'

export interface World {
  version: 1
  seed: number
  nowUs: SimUs
  epochMs: EpochMs
  /** How far into the command log this state stands; time never indexes the log. */
  commandsApplied: number
  /** Tasks run so far: with `commandsApplied` the position of this state in its run. */
  tasksRun: number
  /** Records put through the API by a person so far. */
  apiRecords: number
  /** SubscribeToShard calls accepted so far. */
  subscriptionsStarted: number
  agenda: Agenda
  account: Account
  guards: Guards
  /** A deleted stream leaves its place, empty, to the next one. */
  streams: Stream[]
  keys: Keys
  workload: Workload
  /** When it began: rates that change with time count from here. */
  workloadSinceUs: SimUs
  /** Where producers put; an empty name in an account that began without a stream. */
  producing: { streamName: string }
  /** Index = producer index; those that were removed stay, for their books. */
  producers: Producer[]
  /** Running producers that share the traffic of all. */
  sharers: number
  network: NetworkConditions
  /** Index = application index; those that were removed stay, for their books. */
  applications: Application[]
  /** Of the world's own applications, by subscription number. */
  subscribers: Map<number, { applicationIndex: number; readerNumber: number }>
  memory: RecordMemory
  meters: Meters
  cloudWatch: CloudWatch
  usage: Usage
}

/** What belongs to the account in its Region rather than to a stream. */
export interface Account {
  /** False lifts the limits of throughput and of calls a second, for measurements. */
  throttling: boolean
  /** Calls still allowed, by operation and, where the limit is a stream's, stream. */
  callBuckets: Map<string, CallBucket>
  /** The commitment of On-demand Advantage; null: never made. */
  throughputCommitment: { startedAtUs: SimUs; endedAtUs: SimUs | null } | null
}

/** Tokens in millionths of a call. */
export interface CallBucket {
  calls: number
  refilledUs: SimUs
}

/** Which full segments still have their columns, oldest first. */
export interface RecordMemory {
  recordsHeldMax: number
  recordsHeld: number
  payloadBytesHeldMax: number
  payloadBytesHeld: number
  recordsSummarised: number
  /** Stored in streams that are deleted since. */
  recordsDeleted: number
  /** Triples: stream index, shard index, first ordinal. */
  fullSegments: number[]
  /** Triples already taken from the front. */
  taken: number
}

export type StreamStatus = ApiShape<'StreamStatus'>

export interface Stream {
  streamIndex: number
  streamName: string
  streamStatus: StreamStatus
  createdAtUs: SimUs
  /** Null while it exists. */
  deletedAtUs: SimUs | null
  retentionPeriodHours: number
  /** What is older stays unreadable: data that expired before retention was increased never return. */
  trimHorizonUs: SimUs
  streamMode: ApiShape<'StreamMode'>
  /** When its mode was switched, within 24 h. */
  modeSwitchesUs: SimUs[]
  warmThroughputMiBps: number | null
  /** Null while it is provisioned. */
  onDemand: OnDemand | null
  maxRecordSizeInKiB: number
  recordDistributionStrategy: ApiShape<'RecordDistributionStrategy'>
  shardLevelMetrics: ApiShape<'MetricsName'>[]
  /** As named in StartStreamEncryption; null: records are stored plain. */
  encryptionKeyId: string | null
  /** When StartStreamEncryption and StopStreamEncryption were accepted, within 24 h. */
  encryptionStartsUs: SimUs[]
  encryptionStopsUs: SimUs[]
  /** From when on records were encrypted with which key, or plain again (null), as far as such records are readable. */
  encryptionPeriods: { fromUs: SimUs; keyName: string | null }[]
  tags: Map<string, string>
  resourcePolicy: Policy | null
  consumers: StreamConsumer[]
  /** Index = shard index; expired ones stay, emptied. */
  shards: Shard[]
  /** Indexes of open shards in order of their ranges. */
  openShards: number[]
  /** Rises with each reshard step: derived tables compare it. */
  reshardCount: number
  /** Shards before this one are all expired. */
  firstLiveShard: number
  plannedSteps: ReshardStep[]
  /** What it is UPDATING for, unless for the steps of a reshard. */
  update: StreamUpdate | null
  /** When UpdateShardCount was accepted, within 24 h. */
  updateShardCountCallsUs: SimUs[]
}

export interface StreamUpdate {
  dueUs: SimUs
  change: StreamChange
}

/** Settings of a stream as they will be. */
export type StreamChange = Partial<
  Pick<
    Stream,
    'retentionPeriodHours' | 'streamMode' | 'warmThroughputMiBps' | 'maxRecordSizeInKiB' | 'recordDistributionStrategy' | 'shardLevelMetrics' | 'encryptionKeyId'
  >
>

/** A consumer with enhanced fan-out, as registered. */
export interface StreamConsumer {
  consumerName: string
  consumerStatus: ApiShape<'ConsumerStatus'>
  createdAtUs: SimUs
  tags: Map<string, string>
  resourcePolicy: Policy | null
  /** By shard index, the last one of each shard, ended or not. */
  subscriptions: Map<number, Subscription>
  /** By shard index, when SubscribeToShard was last let through to its checks. */
  subscribeCallsUs: Map<number, SimUs>
}

/** One consumer's connection to one shard. */
export interface Subscription {
  /** Unique in the world. */
  subscriptionNumber: number
  /** In whose name records are decrypted. */
  caller: CallerName
  shardIndex: number
  /** An ended one stays: for a while it holds off the next. */
  isOpen: boolean
  startedUs: SimUs
  endsUs: SimUs
  /** Next record to push. */
  ordinal: number
  /** Bytes that may be pushed, in millionths; below zero while a large record is made up for. */
  bytes: number
  refilledUs: SimUs
  lastEventUs: SimUs
  /** Its subscriber takes no more for now. */
  isHeld: boolean
}

export type ReshardStep =
  | { type: 'split'; shardIndex: number; newStartingHashKey: bigint }
  | { type: 'merge'; shardIndex: number; adjacentShardIndex: number }

export interface Shard {
  shardIndex: number
  startingHashKey: bigint
  endingHashKey: bigint
  parentShardIndex: number | null
  adjacentParentShardIndex: number | null
  /** Epoch second written into its sequence numbers; the shard takes records from this second on. */
  createdSecond: number
  openedAtUs: SimUs
  closedAtUs: SimUs | null
  /** Epoch second of its ending sequence number. */
  closedSecond: number | null
  expired: boolean
  childShardIndexes: number[]
  log: ShardLog
  write: WriteBucket
  read: ReadBucket
  recordsStored: number
  bytesStored: number
  /** Of its records, those that the KPL has aggregated, and the user records in them. */
  aggregatesStored: number
  recordsInAggregates: number
  /** User records that were stored again. */
  copiesStored: number
  recordsThrottled: number
  bytesThrottled: number
  /** Stored or refused, and sent before: by as much as a producer of this world tells. */
  recordsRetried: number
  /** The last refused keys, a ring. */
  throttledKeys: Uint32Array
  throttledSinceUs: SimUs | null
  /** Of that episode: the experiment that refused all of it; null: some of it was too much for the shard. */
  throttledBy: string | null
  lastThrottledUs: SimUs
  throttledAtStart: number
  meter: ShardMeter
}

/** Tokens in thousandths of a record and millionths of a byte, so that a microsecond's refill is whole. */
export interface WriteBucket {
  records: number
  bytes: number
  refilledUs: SimUs
}

export interface ReadBucket {
  /** GetRecords and GetShardIterator, each in millionths of a second's worth. */
  calls: number
  iterators: number
  iteratorsRefilledUs: SimUs
  bytes: number
  refilledUs: SimUs
  refusedUntilUs: SimUs
}
