import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeQuoted } from './jsonSheet'
import { writeByte, writeRaw, written } from './sheet'
import { writeShape } from './writeAnswer'

const MANY_BYTES = 6 * 1_048_576

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

describe('a sheet', () => {
  it('holds what was written, however it grew, and what was torn off stays', () => {
    const piece = fc.uint8Array({ maxLength: 3_000 })
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 6 }), (answers) => {
        const torn = answers.map((pieces) =>
          written((sheet) => {
            for (const bytes of pieces) {
              writeRaw(bytes, sheet)
              writeByte(7, sheet)
            }
          }),
        )
        expect(torn.map((bytes) => Array.from(bytes))).toEqual(answers.map((pieces) => pieces.flatMap((bytes) => [...bytes, 7])))
      }),
      { numRuns: 50 },
    )
  })

  it('serves again after an answer too long to keep its memory, one written inside another, and one that broke', () => {
    const long = written((sheet) => writeRaw(new Uint8Array(MANY_BYTES).fill(1), sheet))
    const outer = written((sheet) => {
      writeByte(2, sheet)
      writeRaw(written((inner) => writeByte(3, inner)), sheet)
      writeByte(4, sheet)
    })
    expect(() => written((sheet) => [writeByte(5, sheet), new BigInt64Array(-1)])).toThrow(RangeError)
    expect([long.length, long.every((byte) => byte === 1)]).toEqual([MANY_BYTES, true])
    expect(Array.from(outer)).toEqual([2, 3, 4])
    expect(Array.from(written((sheet) => writeByte(6, sheet)))).toEqual([6])
  })
})

describe('texts in JSON', () => {
  it('of any code unit stand as JSON.stringify has them', () => {
    for (let unit = 0; unit <= 0xffff; unit++) {
      const text = `a${String.fromCharCode(unit)}b`
      if (textOf(written((sheet) => writeQuoted(text, sheet))) !== JSON.stringify(text)) expect.fail(`unit ${unit}`)
    }
  })

  it('of any code units, halves of pairs among them, after others', () => {
    const units = fc.array(fc.oneof(fc.constantFrom(0x22, 0x5c, 0x7f, 0x80, 0xd83d, 0xde00, 0x2028), fc.integer({ min: 0x20, max: 0x7e })), { maxLength: 40 })
    fc.assert(
      fc.property(fc.array(units, { maxLength: 5 }), (all) => {
        const texts = all.map((codes) => String.fromCharCode(...codes))
        expect(textOf(writeShape('TagKeyList', texts, 'json'))).toBe(JSON.stringify(texts))
      }),
      { numRuns: 300 },
    )
  })
})
