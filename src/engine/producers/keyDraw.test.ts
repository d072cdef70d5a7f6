import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPrng } from '../../base/prng'
import type { WorkloadKeys } from '../commands'
import { keyDrawer, type DrawnColumn } from './keyDraw'

const DRAWS = 100_000

function drawn(keys: WorkloadKeys, column: DrawnColumn | null = null, draws = DRAWS): Map<number, number> {
  const draw = keyDrawer(keys, createPrng(7, 'keyDraw'), 0, column)
  const counts = new Map<number, number>()
  for (let made = 0; made < draws; made++) {
    const key = draw()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Of counts against the shares that they should have. */
function chiSquare(counts: ReadonlyMap<number, number>, shares: ReadonlyMap<number, number>): number {
  expect([...counts.keys()].filter((key) => !shares.has(key))).toEqual([])
  return [...shares].reduce((sum, [key, share]) => sum + ((counts.get(key) ?? 0) - share * DRAWS) ** 2 / (share * DRAWS), 0)
}

describe('a hot set', () => {
  it('takes its percent, evenly within and without', () => {
    const counts = drawn({ kind: 'hotSet', keyCount: 20, hotKeys: 4, hotPercent: 70 })
    const shares = new Map(Array.from({ length: 20 }, (_, key) => [key, key < 4 ? 0.7 / 4 : 0.3 / 16]))
    // 19 degrees of freedom: beyond 60 about four times in a million.
    expect(chiSquare(counts, shares)).toBeLessThan(60)
  })

  it('of all keys is even, and of one key is the one hot key', () => {
    for (const hotKeys of [20, 21, 1_000]) {
      const even = new Map(Array.from({ length: 20 }, (_, key) => [key, 1 / 20]))
      expect(chiSquare(drawn({ kind: 'hotSet', keyCount: 20, hotKeys, hotPercent: 5 }), even)).toBeLessThan(60)
    }
    const one: WorkloadKeys = { kind: 'hot', keyCount: 9, hotPercent: 30 }
    expect(drawn({ ...one, kind: 'hotSet', hotKeys: 1 }).get(0)).toBeCloseTo(drawn(one).get(0)!, -3)
  })

  it('of no percent, or of all, leaves the others all, or nothing', () => {
    expect([...drawn({ kind: 'hotSet', keyCount: 5, hotKeys: 2, hotPercent: 0 }).keys()].sort()).toEqual([2, 3, 4])
    expect([...drawn({ kind: 'hotSet', keyCount: 5, hotKeys: 2, hotPercent: 100 }).keys()].sort()).toEqual([0, 1])
  })
})

describe('sequential keys', () => {
  it('come one after the other, in rounds, from where the producer stands', () => {
    const draw = keyDrawer({ kind: 'sequential', keyCount: 4 }, createPrng(1, 'p'), 10, null)
    expect(Array.from({ length: 9 }, draw)).toEqual([2, 3, 0, 1, 2, 3, 0, 1, 2])
  })

  it('are the same in whatever portions they are drawn, and ask for no chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(40), { maxLength: 10 }), (keyCount, portions) => {
        const prng = createPrng(1, 'p')
        let made = 0
        const keys = portions.flatMap((portion) => {
          const draw = keyDrawer({ kind: 'sequential', keyCount }, prng, made, null)
          made += portion
          return Array.from({ length: portion }, draw)
        })
        expect(keys).toEqual(Array.from({ length: made }, (_, number) => number % keyCount))
        expect(prng).toEqual(createPrng(1, 'p'))
      }),
    )
  })
})

describe('keys of a file', () => {
  const keys: WorkloadKeys = { kind: 'source', sourceId: 'log', keyColumn: 'user' }

  it('are as frequent as they are there', () => {
    const valueIndex = Uint32Array.from([0, 1, 0, 2, 0, 1, 3, 0, 0, 4])
    const shares = new Map([
      [500, 0.5],
      [501, 0.2],
      [502, 0.1],
      [503, 0.1],
      [504, 0.1],
    ])
    // 4 degrees of freedom: beyond 32 about twice in a million.
    expect(chiSquare(drawn(keys, { base: 500, valueIndex }), shares)).toBeLessThan(32)
  })

  it('need the file', () => {
    expect(() => keyDrawer(keys, createPrng(1, 'p'), 0, null)).toThrow('user of log')
  })
})

it.each<WorkloadKeys>([
  { kind: 'uniform', keyCount: 1 },
  { kind: 'zipf', keyCount: 1, exponentHundredths: 250 },
  { kind: 'hot', keyCount: 1, hotPercent: 0 },
  { kind: 'hotSet', keyCount: 1, hotKeys: 1, hotPercent: 0 },
  { kind: 'sequential', keyCount: 1 },
])('of a single key nothing else is drawn: $kind', (keys) => {
  expect([...drawn(keys, null, 1_000)]).toEqual([[0, 1_000]])
})
