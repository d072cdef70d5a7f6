/** Members of the wrong type, as AWS spoke of them (recorded by kinesalite, test/helpers.js and the serializations of its tests). */
import { encode, Tagged } from 'cborg'
import { describe, expect, it } from 'vitest'
import type { Codec } from './codec'
import { readCall } from './readCall'
import { contentOf, IDENTITY, requestOf } from './testing/requests'

const NUMBER = 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to'
const LIST = 'Start of list found where not expected'
const STRUCTURE = 'Start of structure or map found where not expected.'

/** What each type refuses, and how. */
const MISFITS: Record<string, readonly (readonly [unknown, string])[]> = {
  Boolean: [['23', "'23' can not be converted to an Boolean"], ['hellowtf', "'HELLOWTF' can not be converted to an Boolean"], ...numbers(`${NUMBER} an Boolean`, false), [[], LIST], [{}, STRUCTURE]],
  String: [[true, 'class java.lang.Boolean can not be converted to an String'], ...numbers(`${NUMBER} an String`), [[], LIST], [{}, STRUCTURE]],
  Integer: [['23', 'class java.lang.String can not be converted to an Integer'], [true, 'class java.lang.Boolean can not be converted to an Integer'], [[], LIST], [{}, STRUCTURE]],
  Timestamp: [['23', 'class java.lang.String can not be converted to milliseconds since epoch'], [true, 'class java.lang.Boolean can not be converted to milliseconds since epoch'], [[], LIST], [{}, STRUCTURE]],
  Blob: [
    [true, 'class java.lang.Boolean can not be converted to a Blob'],
    ...numbers(`${NUMBER} a Blob`),
    [[], LIST],
    [{}, STRUCTURE],
    ['23456', "'23456' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 5"],
    ['=+/=', "'=+/=' can not be converted to a Blob: Invalid Base64 character: '='"],
    ['+/+=', "'+/+=' can not be converted to a Blob: Invalid last non-pad Base64 character dectected"],
    ['a-_b', "'a-_b' can not be converted to a Blob: Invalid Base64 character: '-'"],
    ['aaa\u00e9', "'aaa\u00e9' can not be converted to a Blob: Invalid Base64 character: '\u00e9'"],
  ],
  List: [['23', 'Expected list or null'], [true, 'Expected list or null'], ...numbers('Expected list or null'), [{}, STRUCTURE]],
  Map: [['23', 'Expected map or null'], [true, 'Expected map or null'], ...numbers('Expected map or null'), [[], LIST]],
  Structure: [['23', 'Expected null'], [true, 'Expected null'], ...numbers('Expected null'), [[], LIST]],
}

function numbers(message: string, withFraction = true): [unknown, string][] {
  return [23, -2_147_483_648, 2_147_483_648, ...(withFraction ? [34.56] : [])].map((number) => [number, message])
}

/** One place for each type, and the places in which kinesalite tried them. */
const PLACES: readonly (readonly [string, string, string])[] = [
  ['AddTagsToStream', 'Tags', 'Map'],
  ['AddTagsToStream', 'Tags.a', 'String'],
  ['AddTagsToStream', 'StreamName', 'String'],
  ['CreateStream', 'ShardCount', 'Integer'],
  ['CreateStream', 'StreamModeDetails', 'Structure'],
  ['CreateStream', 'StreamModeDetails.StreamMode', 'String'],
  ['DescribeStream', 'Limit', 'Integer'],
  ['DeleteStream', 'EnforceConsumerDeletion', 'Boolean'],
  ['GetRecords', 'ShardIterator', 'String'],
  ['GetShardIterator', 'Timestamp', 'Timestamp'],
  ['GetShardIterator', 'StartingSequenceNumber', 'String'],
  ['ListShards', 'StreamCreationTimestamp', 'Timestamp'],
  ['PutRecord', 'Data', 'Blob'],
  ['PutRecord', 'ExplicitHashKey', 'String'],
  ['PutRecords', 'Records', 'List'],
  ['PutRecords', 'Records.0', 'Structure'],
  ['PutRecords', 'Records.0.Data', 'Blob'],
  ['PutRecords', 'Records.0.PartitionKey', 'String'],
  ['RemoveTagsFromStream', 'TagKeys', 'List'],
  ['RemoveTagsFromStream', 'TagKeys.0', 'String'],
  ['SubscribeToShard', 'StartingPosition', 'Structure'],
  ['SubscribeToShard', 'StartingPosition.Timestamp', 'Timestamp'],
]

function nest(path: string, value: unknown): unknown {
  return path.split('.').reduceRight((inner, name) => (name === '0' ? [inner] : { [name]: inner }), value)
}

