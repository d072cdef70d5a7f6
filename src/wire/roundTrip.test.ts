/** Every shape through every codec and back, the other direction read by somebody else's parser. */
import { decode, encode, Tagged } from 'cborg'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../kinesis/api/operations'
import { SHAPES } from '../kinesis/api/shapes'
import type { OperationName, Shape, ShapeName } from '../kinesis/api/types'
import { decodeCbor } from './cbor'
import { BASE64, type Codec } from './codec'
import { decodeJson } from './json'
import { readCall } from './readCall'
import { readShape } from './readValue'
import { IDENTITY, requestOf } from './testing/requests'
import { shapeValue } from './testing/shapeValues'
import { writeAnswer, writeShape } from './writeAnswer'

const NAMES = Object.keys(SHAPES) as ShapeName[]
const STRUCTURES = NAMES.filter((name) => SHAPES[name].type === 'structure')
const SEED = Math.floor(Math.random() * 2 ** 31)

describe.each(['json', 'cbor'] as const)('%s', (codec) => {
  it.each(STRUCTURES)(`%s comes back (seed ${SEED})`, (name) => {
    fc.assert(
      fc.property(shapeValue(name), (value) => {
        const body = writeShape(name, value, codec)
        const reading = { base64: BASE64, error: null }
        const parsed = codec === 'json' ? decodeJson(body) : decodeCbor(body)
        expect(readShape(name, codec, parsed, reading)).toEqual(value)
        expect(reading.error).toBeNull()
      }),
      { seed: SEED, numRuns: 30 },
    )
  })

  it.each(Object.keys(OPERATIONS) as OperationName[])(`%s is read as somebody else writes it (seed ${SEED})`, (operation) => {
    const { input, output } = OPERATIONS[operation]
    fc.assert(
      fc.property(shapeValue(input), (value) => {
        const foreign = toForeign(input, value, codec)
        const read = readCall(requestOf(operation, codec === 'json' ? JSON.stringify(foreign) : encode(foreign), codec), IDENTITY)
        expect(read).toEqual({ ok: true, call: { operation, input: value }, codec })
      }),
      { seed: SEED, numRuns: 10 },
    )
    if (output === null || operation === 'SubscribeToShard') return
    fc.assert(
      fc.property(shapeValue(output), (value) => {
        const { body, status, headers } = writeAnswer(operation, { ok: true, value }, codec, IDENTITY)
        const tags = { 1: (content: () => unknown) => new Tagged(1, content()) }
        const foreign: unknown = codec === 'json' ? JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) : decode(body, { tags })
        expect(foreign).toEqual(toForeign(output, value, codec))
        expect([status, headers['content-type']]).toEqual([200, `application/x-amz-${codec}-1.1`])
      }),
      { seed: SEED, numRuns: 10 },
    )
  })
})

/** What a parser of plain JSON or CBOR holds for a value. */
function toForeign(name: ShapeName, value: unknown, codec: Codec): unknown {
  const shape: Shape = SHAPES[name]
  if (shape.type === 'blob') return codec === 'json' ? Buffer.from(value as Uint8Array).toString('base64') : value
  if (shape.type === 'timestamp') return codec === 'json' ? value : new Tagged(1, Math.round((value as number) * 1_000))
  if (shape.type === 'list') return (value as unknown[]).map((item) => toForeign(shape.member!, item, codec))
  if (shape.type === 'structure') {
    return Object.fromEntries(Object.entries(value as object).map(([member, item]) => [member, toForeign(shape.members![member]!, item, codec)]))
  }
  return value
}

describe('answers', () => {
  it('without output have no body', () => {
    expect(writeAnswer('CreateStream', { ok: true, value: null }, 'json', IDENTITY)).toMatchObject({ status: 200, body: new Uint8Array(0) })
  })

  // The text was recorded on AWS in both codecs (LocalStack, test_cbor_exceptions, 2025-09).
  it.each(['json', 'cbor'] as const)('that refuse say so in %s', (codec) => {
    const message = 'Stream S under account 000000000000 not found.'
    const { status, body, headers } = writeAnswer('DescribeStream', { ok: false, refusal: { exception: 'ResourceNotFoundException', message } }, codec, IDENTITY)
    expect([status, headers['content-type']]).toEqual([400, `application/x-amz-${codec}-1.1`])
    expect(codec === 'json' ? decodeJson(body) : decode(body)).toEqual({ __type: 'ResourceNotFoundException', message })
  })

  it('that fail inside are 500', () => {
    expect(writeAnswer('GetRecords', { ok: false, refusal: { exception: 'InternalFailureException', message: '' } }, 'json', IDENTITY).status).toBe(500)
  })

  it('write a null as null', () => {
    const { body } = writeAnswer('GetRecords', { ok: true, value: { Records: [], NextShardIterator: null } }, 'json', IDENTITY)
    expect(decodeJson(body)).toEqual({ Records: [], NextShardIterator: null })
  })
})

describe('the two directions of CBOR, against another implementation', () => {
  // The other one takes a byte order mark at the beginning of a text away.
  const text = fc.string({ unit: 'binary' }).map((any) => any.replace(/^\ufeff+/, ''))

  it('a text keeps its byte order mark (seed 1130014068)', () => {
    expect(decodeCbor(encode({ '': { '\ufeff': '\ufefftext' } }))).toEqual({ '': { '\ufeff': '\ufefftext' } })
  })

  it(`numbers, texts and nests (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: false, maxDepth: 3, key: text, values: [text, fc.double({ noNaN: true }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.uint8Array()] }), (value) => {
        expect(decodeCbor(encode(value))).toEqual(decode(encode(value)))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it.each([0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -1, -24, -25, -(2 ** 32), -(2 ** 32) - 1, -(2 ** 53) + 1])('%i is written whole', (value) => {
    expect(decode(writeShape('MillisBehindLatest', value, 'cbor'))).toBe(value)
  })

  it.each([0, 1, 23, 24, 255, 256, 65_535, 65_536, 200_000])('a text of %i letters is written whole', (length) => {
    for (const letter of ['a', 'é', '😀']) expect(decode(writeShape('Policy', letter.repeat(length), 'cbor'))).toBe(letter.repeat(length))
  })
})
