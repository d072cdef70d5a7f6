/**
 * A KCL application: workers that share a lease table and learn of shards through the API alone.
 * Mechanism and defaults: awslabs/amazon-kinesis-client, release 3.5.1's source (2026-07), with 2.x or 3.x rules of leases.
 */
import type { Prng } from '../../../base/prng'
import type { SimUs } from '../../../base/units'
import type { ChildShardRef, Fetched, ShardIteratorState } from '../../fetched'
import type { ApplicationCore } from '../core'
import type { KclSettings } from './settings'

export interface KclApplication extends ApplicationCore {
  kind: 'kcl'
  settings: KclSettings
  /** The DynamoDB table by shard index, in order of creation. */
  leases: Map<number, Lease>
  workers: KclWorker[]
  nextWorkerNumber: number
  /** Where the last audit found a hole in the hash range, and how often in a row. */
  holeAt: bigint | null
  holesConfirmed: number
  /** By shard index, in order of the first news: what `parentWaits` tells. */
  shardTimes: Map<number, ShardTimes>
  /** Of KCL 3.x. */
  coordinator: Coordinator
  /** Batches that processRecords threw at. */
  exceptions: number
  exceptionsToldUs: SimUs
  /** What the Connector Library has emitted; null until then. */
  emitted: Emitted | null
}

/** When a shard reached each station; null: not yet. */
export interface ShardTimes {
  /** All of its records were processed. */
  drainedUs: SimUs | null
  /** SHARD_END was written. */
  endedUs: SimUs | null
  /** A worker took its lease, or was given it and knows, for the first time. */
  leasedUs: SimUs | null
  /** Its first shard consumer was initialized. */
  startedUs: SimUs | null
}

/** KCL 3.x: the entries of coordinator state and worker metrics, and what the leader of the moment remembers. */
export interface Coordinator {
  /** Holder of the DynamoDB lock. */
  leader: string | null
  heartbeatUs: SimUs
  /** By worker id, as the workers report. */
  stats: Map<string, WorkerStats>
  /** Who has run the assignment since it became leader. */
  assigner: string | null
  runs: number
  /** By shard index: the leader's memory of each counter. */
  seen: Map<number, SeenLease>
}

export interface WorkerStats {
  reportedUs: SimUs
  /** Share of its threads busy, 0 … 1, smoothed: stands for CPU. */
  load: number
  /** When it reported last. */
  workedUs: number
}

export interface Emitted {
  /** The newest last. */
  objects: EmittedObject[]
  objectsWritten: number
  objectsOverwritten: number
  recordsEmitted: number
  recordsFailed: number
  triesFailed: number
}

/** An object in S3, named after its first and last sequence number: emitting the same buffer again overwrites it. */
export interface EmittedObject {
  key: string
  shardIndex: number
  records: number
  bytes: number
  atUs: SimUs
  /** How often it was there already. */
  overwritten: number
}

/** `ordinal` is the record's place in its shard, `sequenceNumber` the text that stands in the table. */
export type LeaseCheckpoint =
  | { kind: 'TRIM_HORIZON' }
  | { kind: 'LATEST' }
  | { kind: 'SHARD_END' }
  | { kind: 'SEQUENCE_NUMBER'; ordinal: number; sequenceNumber: string }

export interface Lease {
  shardIndex: number
  leaseOwner: string | null
  /** KCL 3.x, during a graceful hand-off: who still works on it until it has checkpointed; `leaseOwner` is the next one. */
  checkpointOwner: string | null
  /** Heartbeat: raised at every renewal and take; every write is conditional on it. */
  leaseCounter: number
  ownerSwitchesSinceCheckpoint: number
  checkpoint: LeaseCheckpoint
  parentShardIndexes: number[]
  childShardIndexes: number[]
  startingHashKey: bigint
  endingHashKey: bigint
  /** KCL 3.x, smoothed; null: nobody has reported yet. */
  throughputKBps: number | null
}

