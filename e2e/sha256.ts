/** SHA-256 piece by piece: a browser's own digest wants the whole text at once. */
const ROUNDS = 64
const BLOCK_BYTES = 64
const K = fractions(ROUNDS, Math.cbrt)

export class Sha256 {
  readonly #state = Int32Array.from(fractions(8, Math.sqrt))
  readonly #words = new Int32Array(ROUNDS)
  readonly #block = new Uint8Array(BLOCK_BYTES)
  #filled = 0
  #bytes = 0

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length
    let from = 0
    while (from < bytes.length) {
      const piece = bytes.subarray(from, from + BLOCK_BYTES - this.#filled)
      this.#block.set(piece, this.#filled)
      this.#filled += piece.length
      from += piece.length
      if (this.#filled === BLOCK_BYTES) this.#mix()
    }
  }

  hex(): string {
    const bits = this.#bytes * 8
    const padding = new Uint8Array(((BLOCK_BYTES * 2 - 9 - this.#filled) % BLOCK_BYTES) + 9)
    padding[0] = 0x80
    const tail = new DataView(padding.buffer)
    tail.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32))
    tail.setUint32(padding.length - 4, bits >>> 0)
    this.update(padding)
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  #mix(): void {
    this.#filled = 0
    const w = this.#words
    const b = this.#block
    for (let i = 0; i < 16; i++) w[i] = (b[4 * i]! << 24) | (b[4 * i + 1]! << 16) | (b[4 * i + 2]! << 8) | b[4 * i + 3]!
    for (let i = 16; i < ROUNDS; i++) {
      const early = w[i - 15]!
      const late = w[i - 2]!
      const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
      const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1
    }
    const state = this.#state
    let [a, c1, c2, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
    for (let i = 0; i < ROUNDS; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & c1) ^ (a & c2) ^ (c1 & c2))) | 0
      ;[h, g, f, e, d, c2, c1, a] = [g, f, e, (d + t1) | 0, c2, c1, a, (t1 + t2) | 0]
    }
    ;[a, c1, c2, d, e, f, g, h].forEach((word, index) => {
      state[index] = state[index]! + word
    })
  }
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

/** First 32 bits behind the point of the roots of the first primes. */
function fractions(count: number, root: (prime: number) => number): number[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate++) if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  return primes.map((prime) => ((root(prime) % 1) * 2 ** 32) | 0)
}
