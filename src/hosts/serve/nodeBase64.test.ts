import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToBase64 } from '../../base/base64'
import { BASE64 } from '../../wire/codec'
import { nodeBase64 } from './nodeBase64'

const bytes = fc.uint8Array({ maxLength: 300 })

describe('Node’s base64', () => {
  it('reads back what was written, as plain bytes of their own length', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const read = nodeBase64.decode(bytesToBase64(value))!
        expect(Array.from(read)).toEqual(Array.from(value))
        expect(Object.getPrototypeOf(read)).toBe(Uint8Array.prototype)
      }),
    )
  })

  it('takes and refuses the same texts as ours', () => {
    const damaged = fc.tuple(bytes, fc.nat(400), fc.string({ maxLength: 3, unit: 'binary' })).map(([value, at, extra]) => {
      const text = bytesToBase64(value)
      return text.slice(0, at) + extra + text.slice(at)
    })
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ maxLength: 200, unit: fc.constantFrom('A', '/', '+', '-', '_', '=', ' ', '\n', 'é') })), (text) => {
        const ours = BASE64.decode(text)
        const theirs = nodeBase64.decode(text)
        expect(theirs === null ? null : Array.from(theirs)).toEqual(ours === null ? null : Array.from(ours))
      }),
      { numRuns: 1_000 },
    )
  })
})
