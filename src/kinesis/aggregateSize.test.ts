import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Length } from '../base/utf8'
import type { UserRecord } from './aggregatedRecord'
import { encodeAggregate } from './encodeAggregate'
import { addToEstimate, aggregateSize, createAggregateEstimate, encodedSize, estimatedSize, putSize, type AggregateEstimate, type AggregateMember } from './aggregateSize'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]
/** Ids of keys, up to the largest. */
const KEYS = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]
/** From one byte of length to two, from two to three. */
const LENGTHS = [0, 1, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 16_375, 16_379, 16_383, 16_384]

const anyMember = fc.record({
  key: fc.nat(KEYS.length - 1),
  hashKey: fc.option(fc.constantFrom('0', '12', '340282366920938463463374607431768211455')),
  dataBytes: fc.oneof(fc.nat(300), fc.constantFrom(...LENGTHS)),
})

function partitionKeyAt(index: number): string {
  return ['', '가', 'user-7', 'k'.repeat(127), 'k'.repeat(256)][index]!
}

function recordOf({ key, hashKey, dataBytes }: { key: number; hashKey: string | null; dataBytes: number }): UserRecord {
  return { partitionKey: partitionKeyAt(key), explicitHashKey: hashKey, data: new Uint8Array(dataBytes) }
}

function memberOf({ key, hashKey, dataBytes }: { key: number; hashKey: string | null; dataBytes: number }): AggregateMember {
  return {
    keyToken: KEYS[key]!,
    keyBytes: utf8Length(partitionKeyAt(key)),
    dataBytes,
    explicitHashKey: hashKey === null ? null : { token: hashKey.length, bytes: hashKey.length },
  }
}

/** `count` records of `dataBytes`, each with a key of ten characters. */
function collect(count: number, dataBytes: number, keyOf: (at: number) => number): AggregateEstimate {
  const estimate = createAggregateEstimate()
  for (let at = 0; at < count; at++) addToEstimate(estimate, keyOf(at), 10, dataBytes)
  return estimate
}

describe.each(SEEDS)('the size of an aggregate, seed %i', (seed) => {
  it('is known to the byte after each record, without its bytes', () => {
    fc.assert(
      fc.property(fc.array(anyMember, { minLength: 1, maxLength: 20 }), (specs) => {
        const estimate = createAggregateEstimate()
        specs.forEach((spec, index) => {
          const { keyToken, keyBytes, dataBytes, explicitHashKey } = memberOf(spec)
          if (explicitHashKey === null) addToEstimate(estimate, keyToken, keyBytes, dataBytes)
          else addToEstimate(estimate, keyToken, keyBytes, dataBytes, explicitHashKey.token, explicitHashKey.bytes)
          expect(encodedSize(estimate)).toBe(encodeAggregate(specs.slice(0, index + 1).map(recordOf)).length)
        })
        expect(aggregateSize(specs.map(memberOf))).toBe(encodedSize(estimate))
      }),
      { seed, numRuns: 100 },
    )
  })

  it('as the KPL reckons is the sum of its parts', () => {
    fc.assert(
      fc.property(fc.array(anyMember, { minLength: 2, maxLength: 20 }), (specs) => {
        const estimate = createAggregateEstimate()
        for (const spec of specs) {
          const { keyToken, keyBytes, dataBytes, explicitHashKey } = memberOf(spec)
          addToEstimate(estimate, keyToken, keyBytes, dataBytes, explicitHashKey?.token, explicitHashKey?.bytes)
        }
        const distinctKeys = [...new Set(specs.map(({ key }) => partitionKeyAt(key)))]
        const distinctHashKeys = [...new Set(specs.map(({ hashKey }) => hashKey).filter((key) => key !== null))]
        let reckoned = 20
        for (const { dataBytes, hashKey } of specs) reckoned += dataBytes + 3 + 2 + (hashKey === null ? 0 : 2)
        for (const key of [...distinctKeys, ...distinctHashKeys]) reckoned += utf8Length(key) + 3
        expect(estimatedSize(estimate)).toBe(reckoned)
      }),
      { seed, numRuns: 200 },
    )
  })
})

describe('the size of an aggregate', () => {
  it('counts places in the table beyond 127 with two bytes, beyond 16,383 with three', () => {
    const records = Array.from({ length: 16_500 }, (_, at) => ({ partitionKey: `key-${at + 100_000}`, explicitHashKey: String(at + 10 ** 9), data: new Uint8Array(1) }))
    const estimate = createAggregateEstimate()
    for (let at = 0; at < records.length; at++) addToEstimate(estimate, at, 10, 1, at, 10)
    expect(encodedSize(estimate)).toBe(encodeAggregate(records).length)
  })

  it('is nothing before the first record; a lone record is put as it is, its bytes are its data', () => {
    const estimate = createAggregateEstimate()
    expect([estimatedSize(estimate), putSize(estimate)]).toEqual([0, 0])
    addToEstimate(estimate, 5, 10, 100)
    expect([estimatedSize(estimate), putSize(estimate)]).toEqual([100, 100])
    addToEstimate(estimate, 5, 10, 100)
    expect(putSize(estimate)).toBe(encodedSize(estimate))
    expect(putSize(estimate)).toBe(4 + (1 + 1 + 10) + 2 * (1 + 1 + 2 + 2 + 100) + 16)
    expect(estimatedSize(estimate)).toBe(20 + 13 + 2 * 105)
  })

  it('lets about 430 records of 100 bytes with keys of their own into 51,200 bytes, about 490 that share one', () => {
    const fits = (keyOf: (at: number) => number): number => {
      let count = 1
      while (estimatedSize(collect(count + 1, 100, keyOf)) <= 51_200) count++
      return count
    }
    expect(fits((at) => at)).toBe(433)
    expect(fits(() => 0)).toBe(487)
  })

  it('is reckoned within a hundredth of the truth for records of 100 bytes', () => {
    for (const keyOf of [(at: number) => at, () => 7]) {
      const estimate = collect(400, 100, keyOf)
      expect(Math.abs(estimatedSize(estimate) / encodedSize(estimate) - 1)).toBeLessThan(0.01)
    }
  })
})
