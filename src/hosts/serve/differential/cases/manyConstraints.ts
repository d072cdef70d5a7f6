/** Several broken constraints in one call, the sizes of lists and data, and values of another type. */
import { call, type Case, invalid, refusal, type Told } from '../case'
import type { OperationName } from '../../../../kinesis/api/types'
import { kinesalite } from '../sources'
import { DATA, NAME_129, ONE, THREE } from './bases'
import { at, HASH_KEY, least, longest, most, NAME, NUMBER, shortest } from './constraintTexts'

const key257 = 'k'.repeat(257)
const emptyName = (parameter: string) => [at(parameter, '', NAME), at(parameter, '', shortest(1))]
const long = (parameter: string) => at(parameter, NAME_129, longest(128))
const TYPES = 'Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]'

/** The order of the members is the one in which the service keeps them, not the model's. */
type Row = readonly [label: string, operation: OperationName, input: Told, failures: readonly string[], test: string]
const EMPTY = 'everything empty or 0 at once'
const LONG = 'everything too long at once'
const ROWS: readonly Row[] = [
  [EMPTY, 'CreateStream', { StreamName: '', ShardCount: 0 }, [at('shardCount', '0', least(1)), ...emptyName('streamName')], 'createStream'],
  [EMPTY, 'AddTagsToStream', { StreamName: '', Tags: {} }, [at('tags', '{}', shortest(1)), ...emptyName('streamName')], 'addTagsToStream'],
  [EMPTY, 'RemoveTagsFromStream', { StreamName: '', TagKeys: [] }, [at('tagKeys', '[]', shortest(1)), ...emptyName('streamName')], 'removeTagsFromStream'],
  [EMPTY, 'ListTagsForStream', { StreamName: '', ExclusiveStartTagKey: '', Limit: 0 }, [at('limit', '0', least(1)), at('exclusiveStartTagKey', '', shortest(1)), ...emptyName('streamName')], 'listTagsForStream'],
  [EMPTY, 'DescribeStream', { StreamName: '', Limit: 0, ExclusiveStartShardId: '' }, [at('limit', '0', least(1)), ...emptyName('exclusiveStartShardId'), ...emptyName('streamName')], 'describeStream'],
  [LONG, 'DescribeStream', { StreamName: NAME_129, Limit: 100_000, ExclusiveStartShardId: NAME_129 }, [at('limit', '100000', most(10_000)), long('exclusiveStartShardId'), long('streamName')], 'describeStream'],
  [EMPTY, 'ListStreams', { ExclusiveStartStreamName: '', Limit: 0 }, [at('limit', '0', least(1)), ...emptyName('exclusiveStartStreamName')], 'listStreams'],
  [
    EMPTY,
    'ListShards',
    { StreamName: '', NextToken: '', MaxResults: 0, ExclusiveStartShardId: '' },
    [at('maxResults', '0', least(1)), ...emptyName('exclusiveStartShardId'), ...emptyName('streamName'), at('nextToken', '', shortest(1))],
    'listShards',
  ],
  [EMPTY, 'GetRecords', { ShardIterator: '', Limit: 0 }, [at('limit', '0', least(1)), at('shardIterator', '', shortest(1))], 'getRecords'],
  [
    EMPTY,
    'GetShardIterator',
    { StreamName: '', ShardIteratorType: '', ShardId: '', StartingSequenceNumber: '' },
    [...emptyName('shardId'), at('shardIteratorType', '', TYPES), at('startingSequenceNumber', '', NUMBER), ...emptyName('streamName')],
    'getShardIterator',
  ],
  [
    EMPTY,
    'PutRecord',
    { StreamName: '', PartitionKey: '', Data: DATA, ExplicitHashKey: '', SequenceNumberForOrdering: '' },
    [at('sequenceNumberForOrdering', '', NUMBER), at('partitionKey', '', shortest(1)), at('explicitHashKey', '', HASH_KEY), ...emptyName('streamName')],
    'putRecord',
  ],
  [
    EMPTY,
    'PutRecords',
    { StreamName: '', Records: [{ PartitionKey: '', Data: DATA, ExplicitHashKey: '' }] },
    [at('records.1.member.partitionKey', '', shortest(1)), at('records.1.member.explicitHashKey', '', HASH_KEY), ...emptyName('streamName')],
    'putRecords',
  ],
  [EMPTY, 'SplitShard', { StreamName: '', ShardToSplit: '', NewStartingHashKey: '' }, [at('newStartingHashKey', '', HASH_KEY), ...emptyName('streamName'), ...emptyName('shardToSplit')], 'splitShard'],
  [EMPTY, 'MergeShards', { StreamName: '', ShardToMerge: '', AdjacentShardToMerge: '' }, [...emptyName('shardToMerge'), ...emptyName('adjacentShardToMerge'), ...emptyName('streamName')], 'mergeShards'],
  [LONG, 'MergeShards', { StreamName: NAME_129, ShardToMerge: NAME_129, AdjacentShardToMerge: NAME_129 }, [long('shardToMerge'), long('adjacentShardToMerge'), long('streamName')], 'mergeShards'],
]
const together = ROWS.map(([label, operation, input, failures, test]): Case => ({ name: `${operation}: ${label}`, when: call(operation, input), aws: invalid(failures, kinesalite(test)) }))

