/** Records come out: iterators of every kind, pages, and what is refused. */
import { answer, call, type Case, refusal, type Step, stream, type Told } from '../case'
import { api, kinesalite } from '../sources'
import { arnOf, DATA, ONE, THREE } from './bases'

const FIRST = 'shardId-000000000000'
const BOTH = 'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified'
const iterator = (ShardIteratorType: string, more: Told = {}, as?: string) => call('GetShardIterator', { StreamName: THREE, ShardId: FIRST, ShardIteratorType, ...more }, as)
const number = (hex: string) => BigInt(`0x${hex}`).toString()
const [FAR, TOP_BIT, NEGATIVE] = ['13bb2cc3d80000000000000000000000', '20000000000800000000000000000000000000000000002', '20000000000000000000000000000000000000800000002'].map(number) as [string, string, string]

/** Five records of one shard, kept as `put`. */
function five(StreamName: string): Step[] {
  return [...stream(StreamName), call('PutRecords', { StreamName, Records: ['a', 'b', 'c', 'd', 'e'].map((PartitionKey) => ({ PartitionKey, Data: DATA })) }, 'put')]
}
function readFrom(StreamName: string, ShardIteratorType: string, more: Told = {}): Step[] {
  return [...five(StreamName), call('GetShardIterator', { StreamName, ShardId: FIRST, ShardIteratorType, ...more }, 'at')]
}
const keysOf = (...keys: string[]) => ({ 'Records.*.PartitionKey': keys })
const page = (more: Told = {}) => call('GetRecords', { ShardIterator: '{at.ShardIterator}', ...more })
const READ = ['Records.*.PartitionKey', 'NextShardIterator', 'MillisBehindLatest']

