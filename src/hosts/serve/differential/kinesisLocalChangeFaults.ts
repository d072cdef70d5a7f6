/** Where kinesis-local 0.6.2 answers otherwise than AWS in what changes: states, shards, consumers, tags and settings. */
import type { Fault } from './fault'
import { api, CLOSED_SHARD, CROWDED, kinesalite, localstack, MEASURED, SCALING_PR } from './sources'

type Told = Omit<Fault, 'voice' | 'agrees'> & { agrees?: Fault['agrees'] }
const WORDS = /^(exception|message)$/
const REFUSED = /^refused$/

const states: readonly Told[] = [
  { in: ['a sixth stream in CREATING'], at: /^message$/, because: 'it has words of its own', source: CROWDED },
  { in: ['DescribeStream in CREATING shows no shards'], at: /\.Shards\./, because: 'it lists shards before there are any', source: kinesalite('createStream') },
  {
    in: [/^PutRecords? in CREATING$/, 'GetShardIterator in CREATING'],
    at: WORDS,
    because: 'a stream in CREATING is in use there, on AWS it is not found',
    source: kinesalite('createStream'),
  },
  { in: [/^(SplitShard|MergeShards) in (CREATING|UPDATING)$/], at: /^message$/, because: 'it has words of its own', source: kinesalite('splitShard') },
  {
    in: [/^(UpdateShardCount|IncreaseStreamRetentionPeriod|StartStreamEncryption|UpdateStreamMode) in (CREATING|UPDATING)$/, 'SplitShard in DELETING'],
    at: /^message$/,
    because: 'ours takes the words recorded of SplitShard in CREATING, it has others; those of this call are not recorded',
    agrees: 'unknown',
    source: kinesalite('splitShard'),
  },
  { in: ['RegisterStreamConsumer in CREATING'], at: REFUSED, because: 'it registers before the stream is ACTIVE', source: api('RegisterStreamConsumer') },
  {
    in: [
      'DescribeStream in UPDATING shows no children',
      'PutRecord in UPDATING goes to the parent',
      'a scaling that begins shows UPDATING',
      'a merge that begins shows no child',
    ],
    at: /(Shards|ShardId|OpenShardCount)/,
    because: 'its children are there at once, before the stream is ACTIVE',
    source: `${kinesalite('splitShard')}; ${kinesalite('mergeShards')}`,
  },
  {
    in: ['SubscribeToShard by a consumer in CREATING', 'PutResourcePolicy of a consumer in CREATING'],
    at: REFUSED,
    because: 'it does so all the same',
    source: 'awslabs/kinesis-hot-shard-advisor#37, seen on AWS',
  },
  { in: ['DeleteStream in DELETING'], at: REFUSED, because: 'it refuses a second time; what AWS does is not recorded', agrees: 'unknown', source: MEASURED },
]

