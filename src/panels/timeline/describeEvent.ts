/**
 * Says an event in one sentence: what happened, and why it matters. It gives a key of the namespace `events` with the
 * values of its placeholders, and the page says it in the reader's language. Code and words of the less usual kinds come later.
 */
import { loadStrings } from '../../strings/strings'
import type { SimEvent } from '../../engine/events'
import { shortShardId } from '../shardName'
import { actorOf } from './actorOf'
import type { EventSentence } from './eventSentence'
import type { EventOf, LaterEvent } from './sentenceKeys'

const HASH_KEY_SPACE = 1n << 128n

const GIVEN_UP_KEYS = {
  attempts: 'recordsGivenUpAttempts',
  buffer: 'recordsGivenUpBuffer',
  size: 'recordsGivenUpSize',
  stream: 'recordsGivenUpStream',
  expired: 'recordsExpired',
  throttled: 'recordsGivenUpThrottled',
  error: 'recordsGivenUpError',
  crash: 'recordsLostInCrash',
  skipped: 'recordsSkipped',
  rotated: 'recordsRotated',
} as const

const later: { describe: ((event: LaterEvent) => EventSentence) | null } = { describe: null }

/** Whoever shows an event shows it again when words come, so they come last. */
export async function loadLaterEvents(): Promise<void> {
  later.describe ??= (await import('./describeLaterEvent')).describeLaterEvent
  await loadStrings('laterEvents')
}

/** @returns null until what says such an event is there. */
export function describeEvent(event: SimEvent): EventSentence | null {
  switch (event.kind) {
    case 'ShardOpened':
      return describeShardOpened(event)
    case 'ShardExpired':
      return { key: 'shardExpired', values: { shard: shortShardId(event.shardId) } }
    case 'ThrottlingStarted':
      if (event.experimentId !== undefined) return later.describe?.(event) ?? null
      return { key: 'throttlingStarted', values: { shard: shortShardId(event.shardId), partitionKey: event.partitionKey } }
    case 'ThrottlingEnded':
      if (event.experimentId !== undefined) return later.describe?.(event) ?? null
      return { key: 'throttlingEnded', values: { shard: shortShardId(event.shardId), records: event.recordsThrottled } }
    case 'RecordsGivenUp':
      return {
        key: GIVEN_UP_KEYS[event.reason],
        values: { producer: event.producerId, records: event.records },
      }
    case 'SourceEnded':
      return { key: 'sourceEnded', values: { producer: event.producerId } }
    case 'LeaseTaken':
      return describeLeaseTaken(event)
    case 'ParentAwaited':
      return describeParentAwaited(event)
    case 'ShardConsumerStarted':
      return { key: 'shardConsumerStarted', values: actorOf(event) }
    case 'ShardEnded':
      return { key: 'shardEnded', values: actorOf(event) }
    case 'WorkerStarted':
      return { key: 'workerStarted', values: { application: event.application, worker: event.workerId } }
    case 'WorkerStopped':
      return { key: 'workerStopped', values: { application: event.application, worker: event.workerId } }
    case 'WorkerCrashed':
      return { key: 'workerCrashed', values: { application: event.application, worker: event.workerId } }
    case 'ReadThrottled':
      if (event.experimentId !== undefined) return later.describe?.(event) ?? null
      return { key: 'readThrottled', values: actorOf(event) }
    case 'CallRefused':
      return { key: 'callRefused', values: { operation: event.operation, exception: event.exception, message: event.message } }
    case 'RecordsSummarised':
      return { key: 'recordsSummarised', values: { records: event.records } }
    default:
      return later.describe?.(event) ?? null
  }
}

function describeShardOpened(event: EventOf<'ShardOpened'>): EventSentence {
  const values = { shard: shortShardId(event.shardId), percent: percentOfHashKeys(event) }
  if (event.parentShardId === null) return { key: 'shardOpenedFirst', values }
  const parent = shortShardId(event.parentShardId)
  if (event.adjacentParentShardId === null) return { key: 'shardOpenedBySplit', values: { ...values, parent } }
  return { key: 'shardOpenedByMerge', values: { ...values, parent, adjacentParent: shortShardId(event.adjacentParentShardId) } }
}

function percentOfHashKeys(range: { startingHashKey: string; endingHashKey: string }): number {
  const width = BigInt(range.endingHashKey) - BigInt(range.startingHashKey) + 1n
  return Number((width * 1_000n + HASH_KEY_SPACE / 2n) / HASH_KEY_SPACE) / 10
}

function describeLeaseTaken(event: EventOf<'LeaseTaken'>): EventSentence {
  const values = actorOf(event)
  if (event.from === null) return { key: 'leaseTakenUnowned', values }
  switch (event.how) {
    case 'unowned':
      return { key: 'leaseTakenUnowned', values }
    case 'expired':
      return { key: 'leaseTakenExpired', values: { ...values, from: event.from } }
    case 'stolen':
      return { key: 'leaseTakenStolen', values: { ...values, from: event.from } }
  }
}

function describeParentAwaited(event: EventOf<'ParentAwaited'>): EventSentence {
  const [parent = '', adjacentParent] = event.parentShardIds.map(shortShardId)
  const values = { ...actorOf(event), parent }
  if (adjacentParent === undefined) return { key: 'parentAwaited', values }
  return { key: 'parentsAwaited', values: { ...values, adjacentParent } }
}