function send(operation: string, input: unknown, codec: Codec = 'json') {
  const read = readCall(requestOf(operation, codec === 'json' ? JSON.stringify(input) : encode(input), codec), IDENTITY)
  return read.ok ? { input: read.call.input } : { status: read.response.status, ...(contentOf(read.response) as object) }
}

function raw(operation: string, body: string) {
  const read = readCall(requestOf(operation, body), IDENTITY)
  return read.ok ? { input: read.call.input } : { status: read.response.status, ...(contentOf(read.response) as object) }
}

describe.each(PLACES)('%s, %s', (operation, path, type) => {
  it.each(['json', 'cbor'] as const)(`is ${type} in %s`, (codec) => {
    for (const [value, message] of MISFITS[type]!) {
      expect(send(operation, nest(path, value), codec)).toEqual({ status: 400, __type: 'SerializationException', Message: message })
    }
  })
})

describe('what AWS lets pass', () => {
  it('the body is a structure', () => {
    expect(raw('ListStreams', '[]')).toEqual({ status: 400, __type: 'SerializationException', Message: LIST })
  })

  it('nulls and unknown members fall away', () => {
    expect(send('CreateStream', { StreamName: null, ShardCount: 3, Unknown: { deep: [1] }, toString: 'x' })).toEqual({ input: { ShardCount: 3 } })
  })

  it('nulls in lists and maps stay for the constraints to name', () => {
    expect(send('RemoveTagsFromStream', { TagKeys: ['a', null] })).toEqual({ input: { TagKeys: ['a', null] } })
    expect(send('AddTagsToStream', { Tags: { a: null } })).toEqual({ input: { Tags: { a: null } } })
  })

  it.each([
    ['3.9', 3],
    ['-3.9', -3],
    ['-0', 0],
    ['100000000000', 2_147_483_647],
    ['1e999', 2_147_483_647],
    ['-1e999', -2_147_483_648],
    ['1e-7', 0],
  ])('%s as an integer is %i', (text, value) => {
    expect(raw('CreateStream', `{"ShardCount":${text}}`)).toEqual({ input: { ShardCount: value } })
  })

  it.each([['true', true], ['FALSE', false], ['Yes', true], ['no', false], ['1', true], ['0', false], [34.56, true], [false, false]])('%s as a boolean is %s', (given, value) => {
    expect(send('DeleteStream', { EnforceConsumerDeletion: given })).toEqual({ input: { EnforceConsumerDeletion: value } })
  })

  it('the last of equal names counts', () => {
    expect(raw('DeleteStream', '{"StreamName":"a","StreamName":"b"}')).toEqual({ input: { StreamName: 'b' } })
  })

  it('a name of the language is a name like others', () => {
    const read = readCall(requestOf('AddTagsToStream', '{"Tags":{"__proto__":"a","constructor":"b"},"__proto__":{"StreamName":"c"}}'), IDENTITY)
    expect(read.ok && Object.entries((read.call.input as { Tags: object }).Tags)).toEqual([['__proto__', 'a'], ['constructor', 'b']])
    expect(read.ok && 'StreamName' in read.call.input).toBe(false)
  })

  it('in CBOR too', () => {
    const Tags = Object.fromEntries([['__proto__', 'a']])
    expect(Object.entries((send('AddTagsToStream', { Tags }, 'cbor') as { input: { Tags: object } }).input.Tags)).toEqual([['__proto__', 'a']])
  })

  it('of two members of a wrong type the first in the model is named', () => {
    expect(send('CreateStream', { ShardCount: 'x', StreamName: 1 })).toMatchObject({ Message: `${NUMBER} an String` })
  })

  it('brackets and quotes inside a long text are its letters', () => {
    const StreamName = `${'["{\\\\"'.repeat(20_000)}\\`
    expect(send('DeleteStream', { StreamName })).toEqual({ input: { StreamName } })
  })

  it.each([[998, true], [1_001, false]])('%i brackets in a long body pass: %s', (depth, passes) => {
    const body = `{"StreamName":"${'a'.repeat(100_000)}","Unknown":${'['.repeat(depth)}${']'.repeat(depth)}}`
    expect('input' in raw('DeleteStream', body)).toBe(passes)
  })

  it('times have a range', () => {
    expect(raw('ListShards', '{"StreamCreationTimestamp":1e300}')).toEqual({ input: { StreamCreationTimestamp: 2 ** 63 / 1_000 } })
  })
})

