/** Concurrent batches of one shard: each partition key belongs to one slot, by its hash, so that order is kept for each key. */
import { forEachOrdinal } from '../../logWalk'
import { SLOTS_APART_RECORDS_MAX } from './constants'
import { partitionHashTop } from './keysSeen'
import { createSlot, type LambdaShard, type LambdaSlot } from './model'
import type { Place } from './place'
import { append, countIn, cutAfter, cutBefore, merged, type Runs } from './runs'
import type { LambdaSettings } from './settings'

/** UNVERIFIED: with tumbling windows, where each call needs the state of the one before, there is one. */
export function slotCountOf({ parallelizationFactor, tumblingWindowInSeconds }: LambdaSettings): number {
  return tumblingWindowInSeconds > 0 ? 1 : parallelizationFactor
}

/** As many slots as the settings say, once no invocation is under way. @returns whether the shard may go on. */
export function arrangeSlots(settings: LambdaSettings, shard: LambdaShard): boolean {
  const wanted = slotCountOf(settings)
  if (shard.slots.length === wanted) return true
  if (shard.slots.some(({ doing }) => doing === 'invoking')) return false
  shard.unslotted = merged([shard.unslotted, ...shard.slots.flatMap(({ waiting, pieces }) => [waiting, ...pieces.map(({ runs }) => runs)])])
  shard.slots = Array.from({ length: wanted }, createSlot)
  return true
}

/** Hands what was read to the slots while one of them has no full batch. */
export function fillSlots(place: Place): void {
  const { shard } = place
  if (shard.unslotted.length === 0) return
  if (shard.slots.length > 1) return spread(place)
  const [slot] = shard.slots
  const room = place.application.settings.batchSize - slot.waitingRecords
  if (room <= 0) return
  const [taken, left] = cutAfter(shard.unslotted, room)
  noteGathering(place, slot)
  for (let run = 0; run < taken.length; run += 2) append(slot.waiting, taken[run], taken[run + 1])
  slot.waitingRecords += countIn(taken)
  shard.unslotted = left
}

function spread(place: Place): void {
  const { world, application, stored, shard } = place
  const { slots, unslotted } = shard
  const { batchSize } = application.settings
  const endOrdinal = positionOf(shard) + SLOTS_APART_RECORDS_MAX
  let hungry = slots.filter(({ waitingRecords }) => waitingRecords < batchSize).length
  let reached = unslotted[0]
  for (let run = 0; run < unslotted.length && hungry > 0; run += 2) {
    forEachOrdinal(stored.log, unslotted[run], unslotted[run + 1], (segment, at, ordinal) => {
      if (hungry === 0 || ordinal >= endOrdinal) return false
      const columns = segment?.columns ?? null
      const slot = slots[columns === null ? 0 : partitionHashTop(world.keys, columns.keyId[at], columns.hashTop[at]) % slots.length]
      noteGathering(place, slot)
      append(slot.waiting, ordinal, ordinal + 1)
      if (++slot.waitingRecords === batchSize) hungry--
      reached = ordinal + 1
      return true
    })
  }
  shard.unslotted = cutBefore(unslotted, reached)[1]
}

function noteGathering({ world }: Place, slot: LambdaSlot): void {
  if (slot.waitingRecords === 0) slot.gatheringSinceUs = world.nowUs
}

/** The first record that is not done with: where the mapping goes on after it was disabled. */
export function positionOf({ unslotted, slots, readTo }: LambdaShard): number {
  let position = readTo
  const lower = (runs: Readonly<Runs>) => {
    if (runs.length > 0 && runs[0] < position) [position] = runs
  }
  lower(unslotted)
  for (const { waiting, pieces } of slots) {
    lower(waiting)
    for (const { runs } of pieces) lower(runs)
  }
  return position
}
