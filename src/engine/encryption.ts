/** Which records are encrypted, and with which key: those that arrived while encryption was on. Stored ones stay as they were stored. */
import type { SimUs } from '../base/units'
import { horizonUsOf } from './recordMemory'
import type { Stream, World } from './state'

/** Of a record that is still readable, or of one that arrives now. */
export function isEncryptedAt(stream: Stream, arrivalUs: SimUs): boolean {
  return keyAt(stream, arrivalUs) !== null
}

/** Of records that arrive from now on. @returns its id; null: plain. */
export function keyNow({ encryptionPeriods }: Stream): string | null {
  return encryptionPeriods.at(-1)?.keyName ?? null
}

/** @returns the key as StartStreamEncryption was given it; null: plain. */
export function keyAt({ encryptionPeriods: periods }: Stream, arrivalUs: SimUs): string | null {
  const at = firstAfter(periods, arrivalUs)
  return at === 0 ? null : periods[at - 1].keyName
}

/** From when on another key holds, or none; Infinity: as it is now for good. */
export function keyEndsUs({ encryptionPeriods: periods }: Stream, arrivalUs: SimUs): SimUs {
  const at = firstAfter(periods, arrivalUs)
  return at === periods.length ? Infinity : periods[at].fromUs
}

function firstAfter(periods: Stream['encryptionPeriods'], atUs: SimUs): number {
  let low = 0
  let high = periods.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (periods[middle].fromUs <= atUs) low = middle + 1
    else high = middle
  }
  return low
}

/** From the next microsecond on: records of this one may have been answered already. */
export function noteEncryption(world: World, stream: Stream, keyName: string | null): void {
  const { encryptionPeriods: periods } = stream
  const horizonUs = horizonUsOf(world, stream)
  let gone = 0
  while (gone + 1 < periods.length && periods[gone + 1].fromUs <= horizonUs) gone++
  periods.splice(0, gone)
  if (periods.length > 0 && periods[0].keyName === null) periods.shift()
  if ((periods.at(-1)?.keyName ?? null) !== keyName) periods.push({ fromUs: world.nowUs + 1, keyName })
}
