import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BASE64 } from '../../wire/codec'
import { nodeBase64 } from './nodeBase64'

const bytes = fc.uint8Array({ maxLength: 300 })

describe('Node’s base64', () => {
  it('writes what ours writes', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(nodeBase64.encode(value)).toBe(BASE64.encode(value))
      }),
    )
  })

  it('writes parts of one memory, and of another', () => {
    const memories = [1, 2].map((start) => Uint8Array.from({ length: 400 }, (_, at) => (at * start) % 251))
    for (const memory of [...memories, ...memories]) {
      for (const [from, to] of [[0, 400], [3, 100], [100, 400], [57, 89]] as const) {
        const part = memory.subarray(from, to)
        expect(nodeBase64.encode(part)).toBe(BASE64.encode(part))
      }
    }
  })

  it('reads back what was written, as plain bytes of their own length', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const read = nodeBase64.decode(BASE64.encode(value))!
        expect(Array.from(read)).toEqual(Array.from(value))
        expect(Object.getPrototypeOf(read)).toBe(Uint8Array.prototype)
      }),
    )
  })

  it('takes and refuses the same texts as ours', () => {
    const damaged = fc.tuple(bytes, fc.nat(400), fc.string({ maxLength: 3, unit: 'binary' })).map(([value, at, extra]) => {
      const text = BASE64.encode(value)
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
