import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordData } from '../../engine/recordDetails'
import { encodeAggregate } from '../../kinesis/encodeAggregate'
import { byteRows, textOf } from './recordBytes'

/** As the engine cuts them. */
function dataOf(bytes: Uint8Array): RecordData {
  const hex = Buffer.from(bytes).toString('hex')
  return { bytes: bytes.length, headHex: hex.slice(0, 512), tailHex: bytes.length > 256 ? hex.slice(-32) : '', hasMagic: hex.startsWith('f3899ac2') }
}

function aggregateOf(count: number): Uint8Array {
  return encodeAggregate(Array.from({ length: count }, (_, at) => ({ partitionKey: `user-${at}`, explicitHashKey: null, data: new TextEncoder().encode(`{"n":${at}}`) })))
}

describe('the bytes of a record', () => {
  it('are each shown once, or counted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const { head, leftOut, tail } = byteRows(dataOf(bytes))
        const hexOf = (rows: typeof head) => rows.flatMap((row) => row.bytes.map(({ hex }) => hex)).join('')
        const whole = Buffer.from(bytes).toString('hex')
        expect(whole.startsWith(hexOf(head))).toBe(true)
        expect(whole.endsWith(hexOf(tail))).toBe(true)
        expect(leftOut).toBe(bytes.length - (hexOf(head).length + hexOf(tail).length) / 2)
        expect(leftOut).toBeGreaterThanOrEqual(0)
        for (const { offset, bytes: shown } of [...head, ...tail]) expect(whole.slice(2 * offset, 2 * offset + 2)).toBe(shown[0]!.hex)
      }),
    )
  })

  it.each([2, 8, 14, 60])('of an aggregate of %i begin with the magic and end with the MD5', (count) => {
    const { head, leftOut, tail } = byteRows(dataOf(aggregateOf(count)))
    const shown = [...head, ...tail].flatMap((row) => row.bytes)
    expect(shown.filter(({ part }) => part === 'magic').map(({ hex }) => hex)).toEqual(['f3', '89', '9a', 'c2'])
    expect(shown.slice(0, 4).every(({ part }) => part === 'magic')).toBe(true)
    expect(shown.filter(({ part }) => part === 'md5')).toHaveLength(16)
    expect(shown.slice(-16).every(({ part }) => part === 'md5')).toBe(true)
    expect(shown.some(({ part }) => part === 'message')).toBe(true)
    expect(shown.length + leftOut).toBe(aggregateOf(count).length)
  })

  it('are garbage to who reads them as text, with the rows of the application shining through', () => {
    const text = textOf(dataOf(aggregateOf(3)))
    expect(text.startsWith('�')).toBe(true)
    expect(text).toContain('user-1')
    expect(text).toContain('{"n":2}')
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
  })
})
