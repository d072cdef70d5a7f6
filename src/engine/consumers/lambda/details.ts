/** What can be seen of a mapping and its function: batches in hand, retries, windows, and what was given up. */
import { US_PER_MS } from '../../../base/units'
import type { Refusal } from '../../../kinesis/exceptions'
import { formatShardId } from '../../../kinesis/shardId'
import { sequenceNumberOf, streamOf } from '../../naming'
import type { World } from '../../state'
import { isBlocked } from './blocked'
import { concurrencyOf, type Concurrency } from './concurrency'
import type { LambdaApplication, LambdaBooks, LambdaShard, LambdaSlot } from './model'
import type { FailureItem, PastInvocation, PastWindow, WindowState } from './parts'
import { countIn } from './runs'
import { stateBytesOf } from './windowState'

export interface LambdaDetails {
  kind: 'lambda'
  uuid: string
  /** As ListEventSourceMappings names it. */
  mapping: LambdaApplication['mapping']
  books: LambdaBooks
  concurrency: Concurrency
  shards: LambdaShardDetails[]
  /** Newest first. */
  invocations: InvocationDetails[]
  windows: (Omit<PastWindow, 'shardIndex' | 'closedUs'> & { shardId: string; closedAtMs: number })[]
  failureItems: (Omit<FailureItem, 'shardIndex' | 'sentUs'> & { shardId: string; sentAtMs: number })[]
}

export interface LambdaShardDetails {
  shardId: string
  state: LambdaShard['state']
  parentShardIds: string[]
  /** The first record that is not done with; null: there is none by now. */
  position: string | null
  /** Read and in no slot. */
  recordsRead: number
  millisBehindLatest: number | null
  /** Of the last batch, as the metric IteratorAge. */
  iteratorAgeMs: number | null
  isBlocked: boolean
  /** Of its last call to the stream, until one is answered. */
  refusal: Refusal | null
  slots: LambdaSlotDetails[]
  window: { startAt: number; endAt: number; records: number; keys: number; stateBytes: number } | null
}

export interface LambdaSlotDetails {
  doing: LambdaSlot['doing'] | 'gathering'
  sinceMs: number
  /** When it goes on; null: when records come. */
  untilMs: number | null
  recordsWaiting: number
  isBlocked: boolean
  /** The batch in hand, or the first piece of it. */
  batch: { records: number; attempt: number; retries: number; isFinalInvokeForWindow: boolean } | null
  /** Pieces of it that come after. */
  piecesLeft: number
}

export type InvocationDetails = Omit<PastInvocation, 'shardIndex' | 'endedUs'> & { shardId: string; endedAtMs: number }

export function lambdaDetails(world: World, application: LambdaApplication): LambdaDetails {
  const { uuid, mapping, books, shards, pastInvocations, pastWindows, failureItems } = application
  return {
    kind: 'lambda',
    uuid,
    mapping,
    books: { ...books },
    concurrency: concurrencyOf(world, application),
    shards: Array.from(shards.values(), (shard) => shardDetails(world, application, shard)),
    invocations: pastInvocations.map(({ shardIndex, endedUs, ...rest }) => ({ ...rest, shardId: formatShardId(shardIndex), endedAtMs: endedUs / US_PER_MS })).reverse(),
    windows: pastWindows.map(({ shardIndex, closedUs, ...rest }) => ({ ...rest, shardId: formatShardId(shardIndex), closedAtMs: closedUs / US_PER_MS })).reverse(),
    failureItems: failureItems.map(({ shardIndex, sentUs, ...rest }) => ({ ...rest, shardId: formatShardId(shardIndex), sentAtMs: sentUs / US_PER_MS })).reverse(),
  }
}

function shardDetails(world: World, application: LambdaApplication, shard: LambdaShard): LambdaShardDetails {
  const { shardIndex, state, parentShardIndexes, saved, unslotted, readerNumber, iteratorAgeMs, slots, window } = shard
  return {
    shardId: formatShardId(shardIndex),
    state,
    parentShardIds: parentShardIndexes.map(formatShardId),
    position: positionText(world, application, shardIndex, saved),
    recordsRead: countIn(unslotted),
    millisBehindLatest: readerNumber === null ? null : (application.readers.get(readerNumber)?.millisBehindLatest ?? null),
    iteratorAgeMs,
    isBlocked: shard.isBlocked,
    refusal: readerNumber === null ? null : (application.readers.get(readerNumber)?.refusal ?? null),
    slots: slots.map(slotDetails),
    window: window === null ? null : windowDetails(window),
  }
}

function positionText(world: World, application: LambdaApplication, shardIndex: number, saved: number | null): string | null {
  const stored = streamOf(world, application).shards[shardIndex]
  return saved === null || saved >= stored.log.nextOrdinal || stored.expired ? null : sequenceNumberOf(world, stored, saved)
}

function slotDetails(slot: LambdaSlot): LambdaSlotDetails {
  const { doing, sinceUs, gatheringSinceUs, timerNumber, timerDueUs, waitingRecords, pieces } = slot
  const isGathering = doing === 'idle' && waitingRecords > 0
  const piece = pieces.length === 0 ? null : pieces[0]
  return {
    doing: isGathering ? 'gathering' : doing,
    sinceMs: (isGathering ? gatheringSinceUs : sinceUs) / US_PER_MS,
    untilMs: timerNumber === 0 ? null : timerDueUs / US_PER_MS,
    recordsWaiting: waitingRecords,
    isBlocked: isBlocked(slot),
    batch: piece === null ? null : { records: countIn(piece.runs), attempt: piece.invocations + 1, retries: piece.retries, isFinalInvokeForWindow: piece.isFinal },
    piecesLeft: Math.max(0, pieces.length - 1),
  }
}

function windowDetails(window: WindowState) {
  const { startMs, endMs, records, counts } = window
  return { startAt: startMs, endAt: endMs, records, keys: counts.size, stateBytes: stateBytesOf(window) }
}
