/** Random doubles below a million, each from its number, as the text that Java makes of them: partition keys of the Kinesis Agent. */
import { createPrng, nextU32 } from '../base/prng'

const BELOW = 1_000_000
/** A double's fraction has 53 bits. */
const LOW_BITS = 26
const FRACTION_SPAN = 2 ** 53
/** Below this Java writes an exponent. */
const PLAIN_MIN = 0.001

/** @returns the same text for the same `index` everywhere. */
export function randomDoubleText(index: number): string {
  const prng = createPrng(index, 'random doubles')
  const high = nextU32(prng) >>> 5
  const low = nextU32(prng) >>> (32 - LOW_BITS)
  return javaText(((high * 2 ** LOW_BITS + low) / FRACTION_SPAN) * BELOW)
}

/** As `Double.toString` for 0 … 10^7: the shortest digits that name the double, with a point among them. */
export function javaText(value: number): string {
  if (value === 0 || value >= PLAIN_MIN) return withPoint(String(value))
  const [digits, exponent] = value.toExponential().split('e')
  return `${withPoint(digits)}E${exponent}`
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`
}