export interface KclWorker {
  workerId: string
  state: 'STARTING' | 'RUNNING' | 'CRASHED'
  prng: Prng
  /** While the table stays empty, the worker waits until then before it fills it. */
  syncsAtUs: SimUs
  /** The taker's memory of each lease by shard index: the counter it saw, and since when. */
  seen: Map<number, SeenLease>
  /** By shard index: one for each lease that it works on. */
  shardConsumers: Map<number, ShardConsumer>
  nextSerial: number
  /** Shards with a batch to process, in turn. */
  ready: number[]
  threadsBusy: number
  /** Processing time started so far, for the busy meter. */
  workedUs: number
  /** Finished shards whose leases it will clean up, and since when, by shard index. */
  ended: Map<number, SimUs>
  garbageLookedUs: SimUs
  /** Nothing runs in it before: a long pause of its garbage collector. */
  pausedUntilUs: SimUs
  /** When it last renewed its leases: longer ago than failoverTimeMillis, it takes them for lost itself. */
  renewedUs: SimUs
  /** KCL 3.x: leases that it has discovered to be its own, and since when, by shard index. */
  held: Map<number, SimUs>
}

export interface SeenLease {
  leaseCounter: number
  /** When this worker last saw the counter change; −Infinity marks a lease that nobody ever owned. */
  renewedAtUs: SimUs
}

export type ShardConsumerState = 'WAITING_ON_PARENT_SHARDS' | 'INITIALIZING' | 'PROCESSING' | 'SHUTDOWN_REQUESTED' | 'SHUTTING_DOWN' | 'SHUTDOWN_COMPLETE'

export interface ShardConsumer {
  shardIndex: number
  serial: number
  state: ShardConsumerState
  /** When the parents are looked at again. */
  parentsCheckedAtUs: SimUs
  waitsFor: number[]
  iterator: ShardIteratorState | null
  /** When the last answer of GetRecords came; −Infinity: none did. */
  answeredUs: SimUs
  /** Where the next iterator begins; null: at the checkpoint of the lease. */
  readFrom: number | null
  /** A call is due or under way. */
  fetching: boolean
  /** Of enhanced fan-out; null while it polls, and after the end. */
  readerNumber: number | null
  /** Batches fetched and not yet processed; the first one is being worked on. */
  pending: Fetched[]
  pendingRecords: number
  pendingBytes: number
  /** Next record to process within the first pending batch. */
  nextOrdinal: number
  /** Of the first pending batch: when processRecords was called, and user records that it has done. */
  task: { startedUs: SimUs; records: number }
  /** In `ready`, or a slice is under way. */
  scheduled: boolean
  /** Children named by the last answer of a closed shard; null before. */
  childShards: ChildShardRef[] | null
  millisBehindLatest: number | null
  /** The last record that a slice has finished; 0 = none. */
  processedOrdinal: number
  checkpointedOrdinal: number
  checkpointedAtUs: SimUs
  /** Fetched in all, and when its worker last reported: for the lease's throughput. */
  bytesFetched: number
  bytesReported: number
  /** A graceful hand-off is forced then; Infinity: there is none. */
  handOffUs: SimUs
  /** shardEnded came back without a checkpoint, and this was told. */
  forgotShardEnd: boolean
  /** Of the Connector Library. */
  buffer: ConnectorBuffer | null
}

/** User records between processRecords and emit, named by the records of the shard that hold them. */
export interface ConnectorBuffer {
  /** Ordinals that are done once it is emitted: pairs of a first one and one past the last. */
  ranges: number[]
  records: number
  bytes: number
  /** Of records that passed the filter; 0: there is none. */
  firstOrdinal: number
  lastOrdinal: number
  /** When the last buffer was emptied. */
  sinceUs: SimUs
  /** Tries of emit for this buffer; 0 while it collects. */
  tries: number
  /** Of them, those that came back with an error. */
  failures: number
}
