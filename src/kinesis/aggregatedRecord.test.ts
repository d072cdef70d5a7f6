import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGGREGATE_MAGIC, AGGREGATE_PARTITION_KEY, decodeAggregate, type UserRecord } from './aggregatedRecord'
import { encodeAggregate } from './encodeAggregate'
import { hashKeyOf } from './hashKey'
import expected from './testing/kpl/expected.json'
import samples from './testing/kpl/samples.json'
import { bytesField, framed, varint, varintField } from './testing/protobufByHand'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]

interface ExpectedRecord {
  partitionKey: string
  explicitHashKey: string | null
  data: string
}

const anyKey = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', 'a', '__proto__', '17', '日本', '😀', '\u0000', 'k'.repeat(256)))
const anyHashKey = fc.oneof(fc.constantFrom('0', '7'), fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(String))
const anyRecord: fc.Arbitrary<UserRecord> = fc.record({
  partitionKey: anyKey,
  explicitHashKey: fc.option(anyHashKey),
  data: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(20_000).fill(0x80))),
})
const anyRecords = fc.array(anyRecord, { minLength: 1, maxLength: 40 })

function asText({ partitionKey, explicitHashKey, data }: UserRecord): ExpectedRecord {
  return { partitionKey, explicitHashKey, data: Buffer.from(data).toString() }
}

/** Long texts are compared in no time, long arrays are not. */
function asHex({ partitionKey, explicitHashKey, data }: UserRecord): ExpectedRecord {
  return { partitionKey, explicitHashKey, data: Buffer.from(data).toString('hex') }
}

describe('recorded aggregates', () => {
  const aggregated = Object.entries(expected).filter(([, { aggregated }]) => aggregated)
  const plain = Object.entries(expected).filter(([, { aggregated }]) => !aggregated)

  it('are five, and two records that are none', () => {
    expect([aggregated.length, plain.length]).toEqual([5, 2])
  })

  it.each(aggregated)('%s holds what it should, and is made anew to the byte', (name, entry) => {
    const bytes = sample(name)
    const decoded = decodeAggregate(bytes)!
    const found = decoded.records.map(asText)
    if ('records' in entry) expect(found).toEqual(entry.records)
    if ('first' in entry) {
      expect(found).toHaveLength(entry.count)
      expect([found[0], found[1], found.at(-1)]).toEqual([entry.first, entry.second, entry.last])
      expect([decoded.partitionKeyTable, decoded.explicitHashKeyTable]).toEqual([entry.partitionKeys, entry.explicitHashKeys])
    }
    expect(Buffer.from(encodeAggregate(decoded.records)).equals(bytes)).toBe(true)
  })

  it.each(plain)('%s is an ordinary record', (name) => {
    expect(decodeAggregate(sample(name))).toBeNull()
  })

  it('travel under a key that says nothing', () => {
    expect(samples.kpl_generated_rec_with_ehks.partitionKey).toBe(AGGREGATE_PARTITION_KEY)
    expect(hashKeyOf(AGGREGATE_PARTITION_KEY).toString(16)).toMatch(/^cc175b9/)
  })
})

function sample(name: string): Buffer {
  const bytes = Buffer.from(samples[name as keyof typeof samples].data, 'base64')
  expect(bytes).toHaveLength(expected[name as keyof typeof expected].bytes)
  return bytes
}