const positions: readonly Case[] = [
  {
    name: 'TRIM_HORIZON reads from the oldest',
    given: readFrom('trim', 'TRIM_HORIZON'),
    when: page(),
    look: READ,
    aws: answer({ ...keysOf('a', 'b', 'c', 'd', 'e'), NextShardIterator: '<iterator>' }, kinesalite('getRecords')),
  },
  {
    name: 'LATEST reads nothing old',
    given: readFrom('latest', 'LATEST'),
    when: page(),
    look: READ,
    aws: answer({ ...keysOf(), NextShardIterator: '<iterator>', MillisBehindLatest: 0 }, kinesalite('getRecords')),
  },
  {
    name: 'LATEST reads what came after it',
    given: [...readFrom('latest-after', 'LATEST'), call('PutRecord', { StreamName: 'latest-after', PartitionKey: 'z', Data: DATA })],
    when: page(),
    look: READ,
    aws: answer(keysOf('z'), kinesalite('getRecords')),
  },
  {
    name: 'AT_SEQUENCE_NUMBER begins with the record',
    given: readFrom('at-number', 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: '{put.Records.1.SequenceNumber}' }),
    when: page(),
    look: READ,
    aws: answer(keysOf('b', 'c', 'd', 'e'), kinesalite('getRecords')),
  },
  {
    name: 'AFTER_SEQUENCE_NUMBER begins behind it',
    given: readFrom('after', 'AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: '{put.Records.1.SequenceNumber}' }),
    when: page(),
    look: READ,
    aws: answer(keysOf('c', 'd', 'e'), kinesalite('getRecords')),
  },
  {
    name: 'AFTER_SEQUENCE_NUMBER of the last reads nothing',
    given: readFrom('after-last', 'AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: '{put.Records.4.SequenceNumber}' }),
    when: page(),
    look: READ,
    aws: answer(keysOf(), api('GetShardIterator')),
  },
  {
    name: 'AT_TIMESTAMP long ago reads from the oldest',
    given: readFrom('long-ago', 'AT_TIMESTAMP', { Timestamp: new Date('2020-01-01T00:00:00Z') }),
    when: page(),
    look: READ,
    aws: answer(keysOf('a', 'b', 'c', 'd', 'e'), api('GetShardIterator')),
  },
  {
    name: 'AT_SEQUENCE_NUMBER of the start of the shard reads everything',
    given: [...five('from-start'), call('ListShards', { StreamName: 'from-start' }, 'shards'), call('GetShardIterator', { StreamName: 'from-start', ShardId: FIRST, ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: '{shards.Shards.0.SequenceNumberRange.StartingSequenceNumber}' }, 'at')],
    when: page(),
    look: READ,
    aws: answer(keysOf('a', 'b', 'c', 'd', 'e'), api('GetShardIterator')),
  },
  {
    name: 'GetRecords stops at its Limit',
    given: readFrom('limit', 'TRIM_HORIZON'),
    when: page({ Limit: 2 }),
    look: ['Records.*.PartitionKey', 'NextShardIterator'],
    aws: answer(keysOf('a', 'b'), kinesalite('getRecords')),
  },
  {
    name: 'GetRecords goes on behind its Limit',
    given: [...readFrom('limit-next', 'TRIM_HORIZON'), { ...page({ Limit: 2 }), as: 'first' }],
    when: call('GetRecords', { ShardIterator: '{first.NextShardIterator}', Limit: 3 }),
    look: READ,
    aws: answer(keysOf('c', 'd', 'e'), kinesalite('getRecords')),
  },
  {
    name: 'an iterator can be used twice',
    given: [...readFrom('twice', 'TRIM_HORIZON'), page({ Limit: 3 })],
    when: page({ Limit: 1 }),
    look: ['Records.*.PartitionKey'],
    aws: answer(keysOf('a'), kinesalite('getRecords')),
  },
  {
    name: 'GetRecords by iterator and ARN',
    given: readFrom('with-arn', 'TRIM_HORIZON'),
    when: page({ StreamARN: arnOf('with-arn') }),
    look: ['Records.*.PartitionKey'],
    aws: answer(keysOf('a', 'b', 'c', 'd', 'e'), api('GetRecords')),
  },
  {
    name: 'GetRecords tells number, time, data and key of a record',
    given: readFrom('whole', 'TRIM_HORIZON'),
    when: page({ Limit: 1 }),
    look: ['Records.0'],
    aws: answer({ 'Records.0': { SequenceNumber: '#0', ApproximateArrivalTimestamp: '<time>', Data: 'd', PartitionKey: 'a' } }, kinesalite('getRecords')),
  },
  {
    name: 'the number of a put is the number of the record',
    given: readFrom('same-number', 'TRIM_HORIZON'),
    when: page(),
    look: ['Records.*.SequenceNumber'],
    aws: answer({ 'Records.*.SequenceNumber': ['#0', '#1', '#2', '#3', '#4'] }, kinesalite('getRecords')),
  },
  {
    name: 'an empty stream is read to its tip',
    given: [...stream('empty'), call('GetShardIterator', { StreamName: 'empty', ShardId: FIRST, ShardIteratorType: 'TRIM_HORIZON' }, 'at')],
    when: page(),
    aws: answer({ Records: [], NextShardIterator: '<iterator>', MillisBehindLatest: 0 }, kinesalite('getRecords')),
  },
]

const SHARD_NAMES: readonly (readonly [given: string, shown: string | null])[] = [
  ['2147483647', 'shardId-002147483647'],
  ['any-2147483647', 'shardId-002147483647'],
  ['a-00002147483647', 'shardId-002147483647'],
  ['-00002147483647', 'shardId-002147483647'],
  ['2147483648', null],
  ['shardId-002147483648', null],
  ['ABKLFD8', null],
  ['2.14E4', null],
]
const names: readonly Case[] = [
  ...SHARD_NAMES.map(
    ([ShardId, shown]): Case => ({
      name: `GetShardIterator of an unknown stream and the shard ${ShardId}`,
      when: iterator('LATEST', { StreamName: 'unknown', ShardId }),
      aws: refusal('ResourceNotFoundException', shown === null ? `Could not find shard ${ShardId} in stream unknown under account {account}.` : `Shard ${shown} in stream unknown under account {account} does not exist`, kinesalite('getShardIterator')),
    }),
  ),
  ...['0', 'shard-0', 'anything-0', 'shardId-000000000000'].map((ShardId): Case => ({ name: `GetShardIterator of the shard written ${ShardId}`, when: iterator('LATEST', { ShardId }), aws: answer({ ShardIterator: '<iterator>' }, kinesalite('getShardIterator')) })),
  {
    name: 'GetShardIterator of a shard that is not there',
    when: iterator('AT_SEQUENCE_NUMBER', { ShardId: 'shardId-5', StartingSequenceNumber: '5' }),
    aws: refusal(
      'ResourceNotFoundException',
      `Shard shardId-000000000005 in stream ${THREE} under account {account} does not exist`,
      kinesalite('getShardIterator'),
    ),
  },
  {
    name: 'GetShardIterator by ARN',
    when: call('GetShardIterator', { StreamARN: arnOf(THREE), ShardId: FIRST, ShardIteratorType: 'LATEST' }),
    aws: answer({ ShardIterator: '<iterator>' }, api('GetShardIterator')),
  },
]

const refusals: readonly Case[] = [
  ...['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'].map((type): Case => ({ name: `${type} without a number`, when: iterator(type), aws: refusal('InvalidArgumentException', `${BOTH} ${type} and no StartingSequenceNumber.`, kinesalite('getShardIterator')) })),
  ...['LATEST', 'TRIM_HORIZON'].map((type): Case => ({ name: `${type} with a number`, when: iterator(type, { StartingSequenceNumber: '5' }), aws: refusal('InvalidArgumentException', `${BOTH} ${type} and also a StartingSequenceNumber.`, kinesalite('getShardIterator')) })),
  {
    name: 'AT_TIMESTAMP without a time',
    when: iterator('AT_TIMESTAMP'),
    aws: refusal(
      'InvalidArgumentException',
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
      kinesalite('getShardIterator'),
    ),
  },
  {
    name: 'AT_TIMESTAMP in the future',
    when: iterator('AT_TIMESTAMP', { Timestamp: new Date('2100-01-01T00:00:00Z') }),
    aws: refusal('InvalidArgumentException', 'The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: <ms>, currentTimestampInMillis: <ms>', kinesalite('getShardIterator')),
  },
  {
    name: 'a number of another shard, the short form',
    when: iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: '5' }),
    aws: refusal(
      'InvalidArgumentException',
      'Invalid StartingSequenceNumber. It encodes shardId-000000000005, while it was used in a call to a shard with shardId-000000000000',
      kinesalite('getShardIterator'),
    ),
  },
  {
    name: 'a number with a date far ahead',
    when: iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: FAR }),
    aws: refusal(
      'InvalidArgumentException',
      `StartingSequenceNumber ${FAR} used in GetShardIterator on shard shardId-000000000000 in stream ${THREE} under account {account} is invalid.`,
      kinesalite('getShardIterator'),
    ),
  },
  {
    name: 'a number whose index has its top bit',
    when: iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: TOP_BIT }),
    aws: refusal(
      'InvalidArgumentException',
      `StartingSequenceNumber ${TOP_BIT} used in GetShardIterator on shard shardId-000000000000 in stream ${THREE} under account {account} is invalid.`,
      kinesalite('getShardIterator'),
    ),
  },
  {
    name: 'a number of a negative shard',
    when: iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: NEGATIVE }),
    aws: refusal(
      'InvalidArgumentException',
      'Invalid StartingSequenceNumber. It encodes shardId--02147483648, while it was used in a call to a shard with shardId-000000000000',
      kinesalite('getShardIterator'),
    ),
  },
  {
    name: 'a number of another shard of the stream',
    given: [call('PutRecord', { StreamName: THREE, PartitionKey: 'e', Data: DATA }, 'put')],
    when: iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: '{put.SequenceNumber}' }),
    aws: refusal('InvalidArgumentException', 'Invalid StartingSequenceNumber. It encodes shardId-000000000002, while it was used in a call to a shard with shardId-000000000000', `${kinesalite('getShardIterator')}; awslabs/amazon-kinesis-client#391`),
  },
  {
    name: 'an iterator that is none',
    when: call('GetRecords', { ShardIterator: 'nonsense' }),
    aws: refusal('InvalidArgumentException', 'Invalid ShardIterator.', kinesalite('getRecords')),
  },
  {
    name: 'an iterator cut short',
    given: [iterator('LATEST', {}, 'at')],
    when: call('GetRecords', { ShardIterator: '{at.ShardIterator}x' }),
    aws: refusal('InvalidArgumentException', 'Invalid ShardIterator.', kinesalite('getRecords')),
  },
  { name: 'GetShardIterator as a dry run', when: iterator('LATEST', { DryRun: true }), aws: refusal('DryRunOperationException', /./, api('GetShardIterator')) },
  {
    name: 'GetRecords of another stream by ARN',
    given: [call('GetShardIterator', { StreamName: ONE, ShardId: FIRST, ShardIteratorType: 'LATEST' }, 'at')],
    when: page({ StreamARN: arnOf(THREE) }),
  },
]

export const readCases: readonly Case[] = [...positions, ...names, ...refusals]
