/** Records go in: keys, hash keys, sizes, numbers for ordering. */
import { answer, call, type Case, refusal, stream, type Told } from '../case'
import { api, kinesalite, localstack } from '../sources'
import { arnOf, DATA, ONE, THREE } from './bases'

const put = (PartitionKey: string, more: Told = {}) => call('PutRecord', { StreamName: THREE, PartitionKey, Data: DATA, ...more })
const into = (index: number) => ({ ShardId: `shardId-00000000000${index}` })
const number = (hex: string) => BigInt(`0x${hex}`).toString()
const ABOVE = String(2n ** 128n)

/** Keys in three shards, and where their MD5 lies. */
const ROUTES: readonly (readonly [key: string, shard: number])[] = [
  ['a', 0],
  ['b', 1],
  ['e', 2],
  ['f', 1],
  ['user-1', 2],
  ['é', 1],
  ['日本', 0],
  ['😀', 0],
]
const HASH_KEYS: readonly (readonly [label: string, key: string, shard: number])[] = [
  ['0', '0', 0],
  ['the end of the first third', '113427455640312821154458202477256070484', 0],
  ['the end of the second third', '226854911280625642308916404954512140969', 1],
  ['the start of the last third', '226854911280625642308916404954512140970', 2],
  ['the greatest', String(2n ** 128n - 1n), 2],
]
/** Numbers that AWS refuses to order by, with what is odd about them. */
const BAD_ORDERINGS: readonly (readonly [label: string, hex: string])[] = [
  ['version 0', '20000000000000000000000000000000000000000000000'],
  ['version 3', '20000000000000000000000000000000000000000000003'],
  ['version 4', '20000000000000000000000000000000000000000000004'],
  ['an initial 3', '30000000000000000000000000000000000000000000001'],
  ['an initial 1', '1ffffffffff7fffffffffffffff000000000007fffffff2'],
  ['an index with its top bit', '20000000000800000000000000000000000000000000002'],
  ['a date far ahead', '13bb2cc3d80000000000000000000000'],
  ['all bits', '2ffffffffff7fffffffffffffff000000000007fffffff2'],
]
const GOOD_ORDERINGS: readonly (readonly [label: string, hex: string])[] = [
  ['zeros', '20000000000000000000000000000000000000000000002'],
  ['zeros in version 1', '20000000000000000000000000000000000000000000001'],
  ['a negative shard', '20000000000000000000000000000000000000800000002'],
]

const ordering: readonly Case[] = [
  ...BAD_ORDERINGS.map(
    ([label, hex]): Case => ({
      name: `PutRecord after a number with ${label}`,
      when: put('a', { SequenceNumberForOrdering: number(hex) }),
      aws: refusal('InvalidArgumentException', `ExclusiveMinimumSequenceNumber ${number(hex)} used in PutRecord on stream ${THREE} under account {account} is invalid.`, kinesalite('putRecord')),
    }),
  ),
  ...GOOD_ORDERINGS.map(([label, hex]): Case => ({ name: `PutRecord after a number of ${label}`, when: put('a', { SequenceNumberForOrdering: number(hex) }), look: ['ShardId'], aws: answer(into(0), kinesalite('putRecord')) })),
  {
    name: 'PutRecord after the number of the record before',
    given: [{ ...put('a'), as: 'first' }],
    when: put('a', { SequenceNumberForOrdering: '{first.SequenceNumber}' }),
    aws: answer({ ...into(0), SequenceNumber: '#1' }, api('PutRecord')),
  },
]

const keys: readonly Case[] = [
  ...ROUTES.map(([key, shard]): Case => ({ name: `PutRecord with the key ${key}`, when: put(key), look: ['ShardId'], aws: answer(into(shard), shard === 0 && key === 'a' ? kinesalite('putRecord') : api('PutRecord')) })),
  ...HASH_KEYS.map(([label, ExplicitHashKey, shard]): Case => ({ name: `PutRecord with the explicit hash key ${label}`, when: put('a', { ExplicitHashKey }), look: ['ShardId'], aws: answer(into(shard), kinesalite('putRecord')) })),
  { name: 'PutRecord with a key of 256 letters', when: put('k'.repeat(256)), look: ['ShardId'], aws: answer({}, api('PutRecord')) },
  { name: 'PutRecord with a key of 256 letters of three bytes', when: put('語'.repeat(256)), look: ['ShardId'], aws: answer({}, api('PutRecord')) },
  { name: 'PutRecord with a key of blanks', when: put('  '), look: ['ShardId'], aws: answer({}, api('PutRecord')) },
  {
    name: 'PutRecord with an explicit hash key of 2^128',
    when: put('a', { ExplicitHashKey: ABOVE }),
    aws: refusal('InvalidArgumentException', `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${ABOVE}`, kinesalite('putRecord')),
  },
  {
    name: 'PutRecords with an explicit hash key of 2^128 in one entry stores nothing',
    when: call('PutRecords', { StreamName: THREE, Records: [{ PartitionKey: 'a', Data: DATA, ExplicitHashKey: ABOVE }, { PartitionKey: 'a', Data: DATA }] }),
    aws: refusal('InvalidArgumentException', `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${ABOVE}`, kinesalite('putRecords')),
  },
]

