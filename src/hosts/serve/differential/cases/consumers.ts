/** Registered consumers and their subscriptions. */
import { answer, call, type Case, refusal, type Step, stream, type Told } from '../case'
import { api, localstack } from '../sources'
import { arnOf, DATA, THREE } from './bases'

const FIRST = 'shardId-000000000000'
const register = (of: string, ConsumerName = 'c', as?: string) => call('RegisterStreamConsumer', { StreamARN: arnOf(of), ConsumerName }, as)
const watched = (name: string): Step[] => [...stream(name), register(name, 'c', 'made'), { consumerActive: 'c', of: name }]
const consumerArn = (of: string) => `arn:aws:kinesis:us-east-1:{account}:stream/${of}/consumer/c:<second>`
const subscribe = (StartingPosition: Told, more: Told = {}) => call('SubscribeToShard', { ConsumerARN: '{made.Consumer.ConsumerARN}', ShardId: FIRST, StartingPosition, ...more })
/** Two records, kept as `put`. */
const fed = (name: string): Step[] => [...watched(name), call('PutRecords', { StreamName: name, Records: ['a', 'b'].map((PartitionKey) => ({ PartitionKey, Data: DATA })) }, 'put')]
const SEEN = ['Records.*.PartitionKey', 'continues', 'ChildShards']

const registered: readonly Case[] = [
  {
    name: 'RegisterStreamConsumer tells a consumer in CREATING',
    given: stream('registered'),
    when: register('registered'),
    aws: answer({ Consumer: { ConsumerName: 'c', ConsumerARN: consumerArn('registered'), ConsumerStatus: 'CREATING', ConsumerCreationTimestamp: '<time>' } }, api('RegisterStreamConsumer')),
  },
  {
    name: 'RegisterStreamConsumer twice',
    given: watched('twice-named'),
    when: register('twice-named'),
    aws: refusal('ResourceInUseException', /./, api('RegisterStreamConsumer')),
  },
  {
    name: 'DescribeStreamConsumer by stream and name',
    given: watched('described'),
    when: call('DescribeStreamConsumer', { StreamARN: arnOf('described'), ConsumerName: 'c' }),
    aws: answer(
      { ConsumerDescription: { ConsumerName: 'c', ConsumerARN: consumerArn('described'), ConsumerStatus: 'ACTIVE', ConsumerCreationTimestamp: '<time>', StreamARN: 'arn:aws:kinesis:us-east-1:{account}:stream/described' } },
      localstack('test_stream_consumers', '2022-08-26'),
    ),
  },
  {
    name: 'DescribeStreamConsumer by ARN',
    given: watched('by-arn'),
    when: call('DescribeStreamConsumer', { ConsumerARN: '{made.Consumer.ConsumerARN}' }),
    look: ['ConsumerDescription.ConsumerName'],
    aws: answer({ 'ConsumerDescription.ConsumerName': 'c' }, api('DescribeStreamConsumer')),
  },
  {
    name: 'DescribeStreamConsumer of a name that is not there',
    when: call('DescribeStreamConsumer', { StreamARN: arnOf(THREE), ConsumerName: 'nobody' }),
    aws: refusal('ResourceNotFoundException', /nobody/, api('DescribeStreamConsumer')),
  },
  {
    name: 'DescribeStreamConsumer of nothing',
    when: call('DescribeStreamConsumer', {}),
    aws: refusal('InvalidArgumentException', /./, api('DescribeStreamConsumer')),
  },
  {
    name: 'ListStreamConsumers of none',
    when: call('ListStreamConsumers', { StreamARN: arnOf(THREE) }),
    aws: answer({ Consumers: [] }, api('ListStreamConsumers')),
  },
  {
    name: 'ListStreamConsumers of one',
    given: watched('listed'),
    when: call('ListStreamConsumers', { StreamARN: arnOf('listed') }),
    aws: answer({ Consumers: [{ ConsumerName: 'c', ConsumerARN: consumerArn('listed'), ConsumerStatus: 'ACTIVE', ConsumerCreationTimestamp: '<time>' }] }, localstack('test_stream_consumers', '2022-08-26')),
  },
  {
    name: 'ListStreamConsumers of one page',
    given: [...watched('two'), register('two', 'd'), { consumerActive: 'd', of: 'two' }],
    when: call('ListStreamConsumers', { StreamARN: arnOf('two'), MaxResults: 1 }),
    look: ['Consumers.*.ConsumerName', 'NextToken'],
    aws: answer({ 'Consumers.*.ConsumerName': ['c'], NextToken: '<token>' }, api('ListStreamConsumers')),
  },
  {
    name: 'ListStreamConsumers goes on at its token',
    given: [
      ...watched('two-pages'),
      register('two-pages', 'd'),
      { consumerActive: 'd', of: 'two-pages' },
      call('ListStreamConsumers', { StreamARN: arnOf('two-pages'), MaxResults: 1 }, 'first'),
    ],
    when: call('ListStreamConsumers', { StreamARN: arnOf('two-pages'), NextToken: '{first.NextToken}' }),
    look: ['Consumers.*.ConsumerName', 'NextToken'],
    aws: answer({ 'Consumers.*.ConsumerName': ['d'] }, api('ListStreamConsumers')),
  },
  {
    name: 'a consumer counts',
    given: watched('counted'),
    when: call('DescribeStreamSummary', { StreamName: 'counted' }),
    look: ['StreamDescriptionSummary.ConsumerCount'],
    aws: answer({ 'StreamDescriptionSummary.ConsumerCount': 1 }, api('DescribeStreamSummary')),
  },
  {
    name: 'DeregisterStreamConsumer by stream and name',
    given: watched('left-by-name'),
    when: call('DeregisterStreamConsumer', { StreamARN: arnOf('left-by-name'), ConsumerName: 'c' }),
    aws: answer({}, api('DeregisterStreamConsumer')),
  },
  {
    name: 'DeregisterStreamConsumer by ARN',
    given: watched('left-by-arn'),
    when: call('DeregisterStreamConsumer', { ConsumerARN: '{made.Consumer.ConsumerARN}' }),
    aws: answer({}, api('DeregisterStreamConsumer')),
  },
  {
    name: 'DeregisterStreamConsumer of a name that is not there',
    when: call('DeregisterStreamConsumer', { StreamARN: arnOf(THREE), ConsumerName: 'nobody' }),
    aws: refusal('ResourceNotFoundException', /nobody/, api('DeregisterStreamConsumer')),
  },
]

