/**
 * What happened, in the past tense. Structural events are rare and always told; those for single records
 * (`RecordStored`, `RecordThrottled`, `RecordProcessed`, `RecordLeftOut`) are made only for a sink that asks for them.
 */
import type { SimMs } from '../base/units'
import type { OperationName } from '../kinesis/api/types'
import type { ScalingOutcome } from './autoscaling/settings'
import type { AlarmStateValue } from './cloudWatch/alarmSettings'
import type { Command } from './commands'
import type { BlockedBy } from './consumers/blocked'
import type { CheckName, CheckReason } from './consumers/checkState'
import type { ApplicationKindName } from './consumers/settings'
import type { CallerName } from './door/callerName'
import type { FaultAction } from './faults/settings'
import type { CallPath } from './iam/settings'
import type { KeyState, KmsFault } from './kms/settings'
import type { NetworkConditions, ProducerKindName } from './producers/settings'
import type { RefusalReason } from './refusalReasons'

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
  /** An on-demand stream begins to split shards that were too full, or to merge some of too many. */
  | { kind: 'OnDemandScaled'; streamName: string; from: number; to: number }
  | {
      kind: 'RecordStored'
      shardId: ShardId
      sequenceNumber: SequenceNumber
      partitionKey: string
      hashKey: HashKeyText
      recordId: RecordId
      bytes: number
      /** User records in it, where the KPL has aggregated it; `recordId` is the first one's. */
      userRecords?: number
      /** How many of them, or 1 for a plain record, were in the stream before. */
      copies?: number
    }
  | { kind: 'RecordThrottled'; shardId: ShardId; recordId: RecordId }
  /** A shard refused a record for the first time after five quiet seconds. `experimentId`: an experiment did, and none was refused for want of room. */
  | { kind: 'ThrottlingStarted'; shardId: ShardId; partitionKey: string; experimentId?: string }
  | { kind: 'ThrottlingEnded'; shardId: ShardId; recordsThrottled: number; experimentId?: string }
  /**
   * Why a producer stopped trying; `throttled` is the KPL's FailIfThrottled, `crash` what was in its memory. Lines of a log are
   * `skipped` by the Kinesis Agent, or `rotated` away before it has read them.
   */
  | { kind: 'RecordsGivenUp'; producerId: string; records: number; reason: 'attempts' | 'buffer' | 'size' | 'stream' | 'expired' | 'throttled' | 'error' | 'crash' | 'skipped' | 'rotated' }
  | { kind: 'SourceEnded'; producerId: string }
  | { kind: 'ProducerAdded'; producerId: string; producerKind: ProducerKindName }
  | { kind: 'ProducerRemoved'; producerId: string }
  | { kind: 'ProducerCrashed'; producerId: string; recordsLost: number }
  | { kind: 'ProducerRestarted'; producerId: string }
  /** A Flink job's sink gave it up: entries were refused and it fails on errors, an answer did not come, a call was refused, or there is no stream. */
  | { kind: 'JobFailed'; producerId: string; failure: 'entries' | 'timeout' | 'request' | 'stream' }
  | { kind: 'NetworkChanged'; network: NetworkConditions }
  | { kind: 'PartitionChanged'; producerId: string; isPartitioned: boolean }
  /** A request under way, or the answer to it, was lost at a person's wish. */
  | { kind: 'RequestLost'; producerId: string; requestNumber: number; lose: 'request' | 'response'; records: number }
  /** The same of one that was delayed; `outlastsTimeout`: its producer will have given it up by then, and sends it again. */
  | { kind: 'RequestDelayed'; producerId: string; requestNumber: number; way: 'request' | 'response'; delayMs: number; records: number; outlastsTimeout: boolean }
  /** The first copy of a record is stored after five seconds without. */
  | { kind: 'DuplicateStored'; producerId: string; shardId: ShardId; recordId: RecordId }
  | {
      kind: 'RecordProcessed'
      application: string
      workerId: string
      shardId: ShardId
      sequenceNumber: SequenceNumber
      /** Place in its aggregate. */
      subSequenceNumber?: number
      recordId: RecordId
    }
  /** Read and not processed: dropped by de-duplication, discarded with its aggregate, or an aggregate that the application cannot read. */
  | {
      kind: 'RecordLeftOut'
      application: string
      workerId: string
      shardId: ShardId
      sequenceNumber: SequenceNumber
      subSequenceNumber?: number
      recordId: RecordId
      reason: 'duplicate' | 'discarded' | 'unread'
    }
  | { kind: 'ApplicationAdded'; application: string; applicationKind: ApplicationKindName }
  | { kind: 'ApplicationRemoved'; application: string }
  | { kind: 'ApplicationCrashed'; application: string }
  | { kind: 'ApplicationRestarted'; application: string }
  /** A Flink job gave up, and starts again by itself: the stream that it reads, or the one that it writes, is not there. */
  | { kind: 'ApplicationFailed'; application: string; failure: 'stream' | 'outputStream' | 'denied' }
  /** A checkpoint of a Flink job is complete, with so many counts in open windows. */
  | { kind: 'JobCheckpointed'; application: string; checkpoint: number; keys: number }
  /** An application broke a promise for the first time in five seconds; `records` is how many in all. */
  | { kind: 'CheckFailed'; application: string; check: CheckName; reason: CheckReason; shardId: ShardId; sequenceNumber: SequenceNumber; records: number }
  /** A Lambda function failed for the first time in five seconds; `attempt` is the call's number with these records. */
  | { kind: 'InvocationFailed'; application: string; shardId: ShardId; records: number; attempt: number }
  /**
   * What begins at `sequenceNumber` fails again and again, at a Lambda function or on its way to S3, and nothing behind it is
   * processed, or nothing of its keys; or a Flink job fails each time before a checkpoint, and begins there once more.
   */
  | { kind: 'ShardBlocked'; application: string; shardId: ShardId; sequenceNumber: SequenceNumber; records: number; retries: number; blockedBy: BlockedBy }
  | { kind: 'ShardUnblocked'; application: string; shardId: ShardId; by: 'ok' | 'givenUp' | 'expired'; blockedBy: BlockedBy }
  /** A discarded batch goes to the on-failure destination, the first in five seconds. */
  | { kind: 'RecordsToDestination'; application: string; shardId: ShardId; destination: 'sqs' | 's3'; records: number; condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded' | 'RecordTooLarge' }
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
  /** It runs on as if nothing had been when it is over. */
  | { kind: 'WorkerPaused'; application: string; workerId: string; forMs: number }
  /** KCL 3.x: it holds the lock, and assigns the leases. */
  | { kind: 'LeaderElected'; application: string; workerId: string }
  /** KCL 3.x, after a graceful hand-off. */
  | { kind: 'LeaseHandedOver'; application: string; workerId: string; shardId: ShardId; to: string }
  /** ShutdownException: the lease is not the worker's any more. */
  | { kind: 'CheckpointRefused'; application: string; workerId: string; shardId: ShardId }
  /** processRecords threw, for the first time in five seconds: the KCL skips the batch. */
  | { kind: 'ProcessRecordsFailed'; application: string; workerId: string; shardId: ShardId; records: number }
  /** The application did not checkpoint in shardEnded: its children wait for ever. */
  | { kind: 'ShardEndForgotten'; application: string; workerId: string; shardId: ShardId }
  /** The Connector Library gave a buffer up after its last try. */
  | { kind: 'EmitFailed'; application: string; workerId: string; shardId: ShardId; records: number }
  /** `experimentId`: by that experiment, not by the shard. */
  | { kind: 'ReadThrottled'; application: string; workerId: string; shardId: ShardId; experimentId?: string }
  /** Of a Firehose stream; `isAgain`: S3 has this content under another key already, as an answer was lost. */
  | { kind: 'ObjectWritten'; application: string; key: string; objectKind: 'records' | 'processing-failed'; records: number; isAgain: boolean }
  /** A put to S3 failed, or was not answered, for the first time in a delivery. */
  | { kind: 'DeliveryFailed'; application: string; records: number }
  /** The transform function failed as often as it is tried. */
  | { kind: 'TransformationFailed'; application: string; shardId: ShardId; records: number; attempts: number }
  /** A call made by the person, with what the service answered; `from` where a real client of a served stream made it. */
  | { kind: 'CallRefused'; from?: 'client'; operation: OperationName; input: Readonly<Record<string, unknown>>; exception: string; message: string }
  | { kind: 'CallAccepted'; from?: 'client'; operation: OperationName; input: Readonly<Record<string, unknown>>; output: Readonly<Record<string, unknown>> | null }
  /** Null: it has again what everybody begins with. */
  | { kind: 'IdentityChanged'; caller: CallerName; policyNames: string[] | null; path: CallPath }
  | { kind: 'VpcEndpointChanged'; isThere: boolean }
  /** Null: it is gone. */
  | { kind: 'KmsKeyChanged'; aliasName: string; keyState: KeyState | null }
  | { kind: 'KmsFaultChanged'; fault: KmsFault | null }
  /** CloudTrail records data events from now on, of the stream that is named or of all, or no more. */
  | { kind: 'TrailChanged'; dataEvents: boolean }
  /** Aimed at the stream that is named, or at all. */
  | { kind: 'ExperimentStarted'; experimentId: string; action: FaultAction; shardIds: ShardId[] | null; endsMs: SimMs }
  /** Calls of one caller that an experiment met and struck since it last said so; of those that it met, some were sent again. */
  | { kind: 'CallsFaulted'; experimentId: string; action: FaultAction; caller: CallerName; operation: OperationName; exception: string; callsMet: number; callsFaulted: number; callsRetried: number }
  | { kind: 'ExperimentEnded'; experimentId: string; action: FaultAction; status: 'completed' | 'stopped'; callsMet: number; callsFaulted: number }
  /** A caller was refused at the door, so often in the last five seconds; operation and exception are those of the last call. */
  | { kind: 'CallsDenied'; caller: CallerName; operation: OperationName; exception: string; calls: number }
  /** A command of ours that could not be carried out. */
  | { kind: 'CommandRefused'; command: Exclude<Command['type'], 'Call'>; reason: RefusalReason }
  /** Of CloudWatch; `reason` is its own sentence, or who has set the state. */
  | { kind: 'AlarmStateChanged'; alarmName: string; from: AlarmStateValue; to: AlarmStateValue; reason: string }
  /** An alarm was answered with UpdateShardCount, or would have been; the same again is not told. */
  | { kind: 'ScalingActivity'; streamName: string; from: number; to: number; because: string; outcome: ScalingOutcome; exception: string | null }
  /** Records that no longer fit the memory budget keep only their counts. */
  | { kind: 'RecordsSummarised'; records: number }
)

export type SimEventKind = SimEvent['kind']
