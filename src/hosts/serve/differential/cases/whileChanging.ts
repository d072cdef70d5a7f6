/** Streams in CREATING, UPDATING and DELETING: what they show, and what has to wait. Their voices stay in these states. */
import { answer, call, type Case, refusal, type Step, stream } from '../case'
import { api, CROWDED, kinesalite } from '../sources'
import { arnOf, DATA } from './bases'

const FIRST = 'shardId-000000000000'
const YOUNG = 'young'
const waiting = (name: string, state: string, source: string) => refusal('ResourceInUseException', `Stream ${name} under account {account} not ACTIVE, instead in state ${state}`, source)
const changes = (StreamName: string) => ({
  split: call('SplitShard', { StreamName, ShardToSplit: FIRST, NewStartingHashKey: '2' }),
  merge: call('MergeShards', { StreamName, ShardToMerge: FIRST, AdjacentShardToMerge: 'shardId-000000000001' }),
  scale: call('UpdateShardCount', { StreamName, TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' }),
  keep: call('IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 48 }),
  seal: call('StartStreamEncryption', { StreamName, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }),
  demand: call('UpdateStreamMode', { StreamARN: arnOf(StreamName), StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
})

/** Nobody waits for it to be ACTIVE. */
export const creatingFixtures: readonly Step[] = [call('CreateStream', { StreamName: YOUNG, ShardCount: 3 })]
const young = changes(YOUNG)
export const creatingCases: readonly Case[] = [
  {
    name: 'DescribeStream in CREATING shows no shards',
    when: call('DescribeStream', { StreamName: YOUNG }),
    look: ['StreamDescription.StreamStatus', 'StreamDescription.Shards', 'StreamDescription.HasMoreShards', 'StreamDescription.RetentionPeriodHours', 'StreamDescription.EncryptionType'],
    aws: answer({ 'StreamDescription.StreamStatus': 'CREATING', 'StreamDescription.Shards': [], 'StreamDescription.HasMoreShards': false, 'StreamDescription.RetentionPeriodHours': 24, 'StreamDescription.EncryptionType': 'NONE' }, kinesalite('createStream')),
  },
  {
    name: 'DescribeStreamSummary in CREATING',
    when: call('DescribeStreamSummary', { StreamName: YOUNG }),
    look: ['StreamDescriptionSummary.StreamStatus'],
    aws: answer({ 'StreamDescriptionSummary.StreamStatus': 'CREATING' }, api('DescribeStreamSummary')),
  },
  {
    name: 'PutRecord in CREATING',
    when: call('PutRecord', { StreamName: YOUNG, PartitionKey: 'a', Data: DATA }),
    aws: refusal('ResourceNotFoundException', `Stream ${YOUNG} under account {account} not found.`, kinesalite('createStream')),
  },
  {
    name: 'PutRecords in CREATING',
    when: call('PutRecords', { StreamName: YOUNG, Records: [{ PartitionKey: 'a', Data: DATA }] }),
    aws: refusal('ResourceNotFoundException', `Stream ${YOUNG} under account {account} not found.`, kinesalite('createStream')),
  },
  {
    name: 'GetShardIterator in CREATING',
    when: call('GetShardIterator', { StreamName: YOUNG, ShardId: FIRST, ShardIteratorType: 'LATEST' }),
    aws: refusal('ResourceNotFoundException', `Shard ${FIRST} in stream ${YOUNG} under account {account} does not exist`, kinesalite('createStream')),
  },
  { name: 'SplitShard in CREATING', when: young.split, aws: waiting(YOUNG, 'CREATING', kinesalite('createStream')) },
  { name: 'MergeShards in CREATING', when: young.merge, aws: waiting(YOUNG, 'CREATING', kinesalite('createStream')) },
  { name: 'UpdateShardCount in CREATING', when: young.scale, aws: refusal('ResourceInUseException', /./, api('UpdateShardCount')) },
  { name: 'IncreaseStreamRetentionPeriod in CREATING', when: young.keep, aws: refusal('ResourceInUseException', /./, api('IncreaseStreamRetentionPeriod')) },
  { name: 'StartStreamEncryption in CREATING', when: young.seal, aws: refusal('ResourceInUseException', /./, api('StartStreamEncryption')) },
  {
    name: 'CreateStream of a name in CREATING',
    when: call('CreateStream', { StreamName: YOUNG, ShardCount: 1 }),
    aws: refusal('ResourceInUseException', `Stream ${YOUNG} under account {account} already exists.`, kinesalite('createStream')),
  },
  {
    name: 'RegisterStreamConsumer in CREATING',
    when: call('RegisterStreamConsumer', { StreamARN: arnOf(YOUNG), ConsumerName: 'c' }),
    aws: refusal('ResourceInUseException', /./, api('RegisterStreamConsumer')),
  },
  {
    name: 'DeleteStream in CREATING',
    given: [call('CreateStream', { StreamName: 'unborn', ShardCount: 1 }), call('DeleteStream', { StreamName: 'unborn' })],
    when: call('DescribeStream', { StreamName: 'unborn' }),
    look: ['StreamDescription.StreamStatus', 'StreamDescription.Shards'],
    spares: { 'kinesis-local': 'it refuses DeleteStream in CREATING' },
    aws: answer({ 'StreamDescription.StreamStatus': 'DELETING', 'StreamDescription.Shards': [] }, kinesalite('deleteStream')),
  },
]

/** Asked of voices that have no other stream. */
export const crowdedCases: readonly Case[] = [
  {
    name: 'a sixth stream in CREATING',
    given: ['sixth-1', 'sixth-2', 'sixth-3', 'sixth-4', 'sixth-5'].map((StreamName) => call('CreateStream', { StreamName, ShardCount: 1 })),
    when: call('CreateStream', { StreamName: 'sixth-6', ShardCount: 1 }),
    aws: refusal(
      'LimitExceededException',
      'This request would have exceed the limit on the number  of streams that can simultaneously be in CREATING or DELETING for the account {account}. Limit: 5.',
      CROWDED,
    ),
  },
]

const split = (name: string): Step[] => [...stream(name, 2), changes(name).split]
const dying = (name: string): Step[] => [...stream(name, 2), call('DeleteStream', { StreamName: name })]
export const updatingCases: readonly Case[] = [
  {
    name: 'DescribeStream in UPDATING shows no children',
    given: split('u-describe'),
    when: call('DescribeStream', { StreamName: 'u-describe' }),
    look: ['StreamDescription.StreamStatus', 'StreamDescription.Shards.*.ShardId', 'StreamDescription.Shards.0.SequenceNumberRange'],
    aws: answer({ 'StreamDescription.StreamStatus': 'UPDATING', 'StreamDescription.Shards.*.ShardId': [FIRST, 'shardId-000000000001'], 'StreamDescription.Shards.0.SequenceNumberRange': { EndingSequenceNumber: undefined } }, kinesalite('splitShard')),
  },
  {
    name: 'PutRecord in UPDATING goes to the parent',
    given: split('u-put'),
    when: call('PutRecord', { StreamName: 'u-put', PartitionKey: 'a', Data: DATA, ExplicitHashKey: '1' }),
    look: ['ShardId'],
    aws: answer({ ShardId: FIRST }, kinesalite('splitShard')),
  },
  {
    name: 'GetShardIterator in UPDATING',
    given: split('u-iterator'),
    when: call('GetShardIterator', { StreamName: 'u-iterator', ShardId: FIRST, ShardIteratorType: 'LATEST' }),
    aws: answer({ ShardIterator: '<iterator>' }, api('GetShardIterator')),
  },
  { name: 'SplitShard in UPDATING', given: split('u-split'), when: changes('u-split').split, aws: waiting('u-split', 'UPDATING', kinesalite('splitShard')) },
  { name: 'MergeShards in UPDATING', given: split('u-merge'), when: changes('u-merge').merge, aws: waiting('u-merge', 'UPDATING', kinesalite('mergeShards')) },
  {
    name: 'UpdateShardCount in UPDATING',
    given: split('u-scale'),
    when: changes('u-scale').scale,
    aws: refusal('ResourceInUseException', /./, api('UpdateShardCount')),
  },
  {
    name: 'IncreaseStreamRetentionPeriod in UPDATING',
    given: split('u-keep'),
    when: changes('u-keep').keep,
    aws: refusal('ResourceInUseException', /./, api('IncreaseStreamRetentionPeriod')),
  },
  {
    name: 'StartStreamEncryption in UPDATING',
    given: split('u-seal'),
    when: changes('u-seal').seal,
    aws: refusal('ResourceInUseException', /./, api('StartStreamEncryption')),
  },
  {
    name: 'UpdateStreamMode in UPDATING',
    given: split('u-demand'),
    when: changes('u-demand').demand,
    aws: refusal('ResourceInUseException', /./, api('UpdateStreamMode')),
  },
  {
    name: 'an encryption that begins shows UPDATING',
    given: [...stream('sealing'), changes('sealing').seal],
    when: call('DescribeStreamSummary', { StreamName: 'sealing' }),
    look: ['StreamDescriptionSummary.StreamStatus'],
    aws: answer({ 'StreamDescriptionSummary.StreamStatus': 'UPDATING' }, api('StartStreamEncryption')),
  },
  {
    name: 'a scaling that begins shows UPDATING',
    given: [...stream('scaling', 2), changes('scaling').scale],
    when: call('DescribeStreamSummary', { StreamName: 'scaling' }),
    look: ['StreamDescriptionSummary.StreamStatus', 'StreamDescriptionSummary.OpenShardCount'],
    aws: answer({ 'StreamDescriptionSummary.StreamStatus': 'UPDATING' }, api('UpdateShardCount')),
  },
  {
    name: 'a merge that begins shows no child',
    given: [...stream('merging', 2), changes('merging').merge],
    when: call('ListShards', { StreamName: 'merging' }),
    look: ['Shards.*.ShardId'],
    aws: answer({ 'Shards.*.ShardId': [FIRST, 'shardId-000000000001'] }, kinesalite('mergeShards')),
  },
  {
    name: 'SubscribeToShard by a consumer in CREATING',
    given: [...stream('hasty'), call('RegisterStreamConsumer', { StreamARN: arnOf('hasty'), ConsumerName: 'c' }, 'made')],
    when: call('SubscribeToShard', { ConsumerARN: '{made.Consumer.ConsumerARN}', ShardId: FIRST, StartingPosition: { Type: 'LATEST' } }),
    aws: refusal('ResourceInUseException', /^Consumer c with creation timestamp \d+ under stream: hasty , account \{account\} is not in ACTIVE status\.$/, 'awslabs/kinesis-hot-shard-advisor#37, seen on AWS'),
  },
  {
    name: 'PutResourcePolicy of a consumer in CREATING',
    given: [...stream('hasty-policy'), call('RegisterStreamConsumer', { StreamARN: arnOf('hasty-policy'), ConsumerName: 'c' }, 'made')],
    when: call('PutResourcePolicy', {
      ResourceARN: '{made.Consumer.ConsumerARN}',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kinesis:SubscribeToShard', Resource: '*' }] }),
    }),
    aws: refusal('ResourceInUseException', /^Consumer c with creation timestamp \d+ under stream hasty-policy and account \{account\} is not in ACTIVE status\.$/, 'aws-cloudformation/cloudformation-coverage-roadmap#2442, seen on AWS 2025-12'),
  },
  {
    name: 'DescribeStreamSummary in DELETING',
    given: dying('d-describe'),
    when: call('DescribeStreamSummary', { StreamName: 'd-describe' }),
    look: ['StreamDescriptionSummary.StreamStatus'],
    aws: answer({ 'StreamDescriptionSummary.StreamStatus': 'DELETING' }, api('DeleteStream')),
  },
  {
    name: 'CreateStream of a name in DELETING',
    given: dying('d-create'),
    when: call('CreateStream', { StreamName: 'd-create', ShardCount: 1 }),
    aws: refusal('ResourceInUseException', 'Stream d-create under account {account} already exists.', kinesalite('createStream')),
  },
  { name: 'SplitShard in DELETING', given: dying('d-split'), when: changes('d-split').split, aws: refusal('ResourceInUseException', /./, api('SplitShard')) },
  { name: 'DeleteStream in DELETING', given: dying('d-delete'), when: call('DeleteStream', { StreamName: 'd-delete' }) },
]