describe('texts that are no Unicode', () => {
  const bad = { status: 400, __type: 'SerializationException' }
  it.each(['\\ud800', '\\udc00', '\\uD83D\\uD83D\\uDE00', '\\uDE00\\uD83D', 'a\\uDFFFb', '\\\\\\ud800'])('%s is refused', (text) => {
    expect(raw('DeleteStream', `{"StreamName":"${text}"}`)).toEqual(bad)
    expect(raw('AddTagsToStream', `{"Tags":{"${text}":"a"}}`)).toEqual(bad)
  })

  it.each([['\\ud83d\\ude00', '😀'], ['😀', '😀'], ['\\\\ud800', '\\ud800'], ['\\\\\\uD83D\\uDE00', '\\😀']])('%s is a text', (text, meant) => {
    expect(raw('DeleteStream', `{"StreamName":"${text}"}`)).toEqual({ input: { StreamName: meant } })
  })

  it('bytes that are no UTF-8 are refused', () => {
    const body = Uint8Array.from([...Buffer.from('{"StreamName":"'), 0xff, ...Buffer.from('"}')])
    const read = readCall(requestOf('DeleteStream', body), IDENTITY)
    expect(!read.ok && contentOf(read.response)).toEqual({ __type: 'SerializationException' })
  })
})

describe('CBOR as clients write it', () => {
  function hex(text: string): Uint8Array {
    return Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
  }
  function read(operation: string, body: Uint8Array): { input?: unknown; status?: number } {
    const found = readCall(requestOf(operation, body, 'cbor'), IDENTITY)
    return found.ok ? { input: found.call.input } : { status: found.response.status, ...(contentOf(found.response) as object) }
  }

  it('bytes are bytes, and text for bytes is base64', () => {
    expect(send('PutRecord', { Data: new Uint8Array([0, 255]) }, 'cbor')).toEqual({ input: { Data: new Uint8Array([0, 255]) } })
    expect(send('PutRecord', { Data: 'AP8=' }, 'cbor')).toEqual({ input: { Data: new Uint8Array([0, 255]) } })
  })

  it('bytes for a text are refused', () => {
    expect(send('DeleteStream', { StreamName: new Uint8Array(1) }, 'cbor')).toMatchObject({ __type: 'SerializationException' })
    expect(send('DeleteStream', new Uint8Array(1), 'cbor')).toEqual({ status: 400, __type: 'SerializationException' })
  })

  // Captured from aws-sdk-java-v2 by floci-io/floci#2368: c1 1b 000001a013accc38.
  it("a timestamp is Java's: tag 1 before milliseconds", () => {
    const body = hex('bf 6954696d657374616d70 c1 1b 000001a013accc38 ff')
    expect(read('GetShardIterator', body)).toEqual({ input: { Timestamp: 1_787_036_486.712 } })
  })

  it('a timestamp needs no tag', () => {
    expect(send('GetShardIterator', { Timestamp: 1_700_000_000_123 }, 'cbor')).toEqual({ input: { Timestamp: 1_700_000_000.123 } })
    expect(send('GetShardIterator', { Timestamp: new Tagged(1, 1.5) }, 'cbor')).toEqual({ input: { Timestamp: 0.0015 } })
  })

  it('lengths may be left open, of texts in pieces too, and the whole may be marked as CBOR', () => {
    const body = hex('d9d9f7 bf 7f 66 53747265616d 64 4e616d65 ff 7f 61 61 60 62 6263 ff 64 54616773 bf 61 78 61 79 ff ff')
    expect(read('AddTagsToStream', body)).toEqual({ input: { StreamName: 'abc', Tags: { x: 'y' } } })
    expect(read('PutRecord', hex('a1 64 44617461 5f 42 0102 40 41 03 ff'))).toEqual({ input: { Data: new Uint8Array([1, 2, 3]) } })
  })

  it('integers of 64 bits are cut', () => {
    expect(read('CreateStream', hex('a1 6a 5368617264436f756e74 1b ffffffffffffffff'))).toEqual({ input: { ShardCount: 2_147_483_647 } })
    expect(read('CreateStream', hex('a1 6a 5368617264436f756e74 3b ffffffffffffffff'))).toEqual({ input: { ShardCount: -2_147_483_648 } })
    expect(read('CreateStream', hex('a1 6a 5368617264436f756e74 f97e00'))).toMatchObject({ __type: 'SerializationException' })
  })

  it.each(['', 'ff', 'bf', 'a1', 'a16161ff', '8201ff', 'd8', 'f97c', 'a161', 'a16161', 'a16161ff', '9b00000000ffffffff', '7f', '7f01ff', '7f6161', 'a10101', 'a0a0', 'c1', 'f6', '01', '60', 'fc', '5f6161ff', 'bb0020000000000000'])('%s is no call', (body) => {
    expect(read('ListStreams', hex(body)).status).toBe(400)
  })
})
