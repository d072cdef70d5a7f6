/** Where kinesis-local 0.6.2 answers otherwise than AWS, each told once. */
import { constraintCases } from './cases/constraints'
import { manyConstraintCases } from './cases/manyConstraints'
import type { Fault } from './fault'
import { api, CONSUMERS_LEFT, kinesalite, localstack, MEASURED, MODEL, SHARD_COUNT_TEXT } from './sources'

type Told = Omit<Fault, 'voice' | 'agrees'> & { agrees?: Fault['agrees'] }
const WORDS = /^(exception|message)$/
const REFUSED = /^refused$/

/** Broken constraints that it does not notice. */
const LETS_PASS = [
  'AddTagsToStream: empty Tags',
  'RemoveTagsFromStream: empty TagKeys',
  'ListTagsForStream: Limit 51',
  'ListShards: MaxResults 100,000',
  'PutRecords: empty Records',
  'PutRecords: 501 records',
  'DisableEnhancedMonitoring: an empty list of metrics',
]
/** What it breaks on: a number or an iterator that it cannot parse. */
const BREAKS_ON = [
  'ListShards: MaxResults 0',
  'GetRecords: an empty ShardIterator',
  'GetRecords: everything empty or 0 at once',
  'GetRecords: a ShardIterator of 513 letters',
  'GetRecords: Limit 0',
  'GetRecords: Limit 100,000',
  'PutRecord: an empty ExplicitHashKey',
  'PutRecord: an empty SequenceNumberForOrdering',
  'PutRecords: an entry with an empty ExplicitHashKey',
  'UpdateMaxRecordSize: an ARN of another service',
  'an iterator that is none',
  'an iterator cut short',
]
const READS_TEXT = 'ListStreams: a text for a limit'
const SAYS_ITSELF = [...constraintCases, ...manyConstraintCases].map(({ name }) => name).filter((name) => !LETS_PASS.includes(name) && name !== READS_TEXT)

