import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../kinesis/api/operations'
import type { OperationName } from '../../kinesis/api/types'
import { changeDraft, consoleStore, openCall, setDraft, typeJson } from './consoleStore'
import { constraintHints } from './constraintHints'
import { defaultDraft, mainMembers, orderedMembers } from './defaultDraft'
import type { Seen } from './defaultDraft'
import { draftOf, draftRemarks, inputShapeOf, sdkInputOf, shapeOf, valueAt, withValue } from './draft'
import type { Json } from './draft'
import { BYTES_FORMS, readBytes, writeBytes } from './draftBytes'
import { readJson } from './jsonText'
import { findOperations, OPERATION_GROUPS } from './operationGroups'

const SEEN: Seen = {
  streamName: 'orders',
  streamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders',
  openShardIds: ['shardId-000000000000', 'shardId-000000000001'],
  middleHashKey: '85070591730234615865843651857942052864',
  openShardCount: 2,
  retentionPeriodHours: 24,
  lastShardIterator: 'AAAA',
  lastConsumerArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders/consumer/fraud:1',
}
const operationNames = Object.keys(OPERATIONS) as OperationName[]
const anyJson = fc.jsonValue().map((value) => value as Json)
const step = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', ''), fc.nat(3))

describe('a place in the draft', () => {
  it('holds what was put there, and nothing else changes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyJson), fc.array(step, { minLength: 1, maxLength: 4 }), anyJson, (draft, path, value) => {
        const before = JSON.stringify(draft)
        const changed = withValue(draft, path, value)
        expect(valueAt(changed, path)).toEqual(value)
        expect(JSON.stringify(draft)).toBe(before)
        expect(Object.prototype).not.toHaveProperty('a')
      }),
    )
  })

  it('is gone when it is taken away; a list closes the gap, and members keep their order', () => {
    expect(withValue({ a: 1, b: 2, c: 3 }, ['b'], undefined)).toEqual({ a: 1, c: 3 })
    expect(withValue({ a: [1, 2, 3] }, ['a', 1], undefined)).toEqual({ a: [1, 3] })
    expect(Object.keys(withValue({ a: 1, b: 2 }, ['a'], 9) as object)).toEqual(['a', 'b'])
    expect(Object.keys(withValue({}, ['__proto__'], 1) as object)).toEqual(['__proto__'])
  })
})

describe('what the SDK is given', () => {
  it('has bytes and dates where the model has them, and leaves what is neither as it was typed', () => {
    const records = sdkInputOf('PutRecordsInput', { StreamName: 's', Records: [{ Data: '7ZWc', PartitionKey: 'k' }, { Data: 'no base64!', PartitionKey: 'k' }] })
    expect(records).toEqual({ StreamName: 's', Records: [{ Data: new TextEncoder().encode('한'), PartitionKey: 'k' }, { Data: 'no base64!', PartitionKey: 'k' }] })
    const iterator = { Timestamp: 1_767_225_600.25, ShardId: 'x' }
    expect(sdkInputOf('GetShardIteratorInput', iterator)).toEqual({ ShardId: 'x', Timestamp: new Date('2026-01-01T00:00:00.250Z') })
    expect(sdkInputOf('GetShardIteratorInput', { Timestamp: '2026-01-01T00:00:00.250Z' })).toEqual({ Timestamp: new Date('2026-01-01T00:00:00.250Z') })
    expect(sdkInputOf('GetShardIteratorInput', { Timestamp: 'yesterday' })).toEqual({ Timestamp: 'yesterday' })
    expect(sdkInputOf('CreateStreamInput', { ShardCount: 'two', Tags: { a: 'b' } })).toEqual({ ShardCount: 'two', Tags: { a: 'b' } })
  })

  it('is read back from a call that was made', () => {
    expect(draftOf({ Data: new Uint8Array([1, 2, 255]), Limit: undefined, Records: [{ At: 1.5 }], Flag: false })).toEqual({ Data: 'AQL/', Records: [{ At: 1.5 }], Flag: false })
  })

  it('is remarked on where the SDK would change it in silence', () => {
    const draft = { StreamName: 's', Colour: 'red', Records: [{ Data: 'aGVsbG8=', PartitionKey: 'k' }, { Data: '%', Kez: 1 }] }
    expect(draftRemarks('PutRecordsInput', draft)).toEqual([
      { key: 'remark.unknown', path: 'Colour' },
      { key: 'remark.base64', path: 'Records[1].Data' },
      { key: 'remark.unknown', path: 'Records[1].Kez' },
    ])
    expect(draftRemarks('CreateStreamInput', { StreamName: 's', Tags: { any: 'thing' } })).toEqual([])
    expect(draftRemarks('ListShardsInput', { constructor: 1 })).toEqual([{ key: 'remark.unknown', path: 'constructor' }])
    expect(draftRemarks('ListShardsInput', { StreamCreationTimestamp: 'soon' })).toEqual([{ key: 'remark.instant', path: 'StreamCreationTimestamp' }])
  })
})

