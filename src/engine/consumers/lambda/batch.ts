/** The next batch of a slot: full, or all there is once its time is up. */
import { US_PER_SECOND } from '../../../base/units'
import { firstOrdinalFrom, measureRead } from '../../shardLog'
import { PAYLOAD_BYTES_MAX, WINDOW_IDLE_US } from './constants'
import { createPiece, type LambdaSlot } from './model'
import { setSlotTimer, type Place } from './place'
import { countIn, cutAfter, cutBefore, type Runs } from './runs'
import { endUsOf, windowOfFirst } from './windowState'

/** @returns whether the slot has a batch in hand now; if not, it waits for records, or for its timer. */
export function takeBatch(place: Place, slot: LambdaSlot): boolean {
  const { shard, application } = place
  if (slot.waitingRecords === 0) return takeFinalCall(place, slot)
  if (application.settings.tumblingWindowInSeconds > 0) {
    const window = windowOfFirst(place, slot.waiting)
    if (shard.window !== null && shard.window.startMs < window.startMs) return callFinally(slot)
    shard.window ??= window
  }
  const { runs, isFull } = nextBatch(place, slot)
  const dueUs = slot.gatheringSinceUs + application.settings.maximumBatchingWindowInSeconds * US_PER_SECOND
  const isAll = shard.isDrained && shard.unslotted.length === 0
  if (!isFull && !isAll && place.world.nowUs < dueUs) return wakeAt(place, slot, dueUs)
  slot.waitingRecords -= countIn(runs)
  ;[, slot.waiting] = cutAfter(slot.waiting, countIn(runs))
  slot.gatheringSinceUs = place.world.nowUs
  slot.pieces.push(createPiece(runs))
  return true
}

/** Records in hand that will go out together, at least one; one alone may be larger than a payload. */
function nextBatch(place: Place, { waiting }: LambdaSlot): { runs: Runs; isFull: boolean } {
  const { world, application, stored, shard } = place
  const { batchSize } = application.settings
  const [within, later] = shard.window === null ? [waiting, []] : cutBefore(waiting, firstOrdinalFrom(stored.log, endUsOf(world, shard.window)))
  let records = 0
  let bytes = 0
  for (let run = 0; run < within.length && records < batchSize; run += 2) {
    const read = measureRead(stored.log, within[run], { recordsMax: Math.min(batchSize - records, within[run + 1] - within[run]), bytesMax: PAYLOAD_BYTES_MAX - bytes })
    const isTooMuch = records > 0 && bytes + read.bytes > PAYLOAD_BYTES_MAX
    if (isTooMuch) return { runs: cutAfter(within, records)[0], isFull: true }
    bytes += read.bytes
    records += read.toOrdinal - within[run]
    if (read.toOrdinal < within[run + 1]) return { runs: cutAfter(within, records)[0], isFull: true }
  }
  return { runs: cutAfter(within, records)[0], isFull: records === batchSize || later.length > 0 || bytes >= PAYLOAD_BYTES_MAX }
}

/** A window is over without another record at the end of its shard, or after a while. */
function takeFinalCall(place: Place, slot: LambdaSlot): boolean {
  const { world, shard } = place
  if (shard.window === null) return false
  const dueUs = endUsOf(world, shard.window) + WINDOW_IDLE_US
  const isLast = shard.isDrained && shard.unslotted.length === 0
  return isLast || world.nowUs >= dueUs ? callFinally(slot) : wakeAt(place, slot, dueUs)
}

export function callFinally(slot: LambdaSlot): boolean {
  slot.pieces.unshift({ ...createPiece([]), isFinal: true })
  return true
}

function wakeAt(place: Place, slot: LambdaSlot, dueUs: number): boolean {
  if (slot.timerNumber === 0 || slot.timerDueUs !== dueUs) setSlotTimer(place, slot, dueUs)
  return false
}