const subscribed: readonly Case[] = [
  {
    name: 'SubscribeToShard from TRIM_HORIZON',
    given: fed('sub-trim'),
    when: subscribe({ Type: 'TRIM_HORIZON' }),
    look: SEEN,
    aws: answer({ 'Records.*.PartitionKey': ['a', 'b'], continues: true }, localstack('test_subscribe_to_shard', '2025-08-19')),
  },
  {
    name: 'SubscribeToShard tells whole records',
    given: fed('sub-whole'),
    when: subscribe({ Type: 'TRIM_HORIZON' }),
    look: ['Records.0'],
    aws: answer(
      { 'Records.0': { SequenceNumber: '#0', ApproximateArrivalTimestamp: '<time>', Data: 'd', PartitionKey: 'a' } },
      localstack('test_subscribe_to_shard', '2025-08-19'),
    ),
  },
  {
    name: 'SubscribeToShard at a number',
    given: fed('sub-at'),
    when: subscribe({ Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: '{put.Records.0.SequenceNumber}' }),
    look: SEEN,
    aws: answer({ 'Records.*.PartitionKey': ['a', 'b'] }, localstack('test_subscribe_to_shard_with_sequence_number_as_iterator', '2022-08-26')),
  },
  {
    name: 'SubscribeToShard after a number',
    given: fed('sub-after'),
    when: subscribe({ Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: '{put.Records.0.SequenceNumber}' }),
    look: SEEN,
    aws: answer({ 'Records.*.PartitionKey': ['b'] }, api('SubscribeToShard')),
  },
  {
    name: 'SubscribeToShard at a time',
    given: fed('sub-time'),
    when: subscribe({ Type: 'AT_TIMESTAMP', Timestamp: new Date('2020-01-01T00:00:00Z') }),
    look: SEEN,
    aws: answer({ 'Records.*.PartitionKey': ['a', 'b'] }, localstack('test_subscribe_to_shard_with_at_timestamp', '2024-06-21')),
  },
  {
    name: 'SubscribeToShard of a shard that is not there',
    given: watched('sub-nowhere'),
    when: subscribe({ Type: 'LATEST' }, { ShardId: 'shardId-000000000009' }),
    aws: refusal('ResourceNotFoundException', /./, api('SubscribeToShard')),
  },
  {
    name: 'SubscribeToShard by an ARN of nobody',
    when: call('SubscribeToShard', { ConsumerARN: `${arnOf(THREE)}/consumer/nobody:1600000000`, ShardId: FIRST, StartingPosition: { Type: 'LATEST' } }),
    aws: refusal('ResourceNotFoundException', /nobody/, api('SubscribeToShard')),
  },
  {
    name: 'SubscribeToShard at a number without one',
    given: watched('sub-no-number'),
    when: subscribe({ Type: 'AT_SEQUENCE_NUMBER' }),
    aws: refusal('InvalidArgumentException', /./, api('SubscribeToShard')),
  },
  {
    name: 'SubscribeToShard without a type',
    given: watched('sub-no-type'),
    when: subscribe({}),
    aws: refusal(
      'ValidationException',
      "1 validation error detected: Value null at 'startingPosition.type' failed to satisfy constraint: Member must not be null",
      api('SubscribeToShard'),
    ),
  },
  {
    name: 'a subscription ends with the children of its shard',
    given: [...watched('sub-end'), call('SplitShard', { StreamName: 'sub-end', ShardToSplit: FIRST, NewStartingHashKey: '2' }), { streamActive: 'sub-end' }],
    when: subscribe({ Type: 'TRIM_HORIZON' }),
    look: [...SEEN, 'ChildShards.*.ShardId'],
    spares: { 'kinesis-local': 'the subscription never ends there' },
    aws: answer({ 'Records.*.PartitionKey': [], continues: false, 'ChildShards.*.ShardId': ['shardId-000000000001', 'shardId-000000000002'] }, api('SubscribeToShard')),
  },
]

export const consumerCases: readonly Case[] = [...registered, ...subscribed]
