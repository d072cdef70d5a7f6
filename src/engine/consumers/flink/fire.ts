/** Windows fire when the watermark has passed their end: a result for each key, which goes to the sink where there is one. */
import { share } from '../../../base/plainData'
import type { EpochMs } from '../../../base/units'
import { NAMED_COUNT, namedIndexOf, nameKey, NUMBERED_PREFIX, partitionKeyOf, type Keys } from '../../keySpace'
import type { World } from '../../state'
import { FIRED_KEYS_MAX, SHOWN } from './constants'
import { addCount, countOf, createCountTable, forEachCount, type CountTable } from './countTable'
import type { FiredWindow, FlinkApplication, ShownWindow } from './model'
import { hasRoom, writeResults } from './resultSink'
import { nextEnd, purge, sumOf } from './windows'

/** Those that are due, oldest first, as long as the sink has room. */
export function fireWindows(world: World, application: FlinkApplication): void {
  const { watermarkMs, settings } = application
  if (watermarkMs === null) return
  for (;;) {
    const endMs = nextEnd(application.windows, settings.window)
    if (endMs === null || endMs - 1 > watermarkMs || !hasRoom(application)) return
    fire(world, application, endMs)
  }
}

function fire(world: World, application: FlinkApplication, endMs: EpochMs): void {
  const { settings, windows, totals } = application
  const { table, records } = sumOf(windows, settings.window, endMs)
  const byText = withoutTwins(world.keys, table)
  const keyIds = Uint32Array.from({ length: byText.used })
  let at = 0
  forEachCount(byText, (keyId) => {
    keyIds[at++] = keyId
  })
  keyIds.sort()
  const counts = Float64Array.from(keyIds, (keyId) => countOf(byText, keyId))
  const before = totals.fired.find((fired) => fired.endMs === endMs)
  const numbers = Float64Array.from(keyIds, (keyId, place) => numberOf(application, before, keyId, counts[place]))
  const window: FiredWindow = share({ startMs: endMs - settings.window.sizeMs, endMs, keyIds, counts, numbers })
  purge(windows, settings.window, endMs)
  totals.windowsFired++
  remember(application, window)
  show(world, application, window, { records, isRepeated: before !== undefined })
  if (settings.outputStreamName !== null) writeResults(world, application, window)
}

/** A result that is made again from the same records has its old number. */
function numberOf({ totals }: FlinkApplication, before: FiredWindow | undefined, keyId: number, count: number): number {
  const place = before === undefined ? -1 : placeIn(before.keyIds, keyId)
  return before === undefined || place < 0 || before.counts[place] !== count ? totals.resultsMade++ : before.numbers[place]
}

function placeIn(keyIds: Uint32Array, keyId: number): number {
  let low = 0
  let high = keyIds.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (keyIds[middle] < keyId) low = middle + 1
    else high = middle
  }
  return keyIds[low] === keyId ? low : -1
}

function remember({ totals }: FlinkApplication, window: FiredWindow): void {
  totals.fired = totals.fired.filter(({ endMs }) => endMs !== window.endMs)
  totals.fired.push(window)
  totals.firedKeys = totals.fired.reduce((sum, { keyIds }) => sum + keyIds.length, 0)
  while (totals.firedKeys > FIRED_KEYS_MAX && totals.fired.length > 1) totals.firedKeys -= totals.fired.shift()?.keyIds.length ?? 0
}

/** A window that ends until then is part of the last checkpoint, and is never fired again. */
export function forgetFired({ totals }: FlinkApplication, toMs: EpochMs): void {
  totals.fired = totals.fired.filter(({ endMs }) => endMs > toMs)
  totals.firedKeys = totals.fired.reduce((sum, { keyIds }) => sum + keyIds.length, 0)
}

function show(world: World, { totals }: FlinkApplication, { startMs, endMs, keyIds, counts }: FiredWindow, { records, isRepeated }: Pick<ShownWindow, 'records' | 'isRepeated'>): void {
  const top = topOf(keyIds, counts).map((place) => ({ key: partitionKeyOf(world.keys, keyIds[place]), count: counts[place] }))
  totals.lastFired.unshift({ startMs, endMs, firedUs: world.nowUs, keys: keyIds.length, records, top, isRepeated })
  totals.lastFired.length = Math.min(totals.lastFired.length, SHOWN.firedWindows)
}

/** @returns the places of the largest counts, the largest first; of equal ones the lowest key. */
export function topOf(keyIds: ArrayLike<number>, counts: ArrayLike<number>): number[] {
  const top: number[] = []
  const isBefore = (left: number, right: number) => counts[left] > counts[right] || (counts[left] === counts[right] && keyIds[left] < keyIds[right])
  for (let place = 0; place < keyIds.length; place++) {
    if (counts[place] === 0 || (top.length === SHOWN.topKeys && !isBefore(place, top[top.length - 1]))) continue
    let at = top.length
    while (at > 0 && isBefore(place, top[at - 1])) at--
    top.splice(at, 0, place)
    top.length = Math.min(top.length, SHOWN.topKeys)
  }
  return top
}

const NUMBERED_COUNT = 2 ** 31
const NUMBERED = new RegExp(`^${NUMBERED_PREFIX}(0|[1-9]\\d{0,9})$`)

/** Flink knows a key by its text: explicit hash keys, and keys that came in several ways, are one to it. */
function withoutTwins(keys: Keys, table: CountTable): CountTable {
  let isPlain = true
  forEachCount(table, (keyId) => {
    isPlain &&= keyId < NUMBERED_COUNT
  })
  if (isPlain) return table
  const merged = createCountTable()
  const byText = new Map<string, number>()
  forEachCount(table, (keyId, count) => {
    addCount(merged, keyId < NUMBERED_COUNT ? keyId : oneFor(keys, keyId, byText), count)
  })
  return merged
}

function oneFor(keys: Keys, keyId: number, byText: Map<string, number>): number {
  const text = partitionKeyOf(keys, keyId)
  const known = byText.get(text)
  if (known !== undefined) return known
  const number = Number(NUMBERED.exec(text)?.[1] ?? NUMBERED_COUNT)
  const place = namedIndexOf(keyId)
  const one = number < NUMBERED_COUNT ? number : place >= 0 && place < NAMED_COUNT ? nameKey(keys, text, null) : keyId
  byText.set(text, one)
  return one
}
