/** Whatever arrives, the wire answers: with a call put to the door, or with a 4xx of the service's own kind. */
import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateInput } from '../kinesis/api/validate'
import { OPERATIONS } from '../kinesis/api/operations'
import type { OperationName } from '../kinesis/api/types'
import { accepted } from '../kinesis/exceptions'
import { answerRequest, type Door } from './answerCall'
import type { Codec } from './codec'
import type { WireRequest } from './httpMessage'
import { bytesOf, contentOf, IDENTITY, requestOf } from './testing/requests'
import { shapeValue } from './testing/shapeValues'
import { writeShape } from './writeAnswer'

const SEED = Math.floor(Math.random() * 2 ** 31)
const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[]

/** Checks as the engine's door does, then answers with nothing. */
const door: Door = ({ operation, input }) => validateInput(operation, input) ?? accepted(OPERATIONS[operation].output === null ? null : {})

function expectAnswer(request: WireRequest): void {
  const answered = answerRequest(request, door, IDENTITY)
  if (answered.kind === 'subscribe') {
    expect(Object.getPrototypeOf(answered.input)).toBe(Object.prototype)
    return
  }
  const { response } = answered
  expect(response.status === 200 || (response.status >= 400 && response.status < 500)).toBe(true)
  expect(response.headers['x-amzn-requestid']).toBe(IDENTITY.requestId)
  if (response.body.length > 0 && response.status !== 200) expect(contentOf(response)).toBeDefined()
}

const codecs = fc.constantFrom<Codec>('json', 'cbor')
const operations = fc.constantFrom(...OPERATION_NAMES)
const nasty = fc.constantFrom<unknown>(null, [], {}, '', '\u0000', 'a'.repeat(3_000), -1, 1e308, 0.5, true, [null], { a: null }, [[[]]], JSON.parse('{"__proto__":1}'))

/** A good input with one member replaced by something else. */
function damaged(operation: OperationName): Arbitrary<unknown> {
  return fc.tuple(shapeValue(OPERATIONS[operation].input), fc.string(), nasty, fc.nat(20)).map(([input, name, value, which]) => {
    const names = Object.keys(input as object)
    return { ...(input as object), [names[which] ?? name]: value }
  })
}

describe(`seed ${SEED}`, () => {
  it('any headers, any bytes', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('application/x-amz-json-1.1', 'application/x-amz-cbor-1.1', 'application/json', 'Kinesis_20131202.PutRecords', 'AWS4 Credential=a Signature=b SignedHeaders=c'))
    const headers = fc.dictionary(fc.constantFrom('content-type', 'x-amz-target', 'authorization', 'x-amz-date', 'date'), texts)
    const requests = fc.record({ method: fc.constantFrom('POST', 'GET', 'OPTIONS', ''), path: fc.string({ unit: 'binary' }), headers, body: fc.uint8Array({ maxLength: 200 }) })
    fc.assert(fc.property(requests, expectAnswer), { seed: SEED, numRuns: 1_000 })
  })

  it('any bytes as a body', () => {
    fc.assert(fc.property(operations, codecs, fc.uint8Array({ maxLength: 200 }), (operation, codec, body) => expectAnswer(requestOf(operation, body, codec))), { seed: SEED, numRuns: 2_000 })
  })

  it('any JSON as a body', () => {
    fc.assert(fc.property(operations, fc.json({ stringUnit: 'binary' }), (operation, body) => expectAnswer(requestOf(operation, body))), { seed: SEED, numRuns: 1_000 })
  })

  it('almost good calls', () => {
    const calls = operations.chain((operation) => fc.tuple(fc.constant(operation), damaged(operation)))
    fc.assert(fc.property(calls, ([operation, input]) => expectAnswer(requestOf(operation, JSON.stringify(input)))), { seed: SEED, numRuns: 2_000 })
  })

  it('good bodies with a few bytes changed, cut or doubled', () => {
    const bodies = operations.chain((operation) => fc.tuple(fc.constant(operation), shapeValue(OPERATIONS[operation].input), codecs))
    const harm = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(bodies, harm, fc.nat(400), ([operation, input, codec], changes, end) => {
        const body = writeShape(OPERATIONS[operation].input, input, codec).slice(0, end)
        for (const [at, byte] of changes) if (at < body.length) body[at] = byte
        expectAnswer(requestOf(operation, body, codec))
        expectAnswer(requestOf(operation, Uint8Array.from([...body, ...body]), codec))
      }),
      { seed: SEED, numRuns: 2_000 },
    )
  })
})

