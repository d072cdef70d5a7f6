/** How large the data of each made-up record is, where sizes vary. */
import { ensure } from '../../base/assert'
import { exactExp, exactLn } from '../../base/exactMath'
import { nextBelow, nextU32, type Prng } from '../../base/prng'
import type { Bytes } from '../../base/units'
import type { RecordSizes } from '../commands'

/** What sizes are drawn around and within. */
export interface SizeLimits {
  medianBytes: Bytes
  bytesMax: Bytes
  /** Of each line, where sizes are a file's, which must have lines. */
  lineBytes: Uint32Array | null
}

const RECORD_BYTES_MIN = 1
const U32_SPAN = 0x1_0000_0000

export function sizeDrawer(sizes: RecordSizes, { medianBytes, bytesMax, lineBytes }: SizeLimits, prng: Prng): () => Bytes {
  const clamp = (bytes: number) => Math.min(bytesMax, Math.max(RECORD_BYTES_MIN, bytes))
  switch (sizes.kind) {
    case 'logNormal': {
      const sigma = sizes.sigmaHundredths / 100
      return () => clamp(Math.round(medianBytes * exactPower(sigma * drawNormal(prng))))
    }
    case 'source': {
      const lines = ensure(lineBytes, `sizes of ${sizes.sourceId}`)
      return () => clamp(lines[nextBelow(prng, lines.length)])
    }
  }
}

/** e^value, of either sign. */
function exactPower(value: number): number {
  return value > 0 ? 1 / exactExp(-value) : exactExp(value)
}

/** A standard normal number: Marsaglia's polar method, one of its two. */
function drawNormal(prng: Prng): number {
  for (;;) {
    const across = drawSigned(prng)
    const up = drawSigned(prng)
    const square = across * across + up * up
    if (square < 1) return across * Math.sqrt((2 * exactLn(1 / square)) / square)
  }
}

/** Evenly in −1 … 1 by odd multiples of 2^−32, never 0. */
function drawSigned(prng: Prng): number {
  return (2 * nextU32(prng) + 1) / U32_SPAN - 1
}
