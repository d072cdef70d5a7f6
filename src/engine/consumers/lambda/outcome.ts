/** What the function answers, and what the mapping makes of it: go on, retry, split, or give up. */
import { nextBelow } from '../../../base/prng'
import { US_PER_MS } from '../../../base/units'
import { share } from '../../../base/plainData'
import { formatShardId } from '../../../kinesis/shardId'
import { arrivalUsOf } from '../../shardLog'
import { tell } from '../../sink'
import { applicationUsage } from '../../usage/noteUsage'
import { TOLD_EVERY_US } from '../checkState'
import { callFinally } from './batch'
import { noteBlocked } from './blocked'
import { pauseUs } from './backoff'
import { PAST_INVOCATIONS_MAX } from './constants'
import { finishRuns } from './finishRuns'
import { giveUp } from './giveUp'
import { firstWithKey } from './keysSeen'
import type { LambdaSlot, Piece } from './model'
import type { PastInvocation } from './parts'
import { setSlotTimer, type Place } from './place'
import { countIn, cutAfter, cutBefore, lastIn } from './runs'
import { addToWindow, closeWindow, isOverfull } from './windowState'

type Verdict =
  | { outcome: 'ok' }
  /** `isDone`: with all records; it failed afterwards, so they come again. */
  | { outcome: 'failed'; isDone: boolean }
  /** Cut off when it was through with so many. */
  | { outcome: 'timedOut'; done: number }
  /** batchItemFailures: this record is the lowest. */
  | { outcome: 'partly'; at: number }

export function finishInvocation(place: Place, slot: LambdaSlot): void {
  const [piece] = slot.pieces
  const verdict = verdictOf(place, slot, piece)
  place.application.executions--
  piece.invocations++
  noteInvocation(place, slot, piece, verdict.outcome)
  slot.doing = 'idle'
  slot.sinceUs = place.world.nowUs
  switch (verdict.outcome) {
    case 'ok':
      return succeed(place, slot, piece)
    case 'partly':
      return succeedPartly(place, slot, piece, verdict.at)
    case 'failed':
      if (verdict.isDone) finishRuns(place, piece.runs)
      return fail(place, slot, piece)
    case 'timedOut':
      if (verdict.done > 0) finishRuns(place, cutAfter(piece.runs, verdict.done)[0])
      return fail(place, slot, piece)
  }
}

/** A batch with a poisoned record fails before anything is written; a failure by chance comes after all of it, a timeout in between. */
function verdictOf(place: Place, { doneAtTimeout }: LambdaSlot, { runs, isFinal }: Piece): Verdict {
  const { prng, settings } = place.application
  const { failsPerThousand, poisonKey } = settings.function
  if (doneAtTimeout !== null) return { outcome: 'timedOut', done: poisonKey === null || firstWithKey(place, runs, poisonKey) === null ? doneAtTimeout : 0 }
  if (failsPerThousand > 0 && nextBelow(prng, 1_000) < failsPerThousand) return { outcome: 'failed', isDone: !isFinal && (poisonKey === null || firstWithKey(place, runs, poisonKey) === null) }
  const poison = poisonKey === null ? null : firstWithKey(place, runs, poisonKey)
  if (poison === null) return { outcome: 'ok' }
  return settings.reportBatchItemFailures && poison > runs[0] ? { outcome: 'partly', at: poison } : { outcome: 'failed', isDone: false }
}

function succeed(place: Place, slot: LambdaSlot, piece: Piece): void {
  slot.pieces.shift()
  if (piece.isFinal) closeWindow(place, false)
  else {
    finishRuns(place, piece.runs)
    growWindow(place, slot, piece)
  }
  noteBlocked(place, 'ok')
}

/** State that is too large ends its window at once; what follows begins with none. */
function growWindow(place: Place, slot: LambdaSlot, { runs }: Piece): void {
  addToWindow(place, runs)
  if (place.shard.window !== null && isOverfull(place.shard.window)) callFinally(slot)
}

/** The position moves to the lowest number returned; all from there on comes again. */
function succeedPartly(place: Place, slot: LambdaSlot, piece: Piece, at: number): void {
  const [done, left] = cutBefore(piece.runs, at)
  finishRuns(place, done)
  piece.runs = left
  // Splitting there uses no retry.
  if (!place.application.settings.bisectBatchOnFunctionError) retry(place, slot, piece)
  else place.application.books.batchesSplit++
  growWindow(place, slot, { ...piece, runs: done })
}

function fail(place: Place, slot: LambdaSlot, piece: Piece): void {
  const records = countIn(piece.runs)
  if (!place.application.settings.bisectBatchOnFunctionError || records < 2) return retry(place, slot, piece)
  const [first, second] = cutAfter(piece.runs, Math.ceil(records / 2))
  slot.pieces.splice(0, 1, { ...piece, runs: first }, { ...piece, runs: second })
  place.application.books.batchesSplit++
}

function retry(place: Place, slot: LambdaSlot, piece: Piece): void {
  const { settings, books } = place.application
  if (settings.maximumRetryAttempts >= 0 && piece.retries >= settings.maximumRetryAttempts) return giveUpPiece(place, slot, piece)
  books.retries++
  piece.retries++
  slot.doing = 'backingOff'
  setSlotTimer(place, slot, place.world.nowUs + pauseUs(piece.retries))
  noteBlocked(place, 'failed')
}

function giveUpPiece(place: Place, slot: LambdaSlot, piece: Piece): void {
  slot.pieces.splice(slot.pieces.indexOf(piece), 1)
  if (piece.isFinal) closeWindow(place, true)
  else giveUp(place, { runs: piece.runs, condition: 'RetryAttemptsExhausted', invocations: piece.invocations })
  noteBlocked(place, 'givenUp')
}

function noteInvocation(place: Place, slot: LambdaSlot, piece: Piece, outcome: PastInvocation['outcome']): void {
  const { world, application, stored, shard } = place
  const { books, pastInvocations } = application
  const durationUs = world.nowUs - slot.sinceUs
  books.invocations++
  books.durationUs += durationUs
  applicationUsage(world, application).lambdaMs += Math.ceil(durationUs / US_PER_MS)
  if (outcome === 'failed' || outcome === 'timedOut') books.failed++
  if (outcome === 'timedOut') books.timedOut++
  if (outcome === 'partly') books.partly++
  const records = countIn(piece.runs)
  pastInvocations.push(
    share({ endedUs: world.nowUs, durationUs, shardIndex: shard.shardIndex, slot: shard.slots.indexOf(slot), records, attempt: piece.invocations, outcome, isFinalInvokeForWindow: piece.isFinal }),
  )
  if (pastInvocations.length > PAST_INVOCATIONS_MAX) pastInvocations.shift()
  if (records > 0) shard.iteratorAgeMs = Math.floor((world.nowUs - arrivalUsOf(stored.log, lastIn(piece.runs))) / US_PER_MS)
  if (outcome === 'failed' || outcome === 'timedOut') tellFailed(place, piece, records)
}

function tellFailed({ world, application, stream, shard, sink }: Place, { invocations }: Piece, records: number): void {
  const { told } = application
  if (world.nowUs < told.invocationFailedUs + TOLD_EVERY_US) return
  told.invocationFailedUs = world.nowUs
  tell(world, sink, { kind: 'InvocationFailed', application: application.settings.name, shardId: formatShardId(shard.shardIndex), records, attempt: invocations }, stream)
}