describe('bodies made to be slow', () => {
  const ARN = `arn:aws${':kinesis:'.repeat(80)}${':123456789012:'.repeat(48)}${'stream/a'.repeat(80)}`
  it.each<[string, WireRequest]>([
    ['20,000 brackets', requestOf('PutRecords', '['.repeat(20_000) + ']'.repeat(20_000))],
    ['5,000,000 brackets', requestOf('PutRecords', '['.repeat(5_000_000))],
    ['5,000,000 braces', requestOf('PutRecords', '{"a":'.repeat(1_000_000))],
    ['brackets inside a member that nobody knows', requestOf('ListStreams', `{"x":${'['.repeat(900_000)}${']'.repeat(900_000)}}`)],
    ['an endless text of backslashes', requestOf('ListStreams', `{"${'\\'.repeat(2_000_001)}`)],
    ['backslashes before every quote', requestOf('ListStreams', `["${'\\"'.repeat(1_000_000)}"]`)],
    ['a million escapes', requestOf('DeleteStream', `{"StreamName":"${'\\ud83d\\ude00'.repeat(500_000)}"}`)],
    ['a number of a million digits', requestOf('CreateStream', `{"StreamName":"a","ShardCount":${'9'.repeat(1_000_000)}}`)],
    ['an ARN that almost matches', requestOf('DescribeStreamConsumer', JSON.stringify({ ConsumerARN: ARN }))],
    ['a long ARN that almost matches', requestOf('DescribeStreamConsumer', JSON.stringify({ ConsumerARN: ARN.repeat(500) }))],
    ['500,000 entries', requestOf('PutRecords', JSON.stringify({ StreamName: 'a', Records: Array(500_000).fill({}) }))],
    ['500,000 tag keys', requestOf('RemoveTagsFromStream', JSON.stringify({ StreamName: 'a', TagKeys: Array(500_000).fill('') }))],
    ['base64 of stray letters', requestOf('PutRecord', JSON.stringify({ StreamName: 'a', PartitionKey: 'a', Data: '*'.repeat(4_000_000) }))],
    ['CBOR lists in lists', requestOf('PutRecords', new Uint8Array(5_000_000).fill(0x81), 'cbor')],
    ['CBOR open lists in lists', requestOf('PutRecords', new Uint8Array(5_000_000).fill(0x9f), 'cbor')],
    ['CBOR tags of tags', requestOf('PutRecords', new Uint8Array(5_000_000).fill(0xc1), 'cbor')],
    ['a CBOR list that says it is long', requestOf('PutRecords', Uint8Array.from([0x9b, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), 'cbor')],
    ['CBOR text in a million empty pieces', requestOf('PutRecords', Uint8Array.from([0xa1, 0x7f, ...bytesOf('\u0060'.repeat(1_000_000)), 0xff, 0xf6]), 'cbor')],
  ])('%s', (_, request) => {
    expectAnswer(request)
  })
})

describe('CBOR bodies made to be heavy', () => {
  const MANY = 1_000_000
  it.each([
    ['empty bytes', [0x81, 0x9f], 0x40, [0xff]],
    ['empty maps', [0x81, 0x9f], 0xa0, [0xff]],
    ['bytes in empty pieces', [0xa1, 0x61, 0x78, 0x5f], 0x40, [0xff]],
    ['text in empty pieces', [0xa1, 0x61, 0x78, 0x7f], 0x60, [0xff]],
  ])('with a million %s are not read to their end', (_, before, byte, after) => {
    const body = Uint8Array.from([...before, ...new Uint8Array(MANY).fill(byte), ...after])
    const answered = answerRequest(requestOf('ListStreams', body, 'cbor'), door, IDENTITY)
    expect(answered).toMatchObject({ kind: 'response', response: { status: 400 } })
    expect(answered.kind === 'response' && contentOf(answered.response)).toEqual({ __type: 'SerializationException' })
  })
})

it('a JSON body of a million empty maps is not read to its end', () => {
  const body = `[${'{},'.repeat(1_000_000)}{}]`
  const answered = answerRequest(requestOf('ListStreams', body), door, IDENTITY)
  expect(answered.kind === 'response' && contentOf(answered.response)).toEqual({ __type: 'SerializationException' })
})
