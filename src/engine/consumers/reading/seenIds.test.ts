import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clone, decode, encode } from '../../../base/plainData'
import { addSeen, createSeenIds, forgetBefore, forgetBeyond, hasSeen, oldestSeenUs, shareFullChunks, type SeenIds } from './seenIds'

/** Ids that fall together in a table of any size, beside ordinary ones, largest ones and those below zero. */
const id = fc.oneof(
  fc.nat(300),
  fc.nat(40).map((number) => number * 2 ** 32),
  fc.nat(40).map((number) => 2 ** 50 - 1 - number),
  fc.nat(40).map((number) => -2 - number),
)

const act = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('add' as const), id, laterUs: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('before' as const), backUs: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('beyond' as const), idsMax: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('clone' as const, 'save' as const) }) },
)

describe('ids that were seen', () => {
  it('are what a plain list of them would be, also in copies', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 400 }), fc.integer({ min: 1, max: 200 }), (acts, idsMax) => {
        let seen = createSeenIds()
        let list: { id: number; atUs: number }[] = []
        let nowUs = 0
        for (const step of acts) {
          switch (step.type) {
            case 'add':
              nowUs += step.laterUs
              if (list.some((held) => held.id === step.id)) break
              addSeen(seen, step.id, nowUs, idsMax)
              list = [...list, { id: step.id, atUs: nowUs }].slice(-idsMax)
              break
            case 'before': {
              const sinceUs = nowUs - step.backUs
              forgetBefore(seen, sinceUs)
              list = list.filter(({ atUs }) => atUs >= sinceUs)
              break
            }
            case 'beyond':
              forgetBeyond(seen, step.idsMax)
              list = step.idsMax === 0 ? [] : list.slice(-step.idsMax)
              break
            case 'clone':
              seen = clone(seen)
              break
            case 'save':
              seen = decode(encode(seen)) as SeenIds
              shareFullChunks(seen)
          }
          expect(seen.held).toBe(list.length)
          expect(oldestSeenUs(seen)).toBe(list.at(0)?.atUs ?? null)
        }
        for (let probe = 0; probe <= 300; probe++) expect(hasSeen(seen, probe)).toBe(list.some((held) => held.id === probe))
        for (const held of list) expect(hasSeen(seen, held.id)).toBe(true)
      }),
    )
  })

  it('take little of their own in each of many copies, and none of another copy changes', () => {
    const seen = createSeenIds()
    for (let number = 0; number < 10_000; number++) addSeen(seen, number, number, 1_000_000)
    const copy = clone(seen)
    expect(copy.chunks.slice(0, -1).every((chunk, at) => chunk === seen.chunks[at])).toBe(true)
    expect(copy.chunks.at(-1)).not.toBe(seen.chunks.at(-1))
    for (let number = 10_000; number < 20_000; number++) addSeen(seen, number, number, 5_000)
    expect([hasSeen(copy, 0), hasSeen(copy, 10_000), copy.held]).toEqual([true, false, 10_000])
    expect([hasSeen(seen, 14_999), hasSeen(seen, 15_000), seen.held, seen.chunks.length]).toEqual([false, true, 5_000, 6])
  })

  it('hold a million, and find each', () => {
    const seen = createSeenIds()
    for (let number = 0; number < 1_500_000; number++) addSeen(seen, number * 3 + 2 ** 40, number, 1_000_000)
    expect(seen.held).toBe(1_000_000)
    let found = 0
    for (let number = 0; number < 1_500_000; number++) if (hasSeen(seen, number * 3 + 2 ** 40)) found++
    expect(found).toBe(1_000_000)
    expect(hasSeen(seen, 2 ** 40 + 1)).toBe(false)
  })
})
