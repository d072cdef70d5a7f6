import fc from 'fast-check'
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readUtf8 } from '../../base/utf8'
import { markStored, packRecordId } from '../recordId'
import { rowText, simulatedData } from './rowText'

const row = fc.record({
  id: fc.tuple(fc.nat(1_022), fc.nat(2 ** 31)).map(([producer, number]) => `producer-${producer + 1}/${number}`),
  number: fc.nat(2 ** 31),
  partitionKey: fc.string({ unit: 'binary', minLength: 1, maxLength: 256 }),
})

describe('the text of a row', () => {
  it('is exactly as long as it should be, names its record, and is JSON where there is room', () => {
    fc.assert(
      fc.property(row, fc.oneof(fc.nat(80), fc.nat(3_000), fc.nat(200_000)), (made, bytes) => {
        const data = rowText(made, bytes)
        expect(data.length).toBe(bytes)
        const text = readUtf8(data)
        if (bytes < made.id.length) expect(made.id.endsWith(text)).toBe(true)
        else expect(text).toContain(made.id)
        if (bytes > made.id.length + '{"id":""}'.length) expect(JSON.parse(text)).toMatchObject({ id: made.id })
        if (bytes > 2_500) expect(JSON.parse(text)).toMatchObject({ key: made.partitionKey })
      }),
    )
  })

  it('is the same for a copy, and another one for every record', () => {
    const record = packRecordId(3, 41)
    expect(simulatedData(markStored(record), 'k', 300)).toEqual(simulatedData(record, 'k', 300))
    const texts = Array.from({ length: 2_000 }, (_, number) => readUtf8(simulatedData(packRecordId(3, number), 'k', 60)))
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('compresses as rows do: neither noise nor one repeated line', () => {
    const rows = Array.from({ length: 500 }, (_, number) => simulatedData(packRecordId(0, number), `user-${number % 40}`, 200))
    const text = new Uint8Array(rows.length * 200)
    rows.forEach((bytes, at) => text.set(bytes, at * 200))
    const ratio = text.length / gzipSync(text).length
    expect(ratio).toBeGreaterThan(2)
    expect(ratio).toBeLessThan(8)
    const long = simulatedData(packRecordId(0, 1), 'k', 1_000_000)
    expect(long.length / gzipSync(long).length).toBeLessThan(8)
  })
})
