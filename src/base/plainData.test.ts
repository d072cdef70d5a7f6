import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AssertionError } from './assert'
import { clone, decode, encode, share } from './plainData'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]

/** Without −0: JSON knows only one zero, and the engine has no use for the other. */
const number = fc.oneof(
  fc.integer(),
  fc.double().map((value) => (value === 0 ? 0 : value)),
  fc.constantFrom(NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER, 2 ** -1074),
)
const typedArray = fc.oneof(
  fc.uint8Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
  // A view into the middle of a larger buffer.
  fc.uint8Array({ minLength: 2 }).map((bytes) => bytes.subarray(1)),
)
const text = fc.string({ unit: 'binary' })
const key = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('$', '$$', '$array', '$$map', '$bigint', '$number'))
  .filter((name) => name !== '__proto__')

const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    fc.boolean(),
    fc.constant(null),
    text,
    fc.bigInt(),
    typedArray,
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.dictionary(key, tie('plain'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(fc.oneof(fc.integer(), text), tie('plain')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}))

function bytesOf(value: unknown): Uint8Array {
  return new Uint8Array(encode(value))
}

class Counter {
  count = 0
}

const STRANGERS: [string, unknown][] = [
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['a class instance', new Counter()],
  ['a Date', new Date(0)],
  ['a Set', new Set([1])],
  ['a WeakMap', new WeakMap()],
  ['a DataView', new DataView(new ArrayBuffer(8))],
  ['an object without a prototype', Object.create(null)],
]

describe.each(SEEDS)('plain data, seed %i', (seed) => {
  it('comes back from bytes as it was', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(decode(encode(value))).toEqual(value)
      }),
      { seed, numRuns: 200 },
    )
  })

  it('gives equal bytes for equal data: its clone, and what it decodes to', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const bytes = bytesOf(value)
        expect(bytesOf(clone(value))).toEqual(bytes)
        expect(bytesOf(decode(encode(value)))).toEqual(bytes)
      }),
      { seed, numRuns: 200 },
    )
  })
})

describe('clone', () => {
  it('shares nothing that may change', () => {
    const original = { list: [1, { deep: new Uint32Array([7]) }], map: new Map([[1, { count: 1 }]]) }
    const copy = clone(original)
    original.list.push(2)
    ;(original.list[1] as { deep: Uint32Array }).deep[0] = 8
    original.map.get(1)!.count = 2
    expect(copy).toEqual({ list: [1, { deep: new Uint32Array([7]) }], map: new Map([[1, { count: 1 }]]) })
  })

  it('keeps what is shared', () => {
    const segment = share({ columns: new Uint8Array(3) })
    expect(clone({ segment }).segment).toBe(segment)
    expect(decode(encode({ segment }))).toEqual({ segment })
  })
})

describe.each(STRANGERS)('%s is no plain data', (_name, stranger) => {
  it.each([
    ['alone', stranger],
    ['in an object', { field: stranger }],
    ['in an array', [stranger]],
    ['in a map', new Map([[1, stranger]])],
  ])('%s', (_where, value) => {
    expect(() => clone(value)).toThrow(AssertionError)
    expect(() => encode(value)).toThrow(AssertionError)
  })
})

describe('decode', () => {
  it.each([
    ['nothing', new ArrayBuffer(0)],
    ['zeros', new ArrayBuffer(64)],
    ['half a header', new Uint8Array([0x53, 0x48, 0x53, 0x43]).buffer],
    ['a thousand arrays of the same bytes', written(`[${Array(1_000).fill('{"$array":"Uint8Array","at":0,"length":64}').join(',')}]`, 64)],
    ['an object with another prototype', written('{"a":{"__proto__":{"b":1}}}')],
  ])('refuses %s', (_name, buffer) => {
    expect(() => decode(buffer)).toThrow(AssertionError)
  })

  it('takes arrays that share nothing', () => {
    expect(decode(written('[{"$array":"Uint8Array","at":0,"length":8},{"$array":"Uint32Array","at":8,"length":2}]', 16))).toEqual([new Uint8Array(8), new Uint32Array(2)])
  })
})

/** As `encode` would write it, had it made such a text. */
function written(text: string, arrayBytes = 0): ArrayBuffer {
  const buffer = encode('x'.repeat(text.length - 2))
  const bytes = new Uint8Array(buffer.byteLength + arrayBytes)
  bytes.set(new Uint8Array(buffer))
  bytes.set(new TextEncoder().encode(text), 16)
  return bytes.buffer
}