describe.each(SEEDS)('aggregates, seed %i', (seed) => {
  it('give back the records that went in, with any keys and any data', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const decoded = decodeAggregate(encodeAggregate(records))
        expect(decoded?.records.map(asHex)).toEqual(records.map(asHex))
        expect(decoded?.records.every(({ tags }) => tags.length === 0)).toBe(true)
        expect(decoded?.partitionKeyTable).toEqual([...new Set(records.map(({ partitionKey }) => partitionKey))])
        expect(decoded?.explicitHashKeyTable).toEqual([...new Set(records.map(({ explicitHashKey }) => explicitHashKey).filter((key) => key !== null))])
      }),
      { seed, numRuns: 200 },
    )
  })

  it('are none any more when a bit is flipped, the end is missing, or something follows', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(7), fc.uint8Array({ minLength: 1, maxLength: 20 }), (records, place, bit, more) => {
        const bytes = encodeAggregate(records)
        expect(decodeAggregate(bytes.subarray(0, place % bytes.length))).toBeNull()
        expect(decodeAggregate(Uint8Array.of(...bytes, ...more))).toBeNull()
        expect(decodeAggregate(bytes.map((byte, at) => (at === place % bytes.length ? byte ^ (1 << bit) : byte)))).toBeNull()
      }),
      { seed, numRuns: 200 },
    )
  })

  it('with a damaged message under a right checksum are refused or read, never worse', () => {
    let read = 0
    let refused = 0
    const damage = fc.tuple(fc.constantFrom('set', 'insert', 'delete'), fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0, 8, 10, 16, 18, 26, 127, 128, 255)))
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), fc.array(damage, { minLength: 1, maxLength: 3 }), (records, damages) => {
        const message = Array.from(encodeAggregate(records).slice(4, -16))
        for (const [how, place, byte] of damages) {
          const at = place % (message.length + 1)
          if (how === 'set') message[at] = byte
          else message.splice(at, how === 'delete' ? 1 : 0, ...(how === 'delete' ? [] : [byte]))
        }
        const decoded = decodeAggregate(framed(message))
        if (decoded === null) refused++
        else {
          read++
          for (const { partitionKey, explicitHashKey } of decoded.records) {
            expect(decoded.partitionKeyTable).toContain(partitionKey)
            if (explicitHashKey !== null) expect(decoded.explicitHashKeyTable).toContain(explicitHashKey)
          }
          if (decoded.records.length > 0 && !decoded.explicitHashKeyTable.includes('')) {
            expect(decodeAggregate(encodeAggregate(decoded.records))?.records.map(asHex)).toEqual(decoded.records.map(asHex))
          }
        }
      }),
      { seed, numRuns: 500 },
    )
    expect(read).toBeGreaterThan(20)
    expect(refused).toBeGreaterThan(20)
  })

  it('of any bytes at all never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (message) => {
        expect(decodeAggregate(message)).toBeNull()
        const decoded = decodeAggregate(framed([...message]))
        expect(decoded === null || Array.isArray(decoded.records)).toBe(true)
      }),
      { seed, numRuns: 1_000 },
    )
  })
})

const KEY = bytesField(1, 'k')
const MEMBER = bytesField(3, [...varintField(1, 0), ...bytesField(3, 'data')])

describe('what is an ordinary record', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['less than the magic', AGGREGATE_MAGIC.subarray(0, 3)],
    ['the magic alone', AGGREGATE_MAGIC],
    ['a frame around nothing, though its checksum is right', framed([])],
  ])('%s', (_, bytes) => {
    expect(decodeAggregate(bytes)).toBeNull()
  })

  it.each<[string, number[]]>([
    ['an index beyond the table', [...KEY, ...bytesField(3, [...varintField(1, 1), ...bytesField(3, 'x')])]],
    ['an index of 2^32, which cut to 32 bits would be 0', [...KEY, ...bytesField(3, [...varintField(1, 2n ** 32n), ...bytesField(3, 'x')])]],
    ['an index of 2^64 − 1', [...KEY, ...bytesField(3, [...varintField(1, 2n ** 64n - 1n), ...bytesField(3, 'x')])]],
    ['an explicit hash key that is in no table', [...KEY, ...bytesField(3, [...varintField(1, 0), ...varintField(2, 0), ...bytesField(3, 'x')])]],
    ['a record without an index', [...KEY, ...bytesField(3, bytesField(3, 'x'))]],
    ['a record without data', [...KEY, ...bytesField(3, varintField(1, 0))]],
    ['data of the wrong wire type', [...KEY, ...bytesField(3, [...varintField(1, 0), ...varintField(3, 5)])]],
    ['a tag without a key', [...KEY, ...bytesField(3, [...varintField(1, 0), ...bytesField(3, 'x'), ...bytesField(4, bytesField(2, 'v'))])]],
    ['a text longer than the message', [0x0a, 5, 0x6b]],
    ['a text of 2^63 bytes', [0x0a, ...varint(2n ** 63n), 0x6b]],
    ['a record longer than the message', [...KEY, 0x1a, ...varint(2 ** 31 - 1), 0x08, 0]],
    ['data that reach out of their record', [...KEY, ...bytesField(3, [...varintField(1, 0), 0x1a, 2, 0x78]), ...KEY]],
    ['a number of eleven bytes', [...KEY, ...MEMBER, 0x38, ...new Array<number>(10).fill(0x80), 0]],
    ['a number without an end', [...KEY, ...MEMBER, 0x38, 0x80]],
    ['a field of number 0', [...KEY, ...MEMBER, 0x02, 0]],
    ['a wire type that there is not', [...KEY, ...MEMBER, 0x3e]],
    ['the end of no group', [...KEY, ...MEMBER, 0x3c]],
    ['a group without an end', [...KEY, ...MEMBER, 0x3b, 0x08, 1]],
    ['a group with the end of another', [...KEY, ...MEMBER, 0x3b, 0x44]],
    ['groups without bottom', [...KEY, ...MEMBER, ...new Array<number>(100_000).fill(0x3b)]],
  ])('%s', (_, message) => {
    expect(decodeAggregate(framed([...KEY, ...MEMBER]))).not.toBeNull()
    expect(decodeAggregate(framed(message))).toBeNull()
  })
})