const entry = (PartitionKey: string) => ({ Data: DATA, PartitionKey })
const sizes: readonly Case[] = [
  {
    name: 'AddTagsToStream: a value of 257 letters',
    when: call('AddTagsToStream', { StreamName: THREE, Tags: { c: key257 } }),
    aws: invalid([at('tags', `{c=${key257}}`, `Map value must satisfy constraint: [${longest(256)}, ${shortest(0)}]`)], kinesalite('addTagsToStream')),
  },
  {
    name: 'AddTagsToStream: a key of 129 letters',
    when: call('AddTagsToStream', { StreamName: THREE, Tags: { [NAME_129]: '3' } }),
    aws: invalid([at('tags', `{${NAME_129}=3}`, `Map keys must satisfy constraint: [${longest(128)}, ${shortest(1)}]`)], kinesalite('addTagsToStream')),
  },
  {
    name: 'PutRecords: 501 records',
    when: call('PutRecords', { StreamName: ONE, Records: Array.from({ length: 501 }, () => entry('a')) }),
    aws: refusal('ValidationException', /^1 validation error detected: Value '?.* at 'records' failed to satisfy constraint: Member must have length less than or equal to 500$/, kinesalite('putRecords')),
  },
  {
    name: 'PutRecords: 501 records with empty keys name ten failures',
    when: call('PutRecords', { StreamName: ONE, Records: Array.from({ length: 501 }, () => entry('')) }),
    aws: refusal(
      'ValidationException',
      /^10 validation errors detected: Value .* at 'records' failed to satisfy constraint: Member must have length less than or equal to 500; (Value '' at 'records\.\d\.member\.partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1(; |$)){9}$/,
      kinesalite('putRecords'),
    ),
  },
  {
    name: 'PutRecord: a byte above 1 MiB',
    when: call('PutRecord', { StreamName: ONE, PartitionKey: 'a', Data: new Uint8Array(1_048_577) }),
    aws: refusal('ValidationException', /^1 validation error detected: Value (.* )?at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576\.?$/, 'awslabs/amazon-kinesis-producer#680, AWS 2025-12'),
  },
]

const NUMBER_CLASS = 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber'
const [LIST, MAP] = ['Start of list found where not expected', 'Start of structure or map found where not expected.']
/** What stands in the JSON where something else belongs. */
const TYPED: readonly (readonly [label: string, operation: OperationName, input: Told, message: string])[] = [
  ['a number for a name', 'DescribeStream', { StreamName: 23 }, `${NUMBER_CLASS} can not be converted to an String`],
  ['a fraction for a name', 'DeleteStream', { StreamName: 34.56 }, `${NUMBER_CLASS} can not be converted to an String`],
  ['true for a name', 'DescribeStreamSummary', { StreamName: true }, 'class java.lang.Boolean can not be converted to an String'],
  ['a list for a name', 'ListTagsForStream', { StreamName: [] }, LIST],
  ['a map for a name', 'ListShards', { StreamName: {} }, MAP],
  ['a text for a limit', 'ListStreams', { Limit: '23' }, 'class java.lang.String can not be converted to an Integer'],
  ['true for a limit', 'ListTagsForStream', { StreamName: THREE, Limit: true }, 'class java.lang.Boolean can not be converted to an Integer'],
  ['a list for a limit', 'DescribeStream', { StreamName: THREE, Limit: [] }, LIST],
  ['a map for hours', 'IncreaseStreamRetentionPeriod', { StreamName: THREE, RetentionPeriodHours: {} }, MAP],
  ['a number for a hash key', 'SplitShard', { StreamName: THREE, ShardToSplit: 'shardId-0', NewStartingHashKey: 2 }, `${NUMBER_CLASS} can not be converted to an String`],
  ['a number for a partition key', 'PutRecord', { StreamName: THREE, Data: DATA, PartitionKey: 1 }, `${NUMBER_CLASS} can not be converted to an String`],
]
const types = TYPED.map(([label, operation, input, message]): Case => ({ name: `${operation}: ${label}`, when: call(operation, input), aws: refusal('SerializationException', message, kinesalite('helpers')) }))

export const manyConstraintCases: readonly Case[] = [...together, ...sizes, ...types]