const calls: readonly Told[] = [
  {
    in: [...SAYS_ITSELF, /: an empty StreamName$/, /: a StreamName of 129 letters$/, /: an ARN of another service$/],
    at: WORDS,
    because: 'it checks constraints one by one, under exceptions and in words of its own',
    source: MODEL,
  },
  {
    in: [
      'a filter of its own type',
      'a filter without a type',
      'SubscribeToShard without a type',
      'StartStreamEncryption of another kind',
      'a metric of nobody',
      'a mode of its own',
      'a mode of nothing',
      'a record without a key where keys decide',
      'UpdateAccountSettings of nothing',
    ],
    at: WORDS,
    because: 'a member that it cannot decode is a SerializationException there',
    source: MODEL,
  },
  { in: LETS_PASS, at: REFUSED, because: 'it lets the broken constraint pass', source: MODEL },
  {
    in: [/Channels? is an unknown operation$/],
    at: WORDS,
    because: 'it answers as AWS does to a call without any operation',
    source: kinesalite('connection'),
  },
  { in: [READS_TEXT], at: REFUSED, because: 'it reads a number from a text', source: kinesalite('helpers') },
  { in: BREAKS_ON, at: /^(exception|message|status)$/, because: 'it fails with a 500 and no body where AWS refuses', source: MEASURED },
  {
    in: [/: a stream that is nowhere$/, 'a deleted stream is not found', 'GetRecords of a stream that went', /of an unknown stream and (the|a second) shard/],
    at: /^message$/,
    because: 'it names the ARN of a missing stream in words of its own',
    source: `${localstack('test_cbor_exceptions', '2025-09-04')}; ${kinesalite('putRecord')}`,
  },
  {
    in: [/: the ARN of a stream that is nowhere$/, 'DescribeStreamConsumer of a stream that is nowhere'],
    at: /^message$/,
    because: 'ours takes the words recorded of calls by name, it has others; those of calls by ARN are not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
  { in: [/^(PutRecord|GetShardIterator) as a dry run/], at: REFUSED, because: 'it knows no DryRun', source: api('PutRecord') },
  { in: [/by neither name nor ARN$/], at: /^message$/, because: "both texts are their makers' own", agrees: 'unknown', source: MEASURED },
  {
    in: ['DescribeStreamSummary by another ARN than the name'],
    at: REFUSED,
    because: 'it takes the ARN and forgets the name; what AWS does is not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
]

const streams: readonly Told[] = [
  {
    in: ['CreateStream of a name that exists', /^CreateStream of a name in/],
    at: /^message$/,
    because: 'it leaves out the account',
    source: kinesalite('createStream'),
  },
  { in: ['the ranges of 2 shards'], at: /HashKeyRange/, because: 'it divides 2^128 - 1 instead of 2^128', source: MEASURED },
  {
    in: ['DescribeStreamSummary of three shards'],
    at: /\.MaxRecordSizeInKiB$/,
    because: 'it does not know the field, or not until it is set',
    source: api('StreamDescriptionSummary'),
  },
  {
    in: ['records are 1 MiB at first', 'records on demand go where their keys say, at first'],
    at: /\.(MaxRecordSizeInKiB|RecordDistributionStrategy)$/,
    because: 'it does not tell what is not set',
    source: api('StreamDescriptionSummary'),
  },
  {
    in: ['ListStreams after a name that does not exist'],
    at: /^StreamNames/,
    because: 'it forgets a start name that is not there',
    source: kinesalite('listStreams'),
  },
  {
    in: ['ListStreams tells summaries and a token'],
    at: /^(NextToken|StreamSummaries)/,
    because: 'it has neither tokens nor summaries',
    source: api('ListStreams'),
  },
  { in: ['ListStreams goes on at its token'], at: /^StreamNames/, because: 'it has no tokens', source: api('ListStreams') },
  {
    in: ['ListStreams with a token of nobody'],
    at: REFUSED,
    because: 'it has no tokens; what AWS says of this one is not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
  { in: ['DeleteStream of a stream with a consumer'], at: /^message$/, because: 'it has words of its own', source: CONSUMERS_LEFT },
  {
    in: ['DescribeLimits names the shard limit and the on-demand streams'],
    at: /^OnDemandStreamCount$/,
    because: 'it counts on-demand streams late',
    source: api('DescribeLimits'),
  },
  {
    in: ['an on-demand stream with a ShardCount'],
    at: REFUSED,
    because: 'it takes a ShardCount with ON_DEMAND and forgets it',
    agrees: 'unknown',
    source: SHARD_COUNT_TEXT,
  },
]

const records: readonly Told[] = [
  {
    in: [
      'PutRecord after the number of the record before',
      'PutRecord answers with shard and number',
      'PutRecords in one shard numbers in the order of the entries',
      'what was put comes out, text by text',
      'GetRecords tells number, time, data and key of a record',
      'SubscribeToShard tells whole records',
    ],
    at: /(^|\.)EncryptionType$/,
    because: 'it says NONE where AWS leaves EncryptionType out',
    source: `${localstack('test_record_lifecycle_data_integrity', '2022-08-25')}; ${kinesalite('putRecord')}`,
  },
  { in: [/^PutRecords? with an explicit hash key of 2\^128/], at: /^message$/, because: 'it has words of its own', source: kinesalite('putRecord') },
  {
    in: [/^PutRecord after a number with (version \d|an initial 3)$/],
    at: REFUSED,
    because: 'it orders after numbers of no version',
    source: kinesalite('putRecord'),
  },
  {
    in: [/^PutRecord after a number with (an initial 1|a date far ahead|an index with its top bit|all bits)$/],
    at: /^message$/,
    because: 'it says what is wrong in words of its own',
    source: kinesalite('putRecord'),
  },
  {
    in: ['PutRecords with a byte above 1 MiB in the second entry'],
    at: REFUSED,
    because: 'it fails the entry alone',
    source: 'awslabs/amazon-kinesis-producer#680, AWS 2025-12',
  },
  {
    in: [/^GetShardIterator of the shard written (0|shard-0|anything-0)$/, 'SplitShard of a shard written any-0'],
    at: REFUSED,
    because: 'it does not take short forms of shard ids',
    source: kinesalite('getShardIterator'),
  },
  {
    in: [/of a (first |second )?shard that is not there$/],
    at: /^(message|refused)$/,
    because: 'it has words of its own, and subscribes to shards that are not there',
    source: kinesalite('getShardIterator'),
  },
  {
    in: [/^(AT|AFTER)_SEQUENCE_NUMBER without a number$/, 'AT_TIMESTAMP without a time', 'AT_TIMESTAMP in the future'],
    at: /^(message|refused)$/,
    because: 'it has words of its own',
    source: kinesalite('getShardIterator'),
  },
  { in: [/^(LATEST|TRIM_HORIZON) with a number$/], at: REFUSED, because: 'it overlooks the number', source: kinesalite('getShardIterator') },
  {
    in: [/^a number (of another|of a negative|with a date|whose index)/],
    at: WORDS,
    because: 'a number is a record to be found there, and nothing else',
    source: kinesalite('getShardIterator'),
  },
  {
    in: ['GetRecords of another stream by ARN'],
    at: WORDS,
    because: 'it looks for the record in the other stream; what AWS says is not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
]

export const kinesisLocalFaults: readonly Fault[] = [...calls, ...streams, ...records].map((told) => ({ agrees: 'ours', ...told, voice: 'kinesis-local' }))
