/** Which events explain the picture while it moves, and how much. */
import { unreachable } from '../../base/assert'
import type { SimEvent } from '../../engine/events'
import { describeEvent } from './describeEvent'
import type { EventSentence } from './eventSentence'
import { isRetentionCall } from './settingCalls'

/** 1 = good to know, 2 = explains the picture, 3 = nobody should miss it. */
export type Importance = 1 | 2 | 3

export interface Caption {
  /** Null until it can be said. */
  sentence: EventSentence | null
  importance: Importance
  /** Captions with the same one within a few seconds tell the same story: show the first of them. */
  burstKey: string
  /** Where in the picture it belongs; null = the whole stream. */
  shardId: string | null
}

/** @returns null for what is ordinary. */
export function captionFor(event: SimEvent): Caption | null {
  const rank = rankOf(event)
  if (rank === null) return null
  return { sentence: describeEvent(event), ...rank, shardId: 'shardId' in event ? event.shardId : null }
}

function rankOf(event: SimEvent): Pick<Caption, 'importance' | 'burstKey'> | null {
  switch (event.kind) {
    case 'CallRefused':
      // Whoever tries something else is answered anew.
      return { importance: 3, burstKey: `${event.kind}/${event.operation}/${event.exception}` }
    case 'CallAccepted':
      // Others show in the picture what they do.
      return event.operation === 'UpdateStreamMode' || isRetentionCall(event.operation) ? { importance: 2, burstKey: `${event.kind}/${event.operation}` } : null
    case 'StreamDeleted':
    case 'ThrottlingStarted':
    case 'CommandRefused':
    case 'IdentityChanged':
    case 'VpcEndpointChanged':
    case 'KmsKeyChanged':
    case 'KmsFaultChanged':
      return { importance: 3, burstKey: event.kind }
    case 'WorkerCrashed':
      return { importance: 3, burstKey: `${event.kind}/${event.application}` }
    case 'ProducerCrashed':
    case 'JobFailed':
    case 'PartitionChanged':
    case 'RequestLost':
    case 'RequestDelayed':
      return { importance: 3, burstKey: `${event.kind}/${event.producerId}` }
    case 'DuplicateStored':
    case 'NetworkChanged':
      return { importance: 2, burstKey: event.kind }
    case 'ProducerRestarted':
    case 'ProducerRemoved':
      return { importance: 1, burstKey: `${event.kind}/${event.producerId}` }
    case 'ProducerAdded':
      return event.at === 0 ? null : { importance: 1, burstKey: event.kind }
    case 'LeaseTaken':
      return event.from === null ? null : { importance: event.how === 'expired' ? 3 : 2, burstKey: `${event.kind}/${event.application}` }
    case 'ShardOpened':
      return event.parentShardId === null ? null : { importance: 3, burstKey: event.kind }
    case 'ShardBlocked':
      return { importance: 3, burstKey: `${event.kind}/${event.application}` }
    case 'InvocationFailed':
    case 'ShardUnblocked':
    case 'RecordsToDestination':
      return { importance: 2, burstKey: `${event.kind}/${event.application}` }
    case 'WorkerPaused':
    case 'CheckpointRefused':
    case 'ShardEndForgotten':
    case 'EmitFailed':
    case 'ApplicationCrashed':
    case 'ApplicationFailed':
    case 'CheckFailed':
      return { importance: 3, burstKey: `${event.kind}/${event.application}` }
    case 'ApplicationAdded':
    case 'ApplicationRemoved':
    case 'ApplicationRestarted':
      return event.at === 0 ? null : { importance: 2, burstKey: event.kind }
    case 'LeaseHandedOver':
    case 'ProcessRecordsFailed':
    case 'ParentAwaited':
    case 'ShardEnded':
      return { importance: 2, burstKey: `${event.kind}/${event.application}` }
    case 'RecordsGivenUp':
      // The crash itself tells of them.
      return event.reason === 'crash' ? null : { importance: 2, burstKey: event.kind }
    case 'SourceEnded':
      return { importance: 2, burstKey: event.kind }
    case 'DeliveryFailed':
    case 'TransformationFailed':
      return { importance: 2, burstKey: `${event.kind}/${event.application}` }
    case 'ObjectWritten':
      return event.isAgain ? { importance: 2, burstKey: `${event.kind}/${event.application}` } : null
    case 'AlarmStateChanged':
      return { importance: event.to === 'ALARM' ? 3 : 1, burstKey: `${event.kind}/${event.alarmName}` }
    case 'ScalingActivity':
      return { importance: event.outcome === 'accepted' || event.outcome === 'refused' ? 3 : 1, burstKey: `${event.kind}/${event.streamName}` }
    case 'OnDemandScaled':
      return { importance: 3, burstKey: `${event.kind}/${event.streamName}` }
    case 'ReadThrottled':
      return { importance: 1, burstKey: `${event.kind}/${event.application}` }
    case 'ThrottlingEnded':
    case 'ShardExpired':
    case 'RecordsSummarised':
      return { importance: 1, burstKey: event.kind }
    case 'ExperimentStarted':
    case 'ExperimentEnded':
      return { importance: 3, burstKey: event.kind }
    case 'CallsDenied':
    case 'CallsFaulted':
      return { importance: 2, burstKey: `${event.kind}/${event.caller}` }
    case 'LeaderElected':
    case 'WorkerStarted':
    case 'WorkerStopped':
    case 'ShardConsumerStarted':
      // At the start of a run these are many and explain nothing.
      return event.at === 0 ? null : { importance: 1, burstKey: `${event.kind}/${event.application}` }
    case 'StreamStatusChanged':
    case 'ShardClosed':
    case 'RecordStored':
    case 'RecordThrottled':
    case 'RecordProcessed':
    case 'RecordLeftOut':
    case 'LeaseCreated':
    case 'LeaseLost':
    case 'LeaseDeleted':
    case 'Checkpointed':
    case 'JobCheckpointed':
    case 'TrailChanged':
      return null
    default:
      return unreachable(event)
  }
}
