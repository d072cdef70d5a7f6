/** What each slot does next: it takes a batch, drops what is too old or too large for a call, and calls the function, or is throttled. */
import { US_PER_MS, US_PER_SECOND } from '../../../base/units'
import { firstOrdinalFrom, measureRead } from '../../shardLog'
import { applicationUsage } from '../../usage/noteUsage'
import { planSlice } from '../reading/planSlice'
import { takeBatch } from './batch'
import { noteBlocked } from './blocked'
import { throttledUs } from './backoff'
import { concurrencyOf } from './concurrency'
import { PAYLOAD_BYTES_MAX } from './constants'
import { giveUp, noteLost } from './giveUp'
import type { LambdaSlot, Piece } from './model'
import { setSlotTimer, type Place } from './place'
import { countIn, cutBefore, type Runs } from './runs'
import { windowOfFirst } from './windowState'

export function workOn(place: Place, slot: LambdaSlot): void {
  if (slot.doing !== 'idle') return
  const waiting = withoutExpired(place, slot.waiting)
  if (waiting !== slot.waiting) slot.waitingRecords = countIn(waiting)
  slot.waiting = waiting
  while (slot.pieces.length > 0 || takeBatch(place, slot)) {
    const [piece] = slot.pieces
    dropUnfit(place, piece)
    if (piece.runs.length > 0 || piece.isFinal) return invoke(place, slot, piece)
    slot.pieces.shift()
  }
}

/** Retention may have taken records since they were read. */
function withoutExpired(place: Place, runs: Runs): Runs {
  const { application, stored } = place
  if (runs.length === 0 || runs[0] >= stored.log.trimOrdinal) return runs
  const [gone, left] = cutBefore(runs, stored.log.trimOrdinal)
  application.books.recordsExpired += countIn(gone)
  noteLost(place, gone, { check: 'nothingExpired', reason: 'expired' })
  return left
}

function dropUnfit(place: Place, piece: Piece): void {
  const { world, application, stored } = place
  const before = piece.runs.length
  piece.runs = withoutExpired(place, piece.runs)
  if (before > 0 && piece.runs.length === 0) return noteBlocked(place, 'expired')
  const { maximumRecordAgeInSeconds } = application.settings
  if (maximumRecordAgeInSeconds >= 0) {
    const [old, young] = cutBefore(piece.runs, firstOrdinalFrom(stored.log, world.nowUs - maximumRecordAgeInSeconds * US_PER_SECOND))
    piece.runs = young
    if (old.length > 0) discard(place, piece, old, 'RecordAgeExceeded')
  }
  if (piece.invocations === 0 && countIn(piece.runs) === 1 && isTooLarge(place, piece.runs[0])) discard(place, piece, piece.runs.splice(0), 'RecordTooLarge')
}

function discard(place: Place, { invocations, runs }: Piece, discarded: Runs, condition: 'RecordAgeExceeded' | 'RecordTooLarge'): void {
  giveUp(place, { runs: discarded, condition, invocations })
  if (runs.length === 0) noteBlocked(place, 'givenUp')
}

function isTooLarge({ stored }: Place, ordinal: number): boolean {
  return measureRead(stored.log, ordinal, { recordsMax: 1, bytesMax: PAYLOAD_BYTES_MAX }).bytes > PAYLOAD_BYTES_MAX
}

function invoke(place: Place, slot: LambdaSlot, piece: Piece): void {
  const { world, application, shard } = place
  const { runs } = piece
  const { inUse, limit } = concurrencyOf(world, application)
  if (inUse >= limit) return throttle(place, slot, piece)
  // One that was too large has ended before its time: what is left of its records begins another.
  if (application.settings.tumblingWindowInSeconds > 0 && runs.length > 0) shard.window ??= windowOfFirst(place, runs)
  slot.doing = 'invoking'
  slot.sinceUs = world.nowUs
  application.invocationsStarted++
  applicationUsage(world, application).lambdaRequests++
  application.executions++
  if (piece.invocations > 0) application.books.recordsInvokedAgain += countIn(runs)
  piece.throttles = 0
  const { invokeMs, timeoutSeconds } = application.settings.function
  const wholeUs = invokeMs * US_PER_MS + workUsOf(place, runs)
  const timeoutUs = timeoutSeconds * US_PER_SECOND
  slot.doneAtTimeout = wholeUs > timeoutUs ? recordsWithin(place, runs, timeoutUs - invokeMs * US_PER_MS) : null
  setSlotTimer(place, slot, world.nowUs + Math.min(wholeUs, timeoutUs))
}

/** LAM: tried again until the records expire or are too old, which counts as no attempt. The slot waits, so order is kept. */
function throttle(place: Place, slot: LambdaSlot, piece: Piece): void {
  const { world, application } = place
  application.books.throttles++
  if (piece.throttles++ === 0) slot.sinceUs = world.nowUs
  slot.doing = 'throttled'
  setSlotTimer(place, slot, world.nowUs + throttledUs(application.prng, piece.throttles))
}

function workUsOf({ world, application, stored }: Place, runs: Readonly<Runs>): number {
  let sumUs = 0
  for (let run = 0; run < runs.length; run += 2) {
    for (let from = runs[run]; from < runs[run + 1]; ) {
      const { toOrdinal, sliceUs } = planSlice(world, application, stored, from, runs[run + 1])
      sumUs += sliceUs
      from = toOrdinal
    }
  }
  return sumUs
}

/** Records that are worked through before the time is up. */
function recordsWithin({ world, application, stored }: Place, runs: Readonly<Runs>, timeUs: number): number {
  let leftUs = timeUs
  let records = 0
  for (let run = 0; run < runs.length; run += 2) {
    for (let from = runs[run]; from < runs[run + 1]; ) {
      const slice = planSlice(world, application, stored, from, runs[run + 1])
      const { toOrdinal, sliceUs } = slice.sliceUs <= leftUs ? slice : planSlice(world, application, stored, from, from + 1)
      if (sliceUs > leftUs) return records
      leftUs -= sliceUs
      records += toOrdinal - from
      from = toOrdinal
    }
  }
  return records
}
