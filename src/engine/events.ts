/**
 * What happened, in the past tense. Structural events are rare and always told; those for single records
 * (`RecordStored`, `RecordThrottled`, `RecordProcessed`) are made only for a sink that asks for them.
 */
import type { SimMs } from '../base/units'
import type { OperationName } from '../kinesis/api/types'

/** `shardId-` and twelve digits. */
export type ShardId = string
/** Decimal text of up to 56 digits. */
export type SequenceNumber = string
/** Decimal text of a 128-bit hash key. */
export type HashKeyText = string
/** Unique to what a producer meant to send once: `producer-2/1043`. */
export type RecordId = string

/** `streamName` on an event of a shard is written by hosts that show one of several streams. */
export type SimEvent = { at: SimMs; streamName?: string } & (
  | { kind: 'StreamStatusChanged'; streamName: string; streamStatus: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING' }
  | { kind: 'StreamDeleted'; streamName: string }
  | {
      kind: 'ShardOpened'
      shardId: ShardId
      parentShardId: ShardId | null
      adjacentParentShardId: ShardId | null
      startingHashKey: HashKeyText
      endingHashKey: HashKeyText
    }
  | { kind: 'ShardClosed'; shardId: ShardId; endingSequenceNumber: SequenceNumber }
  | { kind: 'ShardExpired'; shardId: ShardId }
  | {
      kind: 'RecordStored'
      shardId: ShardId
      sequenceNumber: SequenceNumber
      partitionKey: string
      hashKey: HashKeyText
      recordId: RecordId
      bytes: number
    }
  | { kind: 'RecordThrottled'; shardId: ShardId; recordId: RecordId }
  /** A shard refused a record for the first time after five quiet seconds. */
  | { kind: 'ThrottlingStarted'; shardId: ShardId; partitionKey: string }
  | { kind: 'ThrottlingEnded'; shardId: ShardId; recordsThrottled: number }
  /** A producer stopped retrying, had no room left to wait in, met a record larger than the stream takes, or no stream at all. */
  | { kind: 'RecordsGivenUp'; producerId: string; records: number; reason: 'attempts' | 'buffer' | 'size' | 'stream' }
  | { kind: 'SourceEnded'; producerId: string }
  | {
      kind: 'RecordProcessed'
      application: string
      workerId: string
      shardId: ShardId
      sequenceNumber: SequenceNumber
      recordId: RecordId
    }
  | { kind: 'LeaseCreated'; application: string; shardId: ShardId; workerId: string }
  /** `from` is the former owner where the lease was stolen or taken over, null where nobody owned it. */
  | { kind: 'LeaseTaken'; application: string; workerId: string; shardId: ShardId; from: string | null; how: 'unowned' | 'expired' | 'stolen' }
  | { kind: 'LeaseLost'; application: string; workerId: string; shardId: ShardId }
  | { kind: 'LeaseDeleted'; application: string; shardId: ShardId }
  | { kind: 'Checkpointed'; application: string; workerId: string; shardId: ShardId; sequenceNumber: SequenceNumber | 'SHARD_END' }
  /** A worker holds the lease of a child, and waits until these parents are at SHARD_END. */
  | { kind: 'ParentAwaited'; application: string; workerId: string; shardId: ShardId; parentShardIds: ShardId[] }
  | { kind: 'ShardConsumerStarted'; application: string; workerId: string; shardId: ShardId }
  | { kind: 'ShardEnded'; application: string; workerId: string; shardId: ShardId }
  | { kind: 'WorkerStarted'; application: string; workerId: string }
  | { kind: 'WorkerStopped'; application: string; workerId: string }
  | { kind: 'WorkerCrashed'; application: string; workerId: string }
  | { kind: 'ReadThrottled'; application: string; workerId: string; shardId: ShardId }
  /** A call made by the person, with what the service answered; `from` where a real client of a served stream made it. */
  | { kind: 'CallRefused'; from?: 'client'; operation: OperationName; input: Readonly<Record<string, unknown>>; exception: string; message: string }
  | { kind: 'CallAccepted'; from?: 'client'; operation: OperationName; input: Readonly<Record<string, unknown>>; output: Readonly<Record<string, unknown>> | null }
  /** A command of ours that could not be carried out. */
  | { kind: 'CommandRefused'; command: 'SetWorkload'; message: string }
  /** Records that no longer fit the memory budget keep only their counts. */
  | { kind: 'RecordsSummarised'; records: number }
)

export type SimEventKind = SimEvent['kind']