const sizes: readonly Case[] = [
  { name: 'PutRecord answers with shard and number', when: put('a'), aws: answer({ ...into(0), SequenceNumber: '#0' }, kinesalite('putRecord')) },
  {
    name: 'PutRecord by ARN',
    when: call('PutRecord', { StreamARN: arnOf(THREE), PartitionKey: 'a', Data: DATA }),
    look: ['ShardId'],
    aws: answer(into(0), api('PutRecord')),
  },
  {
    name: 'PutRecord with no bytes',
    when: call('PutRecord', { StreamName: THREE, PartitionKey: 'a', Data: new Uint8Array(0) }),
    look: ['ShardId'],
    aws: answer(into(0), kinesalite('putRecord')),
  },
  {
    name: 'PutRecord with 51,200 bytes',
    when: call('PutRecord', { StreamName: THREE, PartitionKey: 'a', Data: new Uint8Array(51_200) }),
    look: ['ShardId'],
    aws: answer(into(0), kinesalite('putRecord')),
  },
  {
    name: 'PutRecord with 1 MiB',
    given: stream('large'),
    when: call('PutRecord', { StreamName: 'large', PartitionKey: 'a', Data: new Uint8Array(1_048_576) }),
    look: ['ShardId'],
    aws: answer(into(0), api('PutRecord')),
  },
  {
    name: 'PutRecord with 2 MiB where the stream allows it',
    given: [call('CreateStream', { StreamName: 'larger', ShardCount: 1, MaxRecordSizeInKiB: 2048 }), { streamActive: 'larger' }],
    when: call('PutRecord', { StreamName: 'larger', PartitionKey: 'a', Data: new Uint8Array(2_097_152) }),
    look: ['ShardId'],
    aws: answer(into(0), 'Amazon Kinesis Data Streams developer guide, Handle large records, 2026-11'),
  },
  {
    name: 'PutRecords with a byte above 1 MiB in the second entry',
    when: call('PutRecords', { StreamName: ONE, Records: [{ PartitionKey: 'a', Data: DATA }, { PartitionKey: 'a', Data: new Uint8Array(1_048_577) }] }),
    aws: refusal('ValidationException', /^1 validation error detected: Value (.* )?at 'records\.2\.member\.data' failed to satisfy constraint: Member must have length less than or equal to 1048576\.?$/, 'awslabs/amazon-kinesis-producer#680, AWS 2025-12'),
  },
  {
    name: 'PutRecords answers in the order of the entries',
    given: stream('mixed', 3),
    when: call('PutRecords', {
      StreamName: 'mixed',
      Records: [...['a', 'b', 'e', 'f'].map((PartitionKey) => ({ PartitionKey, Data: DATA })), ...HASH_KEYS.slice(2).map(([, ExplicitHashKey]) => ({ PartitionKey: 'a', Data: DATA, ExplicitHashKey }))],
    }),
    look: ['FailedRecordCount', 'Records.*.ShardId'],
    aws: answer({ FailedRecordCount: 0, 'Records.*.ShardId': [0, 1, 2, 1, 1, 2, 2].map((index) => into(index).ShardId) }, kinesalite('putRecords')),
  },
  {
    name: 'PutRecords in one shard numbers in the order of the entries',
    given: stream('numbered'),
    when: call('PutRecords', { StreamName: 'numbered', Records: ['a', 'b', 'c'].map((PartitionKey) => ({ PartitionKey, Data: DATA })) }),
    aws: answer({ FailedRecordCount: 0, Records: ['#0', '#1', '#2'].map((SequenceNumber) => ({ SequenceNumber, ...into(0) })) }, kinesalite('putRecords')),
  },
  {
    name: 'PutRecords with 500 records',
    given: stream('five-hundred'),
    when: call('PutRecords', { StreamName: 'five-hundred', Records: Array.from({ length: 500 }, (_, index) => ({ PartitionKey: String(index), Data: DATA })) }),
    look: ['FailedRecordCount', 'Records.length'],
    aws: answer({ FailedRecordCount: 0, 'Records.length': 500 }, api('PutRecords')),
  },
  {
    name: 'PutRecords with more than 10 MiB together',
    spares: { kinesalite: 'a body over 7 MB is 413 there', 'kinesis-local': 'it takes seconds and stores them all' },
    when: call('PutRecords', { StreamName: ONE, Records: Array.from({ length: 11 }, () => ({ PartitionKey: 'a', Data: new Uint8Array(1_000_000) })) }),
    aws: refusal('InvalidArgumentException', /size exceeds/, 'snowplow/enrich#685 for the former limit of 5 MiB; API Reference, PutRecords, 2026-11'),
  },
  {
    name: 'what was put comes out, text by text',
    given: [
      ...stream('lifecycle'),
      ...['', 'a'.repeat(90), 'test', 'ünicödé 统一码 💣💻🔥'].map((text) => call('PutRecord', { StreamName: 'lifecycle', PartitionKey: '1', Data: new TextEncoder().encode(text) })),
      call('GetShardIterator', { StreamName: 'lifecycle', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' }, 'start'),
    ],
    when: call('GetRecords', { ShardIterator: '{start.ShardIterator}' }),
    look: ['Records'],
    aws: answer(
      { Records: ['', 'a'.repeat(90), 'test', 'ünicödé 统一码 💣💻🔥'].map((Data) => ({ Data, PartitionKey: '1', ApproximateArrivalTimestamp: '<time>' })) },
      localstack('test_record_lifecycle_data_integrity', '2022-08-25'),
    ),
  },
  { name: 'PutRecord as a dry run stores nothing', when: put('a', { DryRun: true }), aws: refusal('DryRunOperationException', /./, api('PutRecord')) },
]

export const putCases: readonly Case[] = [...keys, ...ordering, ...sizes]
