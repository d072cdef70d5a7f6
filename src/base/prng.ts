/**
 * Seeded randomness whose whole state is four 32-bit integers (sfc32). Each actor owns one, so that
 * adding a consumer does not change what producers draw. Integers only: the same numbers on every host.
 */
export interface Prng {
  a: number
  b: number
  c: number
  counter: number
}

const WARM_UP_ROUNDS = 12

/** @param actor what draws from it, such as `producer-3`; another name gives an unrelated sequence. */
export function createPrng(seed: number, actor: string): Prng {
  const prng: Prng = { a: seed >>> 0, b: Math.floor(seed / 0x1_0000_0000) >>> 0, c: hashName(actor), counter: 1 }
  for (let round = 0; round < WARM_UP_ROUNDS; round++) nextU32(prng)
  return prng
}

/** @returns a whole number in 0 … 2^32−1. */
export function nextU32(prng: Prng): number {
  const sum = (prng.a + prng.b + prng.counter) >>> 0
  prng.counter = (prng.counter + 1) >>> 0
  prng.a = (prng.b ^ (prng.b >>> 9)) >>> 0
  prng.b = (prng.c + (prng.c << 3)) >>> 0
  prng.c = (((prng.c << 21) | (prng.c >>> 11)) + sum) >>> 0
  return sum
}

/** @returns a whole number in 0 … bound−1, for a whole bound in 1 … 2^32. */
export function nextBelow(prng: Prng, bound: number): number {
  return Math.floor((nextU32(prng) * bound) / 0x1_0000_0000)
}

/** @returns a whole number in min … max, both included. */
export function nextBetween(prng: Prng, range: { min: number; max: number }): number {
  return range.min + nextBelow(prng, range.max - range.min + 1)
}

/** Puts `items` in random order, in place (Fisher–Yates). */
export function shuffle(prng: Prng, items: unknown[]): void {
  for (let last = items.length - 1; last > 0; last--) {
    const chosen = nextBelow(prng, last + 1)
    const held = items[last]
    items[last] = items[chosen]
    items[chosen] = held
  }
}

/** FNV-1a over UTF-16 code units. */
function hashName(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
