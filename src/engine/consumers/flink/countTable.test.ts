import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clone, decode, encode } from '../../../base/plainData'
import { addCount, copyCountTable, countOf, createCountTable, forEachCount, type CountTable } from './countTable'

/** Ids that fall together in a table of any size, beside ordinary ones and the largest. */
const keyId = fc.oneof(fc.nat(200), fc.nat(60).map((number) => number * 65_536), fc.nat(60).map((number) => 2 ** 32 - 1 - number))

describe('a table of counts', () => {
  it('is what a map would be, also in copies, whatever comes in', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ keyId, count: fc.integer({ min: 1, max: 9 }), copies: fc.constantFrom('no', 'no', 'no', 'copy', 'clone', 'save') }), { maxLength: 600 }), (acts) => {
        let table = createCountTable()
        const map = new Map<number, number>()
        for (const act of acts) {
          addCount(table, act.keyId, act.count)
          map.set(act.keyId, (map.get(act.keyId) ?? 0) + act.count)
          if (act.copies === 'copy') table = copyCountTable(table)
          if (act.copies === 'clone') table = clone(table)
          if (act.copies === 'save') table = decode(encode(table)) as CountTable
        }
        expect(table.used).toBe(map.size)
        const met = new Map<number, number>()
        forEachCount(table, (id, count) => met.set(id, count))
        expect([...met].sort()).toEqual([...map].sort())
        for (const [id, count] of map) expect(countOf(table, id)).toBe(count)
        for (let id = 1_000; id < 1_050; id++) expect(countOf(table, id)).toBe(map.get(id) ?? 0)
      }),
      { numRuns: 60 },
    )
  })

  it('of a checkpoint does not change when its original does', () => {
    const table = createCountTable()
    for (let id = 0; id < 100; id++) addCount(table, id, 1)
    const copy = copyCountTable(table)
    for (let id = 0; id < 1_000; id++) addCount(table, id, 1)
    expect([copy.used, countOf(copy, 5), countOf(copy, 500)]).toEqual([100, 1, 0])
  })
})
