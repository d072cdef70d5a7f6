/** Which sentence an event has, where its kind alone does not say. */
import type { SimEvent } from '../../engine/events'
import type { EventSentenceKey } from './eventSentence'

export type EventOf<Kind extends SimEvent['kind']> = Extract<SimEvent, { kind: Kind }>

/** What the river and the timeline of a first look may tell of. */
type FirstKind =
  | 'ShardOpened'
  | 'ShardExpired'
  | 'ThrottlingStarted'
  | 'ThrottlingEnded'
  | 'RecordsGivenUp'
  | 'SourceEnded'
  | 'LeaseTaken'
  | 'ParentAwaited'
  | 'ShardConsumerStarted'
  | 'ShardEnded'
  | 'WorkerStarted'
  | 'WorkerStopped'
  | 'WorkerCrashed'
  | 'ReadThrottled'
  | 'CallRefused'
  | 'RecordsSummarised'

/** With those of a first look that an experiment has brought about. */
export type LaterEvent = Exclude<SimEvent, { kind: FirstKind }> | EventOf<'ThrottlingStarted' | 'ThrottlingEnded' | 'ReadThrottled'>

export const DELAYED_KEYS = {
  request: { inTime: 'requestDelayed', tooLong: 'requestDelayedTooLong' },
  response: { inTime: 'responseDelayed', tooLong: 'responseDelayedTooLong' },
} as const

export const JOB_FAILED_KEYS = { entries: 'jobFailedEntries', timeout: 'jobFailedTimeout', request: 'jobFailedRequest', stream: 'jobFailedStream' } as const

export const LEFT_OUT_KEYS = { duplicate: 'duplicateDropped', discarded: 'recordDiscarded', unread: 'aggregateUnread' } as const

export const PRODUCER_ADDED_KEYS = {
  sdk: 'producerAddedSdk',
  kpl: 'producerAddedKpl',
  agent: 'producerAddedAgent',
  cloudWatchLogs: 'producerAddedCloudWatchLogs',
  iot: 'producerAddedIot',
  flink: 'producerAddedFlink',
} as const satisfies Record<EventOf<'ProducerAdded'>['producerKind'], EventSentenceKey>

export const APPLICATION_ADDED_KEYS = {
  kcl: 'applicationAddedKcl',
  sdk: 'applicationAddedSdk',
  lambda: 'applicationAddedLambda',
  firehose: 'applicationAddedFirehose',
  flink: 'applicationAddedFlink',
} as const satisfies Record<EventOf<'ApplicationAdded'>['applicationKind'], EventSentenceKey>

export const OBJECT_WRITTEN_KEYS = { records: 'objectWritten', 'processing-failed': 'failuresWritten' } as const

export const CHECK_FAILED_KEYS = {
  overtaken: 'checkFailedOvertaken',
  childFirst: 'checkFailedChildFirst',
  skipped: 'checkFailedSkipped',
  latest: 'checkFailedLatest',
  givenUp: 'checkFailedGivenUp',
  expired: 'checkFailedExpired',
} as const satisfies Record<EventOf<'CheckFailed'>['reason'], EventSentenceKey>

export function blockedKey({ blockedBy, records }: EventOf<'ShardBlocked'>): EventSentenceKey {
  switch (blockedBy) {
    case 'function':
      return records === 0 ? 'shardBlockedByWindow' : 'shardBlocked'
    case 'destination':
      return 'shardBlockedByDestination'
    case 'job':
      return 'shardBlockedByJob'
  }
}

const UNBLOCKED_KEYS = { ok: 'shardUnblocked', givenUp: 'shardUnblockedGivenUp', expired: 'shardUnblockedExpired' } as const satisfies Record<EventOf<'ShardUnblocked'>['by'], EventSentenceKey>

export function unblockedKey({ blockedBy, by }: EventOf<'ShardUnblocked'>): EventSentenceKey {
  switch (blockedBy) {
    case 'function':
      return UNBLOCKED_KEYS[by]
    case 'destination':
      return by === 'givenUp' ? 'deliveryUnblockedGivenUp' : 'deliveryUnblocked'
    case 'job':
      return 'jobUnblocked'
  }
}

export function trailKey({ dataEvents, streamName }: EventOf<'TrailChanged'>): EventSentenceKey {
  if (!dataEvents) return 'trailDataOff'
  return streamName === undefined ? 'trailDataOn' : 'trailDataOnStream'
}

export function experimentKey({ streamName, shardIds }: EventOf<'ExperimentStarted'>): EventSentenceKey {
  if (streamName === undefined) return 'experimentStarted'
  return shardIds === null ? 'experimentStartedStream' : 'experimentStartedShards'
}

const SCALING_KEYS = { accepted: 'scalingAccepted', refused: 'scalingRefused', cooldown: 'scalingCooldown', bounds: 'scalingBounds', noStep: 'scalingNoStep' } as const satisfies Record<EventOf<'ScalingActivity'>['outcome'], EventSentenceKey>

/** Without the number of shards it was refused before it could want another one. */
export function scalingKey({ outcome, to }: EventOf<'ScalingActivity'>): EventSentenceKey {
  return outcome === 'refused' && to === 0 ? 'scalingBlind' : SCALING_KEYS[outcome]
}

export const STREAM_STATUS_KEYS = {
  CREATING: 'streamCreating',
  ACTIVE: 'streamActive',
  UPDATING: 'streamUpdating',
  DELETING: 'streamDeleting',
} as const satisfies Record<EventOf<'StreamStatusChanged'>['streamStatus'], EventSentenceKey>

export const APPLICATION_FAILED_KEYS: Readonly<Record<EventOf<'ApplicationFailed'>['failure'], EventSentenceKey>> = {
  stream: 'applicationFailedStream',
  outputStream: 'applicationFailedOutput',
  denied: 'applicationFailedDenied',
}

export function identityKey({ policyNames, path }: EventOf<'IdentityChanged'>): EventSentenceKey {
  if (policyNames === null) return 'identityReset'
  if (path === 'http') return 'identityHttp'
  return policyNames.length === 0 ? 'identityWithout' : 'identityChanged'
}
