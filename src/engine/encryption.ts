/** Which records are encrypted: those that arrived while encryption was on. Stored ones stay as they were stored. */
import type { SimUs } from '../base/units'
import { horizonUsOf } from './recordMemory'
import type { Stream, World } from './state'

/** Of a record that is still readable, or of one that arrives now. */
export function isEncryptedAt(stream: Stream, arrivalUs: SimUs): boolean {
  const { encryptionTogglesUs: toggles } = stream
  let low = 0
  let high = toggles.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (toggles[middle] <= arrivalUs) low = middle + 1
    else high = middle
  }
  return low % 2 === 1
}

/** From the next microsecond on: records of this one may have been answered already. */
export function noteEncryption(world: World, stream: Stream, isOn: boolean): void {
  const { encryptionTogglesUs: toggles } = stream
  const horizonUs = horizonUsOf(world, stream)
  let gone = 0
  while (gone + 1 < toggles.length && toggles[gone + 1] <= horizonUs) gone += 2
  toggles.splice(0, gone)
  const wasOn = toggles.length % 2 === 1
  if (wasOn !== isOn) toggles.push(world.nowUs + 1)
}
