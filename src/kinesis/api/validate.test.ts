/**
 * The service's own check of its model. Sentences marked "recorded" were recorded on AWS by kinesalite (its tests compare
 * them without order, for AWS lists them in the order of a hash map; ours is the model's).
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shapeValue } from '../../wire/testing/shapeValues'
import { OPERATIONS } from './operations'
import type { OperationName } from './types'
import { validateInput } from './validate'

const SEED = Math.floor(Math.random() * 2 ** 31)
const WHOLE = 'Member must be a whole number'
const NOT_NULL = 'Member must not be null'
const NAME_PATTERN = 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+'
const atLeast = (length: number) => `Member must have length greater than or equal to ${length}`
const atMost = (length: number) => `Member must have length less than or equal to ${length}`
const fails = (value: string | null, at: string, constraint: string) => `Value ${value === null ? 'null' : `'${value}'`} at '${at}' failed to satisfy constraint: ${constraint}`
const emptyName = (at: string) => [fails('', at, NAME_PATTERN), fails('', at, atLeast(1))]

/** @returns the single failures, after checking what is said of their number. */
function failuresOf(operation: OperationName, input: unknown): string[] {
  const refused = validateInput(operation, input)
  if (refused === null) return []
  expect(refused.refusal.exception).toBe('ValidationException')
  const [, count, plural, listed] = /^(\d+) validation (errors?) detected: (.*)$/s.exec(refused.refusal.message)!
  const failures = listed!.split(/; (?=Value (?:null|'.*?') at ')/s)
  expect([failures.length, plural]).toEqual([Number(count), count === '1' ? 'error' : 'errors'])
  return failures
}

const LONG = 'a'.repeat(129)
const ENTRY = 'com.amazonaws.kinesis.v20131202.PutRecordsRequestEntry@c965e310'
const DIGITS = 'Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})'
const SEQUENCE = 'Member must satisfy regular expression pattern: 0|([1-9]\\d{0,128})'
const ITERATOR_TYPES = 'Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]'
const KEY_PARTS = `[${atMost(128)}, ${atLeast(1)}]`

describe('recorded', () => {
  const longTags = { a: '1', [LONG]: '3', b: '2' }
  it.each<[OperationName, unknown, string[]]>([
    ['AddTagsToStream', {}, [fails(null, 'tags', NOT_NULL)]],
    ['AddTagsToStream', { StreamName: '', Tags: {} }, [fails('{}', 'tags', atLeast(1)), ...emptyName('streamName')]],
    ['AddTagsToStream', { StreamName: LONG, Tags: { 'a;b': 'b' } }, [fails(LONG, 'streamName', atMost(128))]],
    ['AddTagsToStream', { StreamName: 'a', Tags: longTags }, [fails(`{a=1, ${LONG}=3, b=2}`, 'tags', `Map keys must satisfy constraint: ${KEY_PARTS}`)]],
    ['AddTagsToStream', { StreamName: 'a', Tags: { c: 'a'.repeat(257) } }, [fails(`{c=${'a'.repeat(257)}}`, 'tags', `Map value must satisfy constraint: [${atMost(256)}, ${atLeast(0)}]`)]],
    ['CreateStream', {}, [fails(null, 'streamName', NOT_NULL)]],
    ['CreateStream', { StreamName: '', ShardCount: 0 }, [fails('0', 'shardCount', 'Member must have value greater than or equal to 1'), ...emptyName('streamName')]],
    ['DeleteStream', { StreamName: '' }, emptyName('streamName')],
    ['DescribeStream', { StreamName: '', Limit: 0, ExclusiveStartShardId: '' }, [fails('0', 'limit', 'Member must have value greater than or equal to 1'), ...emptyName('exclusiveStartShardId'), ...emptyName('streamName')]],
    ['DescribeStream', { StreamName: LONG, Limit: 100_000, ExclusiveStartShardId: LONG }, [fails('100000', 'limit', 'Member must have value less than or equal to 10000'), fails(LONG, 'exclusiveStartShardId', atMost(128)), fails(LONG, 'streamName', atMost(128))]],
    ['GetRecords', {}, [fails(null, 'shardIterator', NOT_NULL)]],
    ['GetRecords', { ShardIterator: '', Limit: 0 }, [fails('0', 'limit', 'Member must have value greater than or equal to 1'), fails('', 'shardIterator', atLeast(1))]],
    ['GetRecords', { ShardIterator: 'a'.repeat(513), Limit: 100_000 }, [fails('100000', 'limit', 'Member must have value less than or equal to 10000'), fails('a'.repeat(513), 'shardIterator', atMost(512))]],
    ['GetShardIterator', {}, [fails(null, 'shardId', NOT_NULL), fails(null, 'shardIteratorType', NOT_NULL)]],
    ['GetShardIterator', { StreamName: '', ShardIteratorType: '', ShardId: '', StartingSequenceNumber: '' }, [...emptyName('shardId'), fails('', 'shardIteratorType', ITERATOR_TYPES), fails('', 'startingSequenceNumber', SEQUENCE), ...emptyName('streamName')]],
    ['ListShards', { StreamName: LONG, MaxResults: 100_000, ExclusiveStartShardId: LONG }, [fails('100000', 'maxResults', 'Member must have value less than or equal to 10000'), fails(LONG, 'exclusiveStartShardId', atMost(128)), fails(LONG, 'streamName', atMost(128))]],
    ['ListTagsForStream', { StreamName: 'a', ExclusiveStartTagKey: '' }, [fails('', 'exclusiveStartTagKey', atLeast(1))]],
    ['MergeShards', {}, [fails(null, 'shardToMerge', NOT_NULL), fails(null, 'adjacentShardToMerge', NOT_NULL)]],
    ['MergeShards', { StreamName: '', ShardToMerge: '', AdjacentShardToMerge: '' }, [...emptyName('shardToMerge'), ...emptyName('adjacentShardToMerge'), ...emptyName('streamName')]],
    ['PutRecord', {}, [fails(null, 'data', NOT_NULL)]],
    ['PutRecord', { StreamName: '', PartitionKey: '', Data: new Uint8Array(0), ExplicitHashKey: '', SequenceNumberForOrdering: '' }, [fails('', 'sequenceNumberForOrdering', SEQUENCE), fails('', 'partitionKey', atLeast(1)), fails('', 'explicitHashKey', DIGITS), ...emptyName('streamName')]],
    ['PutRecords', {}, [fails(null, 'records', NOT_NULL)]],
    ['PutRecords', { StreamName: '', Records: [] }, [fails('[]', 'records', atLeast(1)), ...emptyName('streamName')]],
    ['PutRecords', { StreamName: '', Records: [{ PartitionKey: '', Data: new Uint8Array(0), ExplicitHashKey: '' }] }, [fails('', 'records.1.member.partitionKey', atLeast(1)), fails('', 'records.1.member.explicitHashKey', DIGITS), ...emptyName('streamName')]],
    ['RemoveTagsFromStream', { StreamName: '', TagKeys: [] }, [fails('[]', 'tagKeys', atLeast(1)), ...emptyName('streamName')]],
    ['RemoveTagsFromStream', { StreamName: 'a', TagKeys: ['a', LONG, 'b'] }, [fails(`[a, ${LONG}, b]`, 'tagKeys', `Member must satisfy constraint: ${KEY_PARTS}`)]],
    ['SplitShard', { StreamName: '', ShardToSplit: '', NewStartingHashKey: '' }, [fails('', 'newStartingHashKey', DIGITS), ...emptyName('streamName'), ...emptyName('shardToSplit')]],
    ['UpdateShardCount', { StreamName: '', ScalingType: '', TargetShardCount: 0 }, [fails('', 'scalingType', 'Member must satisfy enum value set: [UNIFORM_SCALING]'), ...emptyName('streamName'), fails('0', 'targetShardCount', 'Member must have value greater than or equal to 1')]],
  ])('%s %j', (operation, input, expected) => {
    expect(failuresOf(operation, input).sort()).toEqual([...expected].sort())
  })

  it('lists ten failures at most, the list before its entries', () => {
    const Records = Array.from({ length: 501 }, () => ({ PartitionKey: '', Data: new Uint8Array(0) }))
    const entries = Array.from({ length: 9 }, (_, index) => fails('', `records.${index + 1}.member.partitionKey`, atLeast(1)))
    expect(failuresOf('PutRecords', { StreamName: '', Records })).toEqual([fails(`[${Array(501).fill(ENTRY).join(', ')}]`, 'records', atMost(500)), ...entries])
  })

  it('prints bytes as Java does', () => {
    const value = 'java.nio.HeapByteBuffer[pos=0 lim=10485761 cap=10485761]'
    expect(failuresOf('PutRecord', { StreamName: 'a', PartitionKey: 'a', Data: new Uint8Array(10_485_761) })).toEqual([fails(value, 'data', atMost(10_485_760))])
  })
})

describe('by the model', () => {
  it.each<[OperationName, unknown, string[]]>([
    ['CreateStream', { StreamName: 'a', StreamModeDetails: {} }, [fails(null, 'streamModeDetails.streamMode', NOT_NULL)]],
    ['CreateStream', { StreamName: 'a', MaxRecordSizeInKiB: 1_023 }, [fails('1023', 'maxRecordSizeInKiB', 'Member must have value greater than or equal to 1024')]],
    ['SubscribeToShard', { ConsumerARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1', ShardId: 'a', StartingPosition: { Type: 'NOW' } }, [fails('NOW', 'startingPosition.type', ITERATOR_TYPES)]],
    ['ListShards', { ShardFilter: {} }, [fails(null, 'shardFilter.type', NOT_NULL)]],
    ['EnableEnhancedMonitoring', { ShardLevelMetrics: ['Some', 'ALL'] }, [fails('[Some, ALL]', 'shardLevelMetrics', `Member must satisfy constraint: [Member must satisfy enum value set: [${['IncomingBytes', 'IncomingRecords', 'OutgoingBytes', 'OutgoingRecords', 'WriteProvisionedThroughputExceeded', 'ReadProvisionedThroughputExceeded', 'IteratorAgeMilliseconds', 'ALL'].join(', ')}]]`)]],
    ['UpdateShardCount', { StreamName: 'a', ScalingType: 'UNIFORM_SCALING', TargetShardCount: 2.5 }, [fails('2.5', 'targetShardCount', WHOLE)]],
    ['CreateStream', { StreamName: 'a', ShardCount: 1.5 }, [fails('1.5', 'shardCount', WHOLE)]],
    ['IncreaseStreamRetentionPeriod', { StreamName: 'a', RetentionPeriodHours: 30.5 }, [fails('30.5', 'retentionPeriodHours', WHOLE)]],
    ['PutRecords', { StreamName: 'a', Records: [{ Data: new Uint8Array(0), PartitionKey: 'a' }, null, {}] }, [fails(null, 'records.2.member', NOT_NULL), fails(null, 'records.3.member.data', NOT_NULL)]],
    ['RemoveTagsFromStream', { StreamName: 'a', TagKeys: ['a', null] }, [fails('[a, null]', 'tagKeys', `Member must satisfy constraint: ${KEY_PARTS}`)]],
    ['AddTagsToStream', { StreamName: 'a', Tags: { a: null } }, [fails('{a=null}', 'tags', `Map value must satisfy constraint: [${atMost(256)}, ${atLeast(0)}]`)]],
    ['DescribeStream', { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/a b' }, [fails('arn:aws:kinesis:us-east-1:123456789012:stream/a b', 'streamARN', 'Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+')]],
  ])('%s %j', (operation, input, expected) => {
    expect(failuresOf(operation, input)).toEqual(expected)
  })

  it.each<[OperationName, unknown]>([
    ['ListStreams', {}],
    ['DescribeStream', {}],
    ['DescribeStream', { StreamARN: 'arn:aws-cn:kinesis:us-east-1:123456789012:stream/a' }],
    ['PutRecord', { Data: new Uint8Array(0), ExplicitHashKey: '0', PartitionKey: '😀'.repeat(256) }],
    ['PutRecord', { Data: new Uint8Array(0), ExplicitHashKey: '9'.repeat(39) }],
    ['AddTagsToStream', { Tags: Object.fromEntries([['__proto__', '']]) }],
  ])('%s %j holds', (operation, input) => {
    expect(validateInput(operation, input)).toBeNull()
  })

  it.each(['01', '1.5', '0x10', ' 1', '1\n', '9'.repeat(40), '+1', '-0'])('the pattern fits %j as a whole or not at all', (ExplicitHashKey) => {
    expect(failuresOf('PutRecord', { Data: new Uint8Array(0), PartitionKey: 'a', ExplicitHashKey })).toEqual([fails(ExplicitHashKey, 'explicitHashKey', DIGITS)])
  })

  it('counts characters, not code units', () => {
    expect(failuresOf('PutRecord', { Data: new Uint8Array(0), PartitionKey: '😀'.repeat(257) })).toHaveLength(1)
  })

  it(`what holds is told nothing, what does not at least something (seed ${SEED})`, () => {
    const calls = fc.constantFrom(...(Object.keys(OPERATIONS) as OperationName[])).chain((operation) => fc.tuple(fc.constant(operation), shapeValue(OPERATIONS[operation].input)))
    fc.assert(
      fc.property(calls, ([operation, input]) => {
        const refused = validateInput(operation, input)
        expect(refused === null || /^\d+ validation errors? detected: Value /.test(refused.refusal.message)).toBe(true)
        expect(validateInput(operation, input)).toEqual(refused)
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })
})
