/** Says the events that a first look has no use for, as `describeEvent` says the others. */
import { unreachable } from '../../base/assert'
import { shortSequenceNumber, shortShardId } from '../shardName'
import { actorOf } from './actorOf'
import { describeCallAccepted } from './describeCall'
import type { EventSentence } from './eventSentence'
import {
  APPLICATION_ADDED_KEYS,
  APPLICATION_FAILED_KEYS,
  CHECK_FAILED_KEYS,
  DELAYED_KEYS,
  JOB_FAILED_KEYS,
  LEFT_OUT_KEYS,
  OBJECT_WRITTEN_KEYS,
  PRODUCER_ADDED_KEYS,
  STREAM_STATUS_KEYS,
  blockedKey,
  experimentKey,
  identityKey,
  scalingKey,
  trailKey,
  unblockedKey,
  type LaterEvent,
} from './sentenceKeys'

export function describeLaterEvent(event: LaterEvent): EventSentence {
  switch (event.kind) {
    case 'StreamStatusChanged':
      return { key: STREAM_STATUS_KEYS[event.streamStatus], values: { stream: event.streamName } }
    case 'StreamDeleted':
      return { key: 'streamDeleted', values: { stream: event.streamName } }
    case 'ShardClosed':
      return { key: 'shardClosed', values: { shard: shortShardId(event.shardId) } }
    case 'OnDemandScaled':
      return { key: event.to > event.from ? 'onDemandGrown' : 'onDemandShrunk', values: { stream: event.streamName, from: event.from, to: event.to } }
    case 'RecordStored':
      return { key: 'recordStored', values: { shard: shortShardId(event.shardId), partitionKey: event.partitionKey, bytes: event.bytes } }
    case 'RecordThrottled':
      return { key: 'recordThrottled', values: { shard: shortShardId(event.shardId), record: event.recordId } }
    case 'ProducerAdded':
      return { key: PRODUCER_ADDED_KEYS[event.producerKind], values: { producer: event.producerId } }
    case 'ProducerRemoved':
      return { key: 'producerRemoved', values: { producer: event.producerId } }
    case 'ProducerCrashed':
      return { key: 'producerCrashed', values: { producer: event.producerId, records: event.recordsLost } }
    case 'ProducerRestarted':
      return { key: 'producerRestarted', values: { producer: event.producerId } }
    case 'JobFailed':
      return { key: JOB_FAILED_KEYS[event.failure], values: { producer: event.producerId } }
    case 'NetworkChanged':
      return { key: 'networkChanged', values: { ...event.network } }
    case 'PartitionChanged':
      return { key: event.isPartitioned ? 'producerCutOff' : 'producerReachable', values: { producer: event.producerId } }
    case 'RequestLost':
      return { key: event.lose === 'request' ? 'requestLost' : 'responseLost', values: { producer: event.producerId, number: event.requestNumber, records: event.records } }
    case 'RequestDelayed':
      return { key: DELAYED_KEYS[event.way][event.outlastsTimeout ? 'tooLong' : 'inTime'], values: { producer: event.producerId, number: event.requestNumber, records: event.records, seconds: event.delayMs / 1_000 } }
    case 'DuplicateStored':
      return { key: 'duplicateStored', values: { shard: shortShardId(event.shardId), producer: event.producerId, record: event.recordId } }
    case 'RecordProcessed':
      return { key: 'recordProcessed', values: { ...actorOf(event), record: event.recordId } }
    case 'RecordLeftOut':
      return { key: LEFT_OUT_KEYS[event.reason], values: { ...actorOf(event), record: event.recordId } }
    case 'InvocationFailed':
      return { key: 'invocationFailed', values: { ...shardOf(event), records: event.records, attempt: event.attempt } }
    case 'ShardBlocked':
      return { key: blockedKey(event), values: { ...shardOf(event), records: event.records, retries: event.retries } }
    case 'ShardUnblocked':
      return { key: unblockedKey(event), values: shardOf(event) }
    case 'RecordsToDestination':
      return { key: event.destination === 'sqs' ? 'recordsToQueue' : 'recordsToBucket', values: { ...shardOf(event), records: event.records, condition: event.condition } }
    case 'LeaseCreated':
      return { key: 'leaseCreated', values: actorOf(event) }
    case 'LeaseLost':
      return { key: 'leaseLost', values: actorOf(event) }
    case 'LeaseDeleted':
      return { key: 'leaseDeleted', values: { application: event.application, shard: shortShardId(event.shardId) } }
    case 'Checkpointed':
      return event.sequenceNumber === 'SHARD_END'
        ? { key: 'checkpointedShardEnd', values: actorOf(event) }
        : { key: 'checkpointed', values: { ...actorOf(event), checkpoint: shortSequenceNumber(event.sequenceNumber) } }
    case 'ApplicationAdded':
      return { key: APPLICATION_ADDED_KEYS[event.applicationKind], values: { application: event.application } }
    case 'ApplicationRemoved':
      return { key: 'applicationRemoved', values: { application: event.application } }
    case 'ApplicationCrashed':
      return { key: 'applicationCrashed', values: { application: event.application } }
    case 'ApplicationRestarted':
      return { key: 'applicationRestarted', values: { application: event.application } }
    case 'ApplicationFailed':
      return { key: APPLICATION_FAILED_KEYS[event.failure], values: { application: event.application } }
    case 'JobCheckpointed':
      return { key: 'jobCheckpointed', values: { application: event.application, checkpoint: event.checkpoint, keys: event.keys } }
    case 'CheckFailed':
      return { key: CHECK_FAILED_KEYS[event.reason], values: { application: event.application, shard: shortShardId(event.shardId), records: event.records } }
    case 'ObjectWritten':
      return { key: event.isAgain ? 'objectWrittenAgain' : OBJECT_WRITTEN_KEYS[event.objectKind], values: { application: event.application, object: event.key, records: event.records } }
    case 'DeliveryFailed':
      return { key: 'deliveryFailed', values: { application: event.application, records: event.records } }
    case 'TransformationFailed':
      return { key: 'transformationFailed', values: { application: event.application, shard: shortShardId(event.shardId), records: event.records, attempts: event.attempts } }
    case 'WorkerPaused':
      return { key: 'workerPaused', values: { application: event.application, worker: event.workerId, seconds: event.forMs / 1_000 } }
    case 'LeaderElected':
      return { key: 'leaderElected', values: { application: event.application, worker: event.workerId } }
    case 'LeaseHandedOver':
      return { key: 'leaseHandedOver', values: { ...actorOf(event), to: event.to } }
    case 'CheckpointRefused':
      return { key: 'checkpointRefused', values: actorOf(event) }
    case 'ProcessRecordsFailed':
      return { key: 'processRecordsFailed', values: { ...actorOf(event), records: event.records } }
    case 'ShardEndForgotten':
      return { key: 'shardEndForgotten', values: actorOf(event) }
    case 'EmitFailed':
      return { key: 'emitFailed', values: { ...actorOf(event), records: event.records } }
    case 'CallAccepted':
      return describeCallAccepted(event)
    case 'CommandRefused':
      return { key: 'commandRefused', values: { command: event.command, why: '…' }, reason: event.reason }
    case 'AlarmStateChanged':
      return { key: 'alarmStateChanged', values: { alarm: event.alarmName, from: event.from, to: event.to } }
    case 'ScalingActivity':
      return { key: scalingKey(event), values: { stream: event.streamName, alarm: event.because, from: event.from, to: event.to, exception: event.exception ?? '' } }
    case 'IdentityChanged':
      return { key: identityKey(event), values: { caller: event.caller, policies: (event.policyNames ?? []).join(', ') } }
    case 'VpcEndpointChanged':
      return { key: event.isThere ? 'vpcEndpointMade' : 'vpcEndpointGone', values: {} }
    case 'KmsKeyChanged':
      return { key: event.keyState === null ? 'kmsKeyGone' : 'kmsKeyChanged', values: { key: event.aliasName, state: event.keyState ?? '' } }
    case 'KmsFaultChanged':
      return { key: event.fault === null ? 'kmsFaultEnds' : 'kmsFaultBegins', values: { exception: event.fault ?? '' } }
    case 'TrailChanged':
      return { key: trailKey(event), values: { stream: event.streamName ?? '' } }
    case 'ThrottlingStarted':
      return { key: 'throttledByExperiment', values: { shard: shortShardId(event.shardId), experiment: event.experimentId ?? '' } }
    case 'ThrottlingEnded':
      return { key: 'throttledByExperimentNoMore', values: { shard: shortShardId(event.shardId), experiment: event.experimentId ?? '', records: event.recordsThrottled } }
    case 'ReadThrottled':
      return { key: 'readRefusedByExperiment', values: { ...actorOf(event), experiment: event.experimentId ?? '' } }
    case 'ExperimentStarted':
      return { key: experimentKey(event), values: { experiment: event.experimentId, action: event.action, stream: event.streamName ?? '', shards: (event.shardIds ?? []).join(', ') } }
    case 'ExperimentEnded':
      return { key: event.status === 'stopped' ? 'experimentStopped' : 'experimentCompleted', values: { experiment: event.experimentId, action: event.action, met: event.callsMet, faulted: event.callsFaulted } }
    case 'CallsDenied':
      return { key: event.exception === 'SdkClientException' ? 'callsNotConnected' : 'callsDenied', values: { caller: event.caller, operation: event.operation, exception: event.exception, calls: event.calls } }
    case 'CallsFaulted':
      return {
        key: event.callsRetried === 0 ? 'callsFaulted' : 'callsFaultedRetried',
        values: { caller: event.caller, operation: event.operation, exception: event.exception, experiment: event.experimentId, action: event.action, met: event.callsMet, faulted: event.callsFaulted, retried: event.callsRetried },
      }
    default:
      return unreachable(event)
  }
}

function shardOf(event: { application: string; shardId: string }) {
  return { application: event.application, shard: shortShardId(event.shardId) }
}
