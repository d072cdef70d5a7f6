/**
 * A KCL 2.x application: workers that share a lease table and learn of shards through the API alone.
 * Mechanism and defaults: awslabs/amazon-kinesis-client, release 3.5.1's source (2026-07), 2.x lease rules.
 */
import type { Prng } from '../../../base/prng'
import type { SimUs } from '../../../base/units'
import type { KclSettings } from '../../scenario'
import type { ChildShardRef, Fetched, ShardIteratorState } from '../../task'
import type { SeenIds } from './seenIds'
import type { CopyTruth, Tally } from './tally'

export interface KclApplication {
  applicationIndex: number
  settings: KclSettings
  streamName: string
  /** The DynamoDB table by shard index, in order of creation. */
  leases: Map<number, Lease>
  workers: KclWorker[]
  nextWorkerNumber: number
  /** By shard index, the first ordinal that is still owed: what the river's waterline shows. */
  processedTo: Map<number, number>
  /** Records of shards, aggregates being one each. */
  recordsProcessed: number
  recordsProcessedAgain: number
  /** In user records. */
  tally: Tally
  copyTruth: CopyTruth
  /** Empty without de-duplication. */
  seenIds: SeenIds
  /** Where the last audit found a hole in the hash range, and how often in a row. */
  holeAt: bigint | null
  holesConfirmed: number
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
  /** Heartbeat: raised at every renewal and take; every write is conditional on it. */
  leaseCounter: number
  ownerSwitchesSinceCheckpoint: number
  checkpoint: LeaseCheckpoint
  parentShardIndexes: number[]
  childShardIndexes: number[]
  startingHashKey: bigint
  endingHashKey: bigint
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
}

export interface SeenLease {
  leaseCounter: number
  /** When this worker last saw the counter change; −Infinity marks a lease that nobody ever owned. */
  renewedAtUs: SimUs
}

export type ShardConsumerState = 'WAITING_ON_PARENT_SHARDS' | 'INITIALIZING' | 'PROCESSING' | 'SHUTTING_DOWN' | 'SHUTDOWN_COMPLETE'

export interface ShardConsumer {
  shardIndex: number
  serial: number
  state: ShardConsumerState
  /** When the parents are looked at again. */
  parentsCheckedAtUs: SimUs
  waitsFor: number[]
  iterator: ShardIteratorState | null
  fetching: boolean
  /** Batches fetched and not yet processed; the first one is being worked on. */
  pending: Fetched[]
  pendingRecords: number
  pendingBytes: number
  /** Next record to process within the first pending batch. */
  nextOrdinal: number
  /** In `ready`, or a slice is under way. */
  scheduled: boolean
  /** Children named by the last answer of a closed shard; null before. */
  childShards: ChildShardRef[] | null
  millisBehindLatest: number | null
  /** The last record that a slice has finished; 0 = none. */
  processedOrdinal: number
  checkpointedOrdinal: number
  checkpointedAtUs: SimUs
}