describe('every operation', () => {
  it('is in exactly one group, and is found by any part of its name', () => {
    expect(Object.values(OPERATION_GROUPS).flat().sort()).toEqual([...operationNames].sort())
    for (const operation of operationNames) expect(findOperations(operation).flatMap(({ operations }) => operations)).toContain(operation)
    expect(findOperations('put-rec')).toEqual([{ group: 'records', operations: ['PutRecord', 'PutRecords'] }])
    expect(findOperations('nothing like this')).toEqual([])
  })

  it.each(operationNames)('%s has a default that the model knows, and shows each required member at once', (operation) => {
    const draft = defaultDraft(operation, SEEN)
    expect(draftRemarks(OPERATIONS[operation].input, draft)).toEqual([])
    const { required = [], members = {} } = inputShapeOf(operation)
    const main = mainMembers(operation)
    expect(new Set(main).size).toBe(main.length)
    expect(main).toEqual(expect.arrayContaining([...required]))
    expect(Object.keys(members)).toEqual(expect.arrayContaining(main))
    for (const member of Object.values(members)) for (const hint of constraintHints(shapeOf(member))) expect(hint.key).toMatch(/^hint\./)
  })

  it.each(operationNames)('%s needs nothing on the screen', (operation) => {
    const nothing: Seen = { streamName: null, streamArn: null, openShardIds: [], middleHashKey: null, openShardCount: 0, retentionPeriodHours: 24, lastShardIterator: null, lastConsumerArn: null }
    expect(JSON.stringify(defaultDraft(operation, nothing))).not.toMatch(/null|undefined/)
  })

  it('puts the key of a record before its data', () => {
    expect(orderedMembers(['Data', 'ExplicitHashKey', 'PartitionKey'], ['Data'])).toEqual(['PartitionKey', 'Data', 'ExplicitHashKey'])
  })
})

describe('bytes', () => {
  it('come back from each form in which they can be written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: 'grapheme' }).map((text) => new TextEncoder().encode(text))), (bytes) => {
        for (const form of BYTES_FORMS) {
          const text = writeBytes(bytes, form)
          if (text !== null) expect(readBytes(text, form)).toEqual(new Uint8Array(bytes))
          else expect(form).toBe('text')
        }
      }),
    )
  })

  it('are read as people write them, or not at all', () => {
    expect(readBytes('0x0A, ff:01', 'hex')).toEqual(new Uint8Array([10, 255, 1]))
    expect(readBytes('aGVs\n bG8=', 'base64')).toEqual(new TextEncoder().encode('hello'))
    for (const wrong of ['f', 'xy', '0 x']) expect(readBytes(wrong, 'hex')).toBeNull()
    for (const wrong of ['a', 'a===', '%%%%']) expect(readBytes(wrong, 'base64')).toBeNull()
    expect(writeBytes(new Uint8Array([0xff]), 'text')).toBeNull()
    expect(writeBytes(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), 'text')).toBe('\ufeffa')
  })
})

describe('JSON as it is typed', () => {
  it('is refused exactly where the engine refuses it', () => {
    const mutilated = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '0', '\n', 'tru', '\\')).map(([text, at, scrap]) => {
      const cut = at % (text.length + 1)
      return text.slice(0, cut) + scrap + text.slice(cut + 1)
    })
    fc.assert(
      fc.property(fc.oneof(fc.json(), mutilated, fc.string()), (text) => {
        let parsed: unknown
        try {
          parsed = JSON.parse(text)
        } catch {
          parsed = undefined
        }
        const read = readJson(text)
        if (read.ok) expect(read.value).toEqual(parsed)
        else if (parsed !== undefined) expect(read.problem.found).toBe('notObject')
        else expect(['end', 'text']).toContain(read.problem.found)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['{"a": 1,}', 1, 9, 'text'],
    ['{\n  "a": x\n}', 2, 8, 'text'],
    ['{\r\n"a" 1}', 2, 5, 'text'],
    ['{"a": "b', 1, 9, 'end'],
    ['{"a": "b\n"}', 1, 9, 'text'],
    ['{} {}', 1, 4, 'text'],
    ['', 1, 1, 'end'],
    ['\n [1]', 2, 2, 'notObject'],
    [`{"a":${'['.repeat(100)}`, 1, 69, 'tooDeep'],
  ])('%j is told with line %d and column %d', (text, line, column, found) => {
    expect(readJson(text)).toEqual({ ok: false, problem: { line, column, found } })
  })

  it('does not lose its breath on a long run of brackets', () => {
    expect(readJson('['.repeat(200_000)).ok).toBe(false)
  })
})

describe('the console', () => {
  it('keeps one draft for form and JSON; text that cannot be read leaves it', () => {
    openCall('PutRecord', { StreamName: 'a' })
    changeDraft('PutRecord', {}, ['PartitionKey'], 'k')
    expect(consoleStore.getState().drafts.PutRecord).toEqual({ StreamName: 'a', PartitionKey: 'k' })
    typeJson('PutRecord', '{"StreamName": "b"}')
    expect(consoleStore.getState()).toMatchObject({ jsonText: '{"StreamName": "b"}', jsonProblem: null, drafts: { PutRecord: { StreamName: 'b' } } })
    typeJson('PutRecord', '{"StreamName": "b"')
    expect(consoleStore.getState()).toMatchObject({ jsonProblem: { line: 1, column: 19, found: 'end' }, drafts: { PutRecord: { StreamName: 'b' } } })
    changeDraft('PutRecord', {}, ['StreamName'], 'c')
    expect(consoleStore.getState()).toMatchObject({ jsonText: null, jsonProblem: null, drafts: { PutRecord: { StreamName: 'c' } } })
    setDraft('PutRecord', null)
    expect(consoleStore.getState().drafts).not.toHaveProperty('PutRecord')
  })
})
