/** The kinds of the event log, as a person would group them. */
import type { SimEvent, SimEventKind } from '../../engine/events'

export const EVENT_GROUPS = ['all', 'shards', 'writes', 'leases', 'workers', 'calls'] as const
export type EventGroup = (typeof EVENT_GROUPS)[number]

/** Kinds that are told by the thousand say nothing in a list. */
const GROUP_OF: Record<SimEventKind, Exclude<EventGroup, 'all'> | null> = {
  StreamStatusChanged: 'shards',
  StreamDeleted: 'shards',
  ShardOpened: 'shards',
  ShardClosed: 'shards',
  ShardExpired: 'shards',
  OnDemandScaled: 'shards',
  RecordStored: null,
  RecordThrottled: null,
  ThrottlingStarted: 'writes',
  ThrottlingEnded: 'writes',
  RecordsGivenUp: 'writes',
  SourceEnded: 'writes',
  ProducerAdded: 'writes',
  ProducerRemoved: 'writes',
  ProducerCrashed: 'writes',
  ProducerRestarted: 'writes',
  JobFailed: 'writes',
  NetworkChanged: 'writes',
  PartitionChanged: 'writes',
  RequestLost: 'writes',
  RequestDelayed: 'writes',
  DuplicateStored: 'writes',
  RecordProcessed: null,
  RecordLeftOut: null,
  InvocationFailed: 'workers',
  ShardBlocked: 'workers',
  ShardUnblocked: 'workers',
  RecordsToDestination: 'workers',
  LeaseCreated: 'leases',
  LeaseTaken: 'leases',
  LeaseLost: 'leases',
  LeaseDeleted: 'leases',
  Checkpointed: 'leases',
  ParentAwaited: 'leases',
  ShardConsumerStarted: 'leases',
  ShardEnded: 'leases',
  ApplicationAdded: 'workers',
  ApplicationRemoved: 'workers',
  ApplicationCrashed: 'workers',
  ApplicationRestarted: 'workers',
  ApplicationFailed: 'workers',
  JobCheckpointed: 'leases',
  CheckFailed: 'workers',
  ObjectWritten: 'workers',
  DeliveryFailed: 'workers',
  TransformationFailed: 'workers',
  WorkerStarted: 'workers',
  WorkerStopped: 'workers',
  WorkerCrashed: 'workers',
  WorkerPaused: 'workers',
  LeaderElected: 'leases',
  LeaseHandedOver: 'leases',
  CheckpointRefused: 'leases',
  ProcessRecordsFailed: 'workers',
  ShardEndForgotten: 'leases',
  EmitFailed: 'workers',
  ReadThrottled: 'workers',
  CallRefused: 'calls',
  CallAccepted: 'calls',
  CommandRefused: 'calls',
  IdentityChanged: 'calls',
  VpcEndpointChanged: 'calls',
  KmsKeyChanged: 'calls',
  KmsFaultChanged: 'calls',
  CallsDenied: 'calls',
  CallsFaulted: 'calls',
  TrailChanged: 'calls',
  ExperimentStarted: 'calls',
  ExperimentEnded: 'calls',
  RecordsSummarised: 'writes',
  AlarmStateChanged: 'calls',
  ScalingActivity: 'shards',
}

/** @returns the newest `linesMax` events of the group, newest first; ordinary checkpoints only where leases are asked for. */
export function newestOf({ events, group, linesMax }: { events: readonly SimEvent[]; group: EventGroup; linesMax: number }): SimEvent[] {
  const lines: SimEvent[] = []
  for (let index = events.length - 1; index >= 0 && lines.length < linesMax; index--) {
    const event = events[index]
    if (event !== undefined && belongs(event, group)) lines.push(event)
  }
  return lines
}

function belongs(event: SimEvent, group: EventGroup): boolean {
  const own = GROUP_OF[event.kind]
  if (own === null) return false
  if (group !== 'all') return own === group
  return event.kind !== 'Checkpointed' || event.sequenceNumber === 'SHARD_END'
}