describe('what the format allows', () => {
  it.each<[string, number[]]>([
    ['a table behind its records', [...MEMBER, ...KEY]],
    ['a number longer than it need be', [...KEY, ...bytesField(3, [0x08, 0x80, 0x80, 0x00, ...bytesField(3, 'data')])]],
    ['a field twice: the last one holds', [...KEY, ...bytesField(3, [...varintField(1, 9), ...bytesField(3, 'no'), ...bytesField(3, 'data'), ...varintField(1, 0)])]],
    ['unknown numbers, of up to 64 bits', [...varintField(9, 2n ** 64n - 1n), ...KEY, ...bytesField(3, [...varintField(7, 2 ** 40), ...varintField(1, 0), ...bytesField(3, 'data')])]],
    ['unknown fields of fixed size', [...KEY, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, ...MEMBER, 0x7d, 1, 2, 3, 4]],
    ['unknown bytes', [...KEY, ...bytesField(15, 'what is this'), ...MEMBER]],
    ['unknown groups within groups', [...KEY, 0x3b, 0x43, ...varintField(1, 5), 0x44, ...bytesField(1, 'z'), 0x3c, ...MEMBER]],
    ['a known number of another wire type', [...KEY, ...varintField(1, 3), ...MEMBER]],
  ])('%s', (_, message) => {
    expect(decodeAggregate(framed(message))?.records.map(asText)).toEqual([{ partitionKey: 'k', explicitHashKey: null, data: 'data' }])
  })

  it('tags, which are kept', () => {
    const tags = [...bytesField(4, [...bytesField(1, 'colour'), ...bytesField(2, 'red')]), ...bytesField(4, bytesField(1, 'bare'))]
    const decoded = decodeAggregate(framed([...KEY, ...bytesField(3, [...varintField(1, 0), ...bytesField(3, 'x'), ...tags])]))
    expect(decoded?.records[0]?.tags).toEqual([
      { key: 'colour', value: 'red' },
      { key: 'bare', value: null },
    ])
  })

  it('no records at all', () => {
    expect(decodeAggregate(framed(KEY))).toEqual({ records: [], partitionKeyTable: ['k'], explicitHashKeyTable: [] })
  })

  it('keys that are no UTF-8', () => {
    expect(decodeAggregate(framed([...bytesField(1, [0xff, 0x61]), ...MEMBER]))?.records[0]?.partitionKey).toBe('\ufffda')
  })
})

describe('making an aggregate', () => {
  it('of nothing is our own mistake', () => {
    expect(() => encodeAggregate([])).toThrow('no records')
  })

  it('takes a lone surrogate for U+FFFD, as hashing does', () => {
    const [record] = decodeAggregate(encodeAggregate([{ partitionKey: '\ud83d', explicitHashKey: null, data: new Uint8Array(0) }]))!.records
    expect(record!.partitionKey).toBe('\ufffd')
    expect(hashKeyOf('\ud83d')).toBe(hashKeyOf(record!.partitionKey))
  })
})
