/** A UUID of version 4: random but for six bits. */
import { nextU32, type Prng } from '../../../base/prng'

export function newUuid(prng: Prng): string {
  const hex = Array.from({ length: 4 }, () => nextU32(prng).toString(16).padStart(8, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${'89ab'[parseInt(hex[16], 16) & 3]}${hex.slice(17, 20)}-${hex.slice(20)}`
}
