/** Where kinesalite 3.3.3 answers otherwise than AWS does today, each told once; most is the API of 2015 to 2018. */
import type { Fault } from './fault'
import { api, CLOSED_SHARD, CROWDED, kinesalite, MEASURED, MODEL, QUOTAS, SHARD_COUNT_TEXT } from './sources'

type Told = Omit<Fault, 'voice' | 'agrees'> & { agrees?: Fault['agrees'] }
const WORDS = /^(exception|message)$/
const REFUSED = /^refused$/

const faults: readonly Told[] = [
  { in: ['ListShards: everything empty or 0 at once'], at: /^message$/, because: 'it names the members in another order', source: kinesalite('listShards') },
  { in: ['a sixth stream in CREATING'], at: REFUSED, because: 'it has no such limit', source: CROWDED },
  {
    in: [/^IncreaseStreamRetentionPeriod in (CREATING|UPDATING)$/],
    at: REFUSED,
    because: 'it does not look at the state',
    source: api('IncreaseStreamRetentionPeriod'),
  },
  {
    in: ['AFTER_SHARD_ID without a shard', 'AT_TIMESTAMP filter without a time'],
    at: REFUSED,
    because: 'it knows no filters; what AWS does is not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
  {
    in: ['DescribeStream by ARN', 'PutRecord by ARN', 'GetShardIterator by ARN', 'SplitShard by ARN', 'ListShards by ARN'],
    at: REFUSED,
    because: 'it knows no ARNs',
    source: api('DescribeStream'),
  },
  { in: ['DescribeStreamSummary by another ARN than the name'], at: REFUSED, because: 'it knows no ARNs', agrees: 'unknown', source: MEASURED },
  {
    in: [/by neither name nor ARN$/],
    at: WORDS,
    because: 'the name was required before there were ARNs; today it is not, and what AWS says is not recorded',
    agrees: 'unknown',
    source: MODEL,
  },
  { in: ['ListTagsForStream: Limit 51'], at: /^message$/, because: 'it has the ten tags of 2015', source: QUOTAS },
  {
    in: ['GetShardIterator: a number with a leading zero', 'PutRecord: a negative ExplicitHashKey'],
    at: WORDS,
    because: 'its patterns are not anchored',
    source: MODEL,
  },
  { in: ['PutRecord: an ExplicitHashKey with a leading zero'], at: REFUSED, because: 'its patterns are not anchored', source: MODEL },
  {
    in: ['PutRecord: a byte above 1 MiB', 'PutRecords with a byte above 1 MiB in the second entry'],
    at: /^message$/,
    because: 'it shows the buffer as AWS did until about 2017',
    source: 'awslabs/amazon-kinesis-producer#680, AWS 2025-12',
  },
  { in: ['PutRecord with 2 MiB where the stream allows it'], at: REFUSED, because: 'it knows no larger records', source: api('UpdateMaxRecordSize') },
  {
    in: ['DescribeStream of three new shards', 'DescribeStreamSummary of three shards', 'DescribeStream of one new shard'],
    at: /\.StreamModeDetails$/,
    because: 'it knows no modes',
    source: api('StreamDescriptionSummary'),
  },
  {
    in: [
      'DescribeStreamSummary of three shards',
      'records are 1 MiB at first',
      'CreateStream with larger records',
    ],
    at: /\.MaxRecordSizeInKiB$/,
    because: 'the field is newer than it',
    source: api('StreamDescriptionSummary'),
  },
  {
    in: ['DescribeStream with a Limit tells of more', /^DescribeStream after (a|the last) shard$/],
    at: /Shards/,
    because: 'it gives every shard on one page',
    source: api('DescribeStream'),
  },
  {
    in: ['ListStreams tells summaries and a token', 'ListStreams goes on at its token'],
    at: /^(NextToken|Stream)/,
    because: 'it has neither tokens nor summaries',
    source: api('ListStreams'),
  },
  {
    in: ['ListStreams with a token of nobody'],
    at: REFUSED,
    because: 'it has no tokens; what AWS says of this one is not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
  { in: ['an on-demand stream with a ShardCount'], at: REFUSED, because: 'it knows no modes', agrees: 'unknown', source: SHARD_COUNT_TEXT },
  { in: ['CreateStream with tags'], at: /^Tags/, because: 'tags at birth are newer than it', source: api('CreateStream') },
  { in: [/^(PutRecord|GetShardIterator) as a dry run/], at: REFUSED, because: 'it knows no DryRun', source: api('PutRecord') },
  { in: ['GetRecords of another stream by ARN'], at: REFUSED, because: 'it knows no ARNs', agrees: 'unknown', source: MEASURED },
  {
    in: [/^the end of a (closed|merged) shard names/],
    at: /^(NextShardIterator|ChildShards)/,
    because: 'it knows no ChildShards, and a closed shard has more pages',
    source: api('GetRecords'),
  },
  {
    in: ['SplitShard of a shard that was split', 'MergeShards of shards that were merged'],
    at: REFUSED,
    because: 'it splits and merges closed shards again',
    source: CLOSED_SHARD,
  },
  { in: ['ListShards of one page'], at: /^(Shards|NextToken)/, because: 'it gives every shard on one page', source: api('ListShards') },
  { in: [/^A(T_LATEST|T_TRIM_HORIZON|FTER_SHARD_ID) lists/], at: /^Shards/, because: 'it knows no filters', source: api('ListShards') },
  { in: ['a filter of its own type', 'a filter without a type'], at: REFUSED, because: 'it knows no filters', source: api('ListShards') },
  { in: ['retention above 365 days'], at: WORDS, because: 'it has the 168 hours of 2015', source: QUOTAS },
]

export const kinesaliteFaults: readonly Fault[] = faults.map((told) => ({ agrees: 'ours', ...told, voice: 'kinesalite' }))