const shards: readonly Told[] = [
  {
    in: ['a split shard has two children', 'merged shards have one child with both parents'],
    at: /\.(Starting|Ending)SequenceNumber$/,
    because: 'its closed shards end at 9223372036854775807, and children begin within the parent',
    source: kinesalite('splitShard'),
  },
  {
    in: [/^SplitShard (at 0|at 1|at its end|at its start|one behind its start)$/],
    at: REFUSED,
    because: 'it cuts at the very edges',
    source: kinesalite('splitShard'),
  },
  { in: ['SplitShard above everything'], at: /^message$/, because: 'it has words of its own', source: kinesalite('splitShard') },
  {
    in: [/^MergeShards of (shards that are apart|neighbours the other way round|a shard with itself)$/],
    at: /^message$/,
    because: 'it has words of its own',
    source: kinesalite('mergeShards'),
  },
  {
    in: ['SplitShard of a shard that was split', 'MergeShards of shards that were merged'],
    at: WORDS,
    because: 'a closed shard is in use there',
    source: CLOSED_SHARD,
  },
  { in: [/^(SplitShard|MergeShards|UpdateShardCount) on demand$/], at: REFUSED, because: 'it reshards on-demand streams', source: api('UpdateShardCount') },
  {
    in: [/^UpdateShardCount from 4 to [35] /],
    at: /^Shards/,
    because: 'it splits or merges the first pair instead of all shards',
    source: 'risingwavelabs/risingwave#9961, seen on AWS 2023',
  },
  { in: ['UpdateShardCount tells what it was and what it will be'], at: /^StreamARN$/, because: 'it leaves out the ARN', source: api('UpdateShardCount') },
  {
    in: ['UpdateShardCount to what there is'],
    at: /^StreamARN$/,
    because: 'it leaves out the ARN; whether AWS accepts the call is not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
  { in: [/^UpdateShardCount (above double|below half)$/], at: WORDS, because: 'it refuses in words of its own', source: SCALING_PR },
  {
    in: ['ListShards of neither stream nor token', 'ListShards of stream and token'],
    at: /^message$/,
    because: 'it has words of its own',
    source: kinesalite('listShards'),
  },
  { in: ['ListShards with a token of nobody'], at: /^message$/, because: "both texts are their makers' own", agrees: 'unknown', source: MEASURED },
  { in: ['AT_TRIM_HORIZON lists what was open then'], at: /^Shards/, because: 'it lists everything from the horizon on', source: api('ListShards') },
  {
    in: [/^A(FTER_SHARD_ID without a shard|T_TIMESTAMP filter without a time)$/],
    at: /^message$/,
    because: 'whether AWS refuses the filter, and how, is not recorded',
    agrees: 'unknown',
    source: MEASURED,
  },
]

const rest: readonly Told[] = [
  {
    in: [
      'RegisterStreamConsumer twice',
      /StreamConsumer of a name that is not there$/,
      'DescribeStreamConsumer of nothing',
      'SubscribeToShard by an ARN of nobody',
    ],
    at: /^(message|status)$/,
    because: "both texts are their makers' own; a failing subscription of it begins with a 200",
    agrees: 'unknown',
    source: MEASURED,
  },
  {
    in: [/^ListStreamConsumers (of one( page)?|goes on at its token)$/],
    at: /^(NextToken|Consumers)/,
    because: 'it gives a token at the end and none before',
    source: api('ListStreamConsumers'),
  },
  { in: ['SubscribeToShard at a number without one'], at: REFUSED, because: 'it does so all the same', source: api('SubscribeToShard') },
  { in: ['tags after a key that is not there'], at: REFUSED, because: 'it checks the letters of a start key', source: kinesalite('listTagsForStream') },
  { in: [/^(AddTagsTo|RemoveTagsFrom)Stream with (%|"[^"]+") in a/, 'a 51st tag', '45 tags take no ten more'], at: /^message$/, because: 'it has words of its own', source: kinesalite('addTagsToStream') },
  {
    in: ['retention above 365 days', /^retention (grows|shrinks) to (23 hours|less|more)$/],
    at: /^message$/,
    because: 'it has words of its own',
    source: kinesalite('increaseStreamRetentionPeriod'),
  },
  {
    in: ['StartStreamEncryption of the kind NONE'],
    at: /^message$/,
    because: "both texts are their makers' own",
    agrees: 'unknown',
    source: api('StartStreamEncryption'),
  },
  {
    in: ['warm throughput of a provisioned stream'],
    at: WORDS,
    because: "both refusals are their makers' own",
    agrees: 'unknown',
    source: api('UpdateStreamWarmThroughput'),
  },
  { in: ['DescribeAccountSettings'], at: /Status$/, because: 'it leaves out what is not set', source: api('DescribeAccountSettings') },
  {
    in: ['GetResourcePolicy of none', 'GetResourcePolicy after its end', 'DeleteResourcePolicy of none'],
    at: REFUSED,
    because: 'it takes the wrong one of the two for an error',
    source: localstack('test_resource_policy_crud', '2025-08-01'),
  },
  { in: ['PutResourcePolicy of no JSON'], at: REFUSED, because: 'it takes any text', source: api('PutResourcePolicy') },
]

export const kinesisLocalChangeFaults: readonly Fault[] = [...states, ...shards, ...rest].map((told) => ({ agrees: 'ours', ...told, voice: 'kinesis-local' }))
