/** Streams come, are described and listed, and go. */
import { answer, call, type Case, refusal, stream } from '../case'
import { api, CONSUMERS_LEFT, kinesalite, localstack, QUOTAS } from '../sources'
import { arnOf, NOWHERE, THREE } from './bases'

const thirds = [
  ['0', '113427455640312821154458202477256070484'],
  ['113427455640312821154458202477256070485', '226854911280625642308916404954512140969'],
  ['226854911280625642308916404954512140970', '340282366920938463463374607431768211455'],
].map(([StartingHashKey, EndingHashKey], index) => ({ ShardId: `shardId-00000000000${index}`, HashKeyRange: { StartingHashKey, EndingHashKey } }))
const listed = (prefix: string) => ['a', 'b', 'c', 'd'].flatMap((letter) => stream(`${prefix}-${letter}`))

export const lifecycleCases: readonly Case[] = [
  {
    name: 'CreateStream answers with nothing',
    when: call('CreateStream', { StreamName: 'created', ShardCount: 1 }),
    aws: answer({}, kinesalite('createStream')),
  },
  {
    name: 'CreateStream of a name that exists',
    when: call('CreateStream', { StreamName: THREE, ShardCount: 1 }),
    aws: refusal('ResourceInUseException', `Stream ${THREE} under account {account} already exists.`, kinesalite('createStream')),
  },
  {
    name: 'CreateStream without ShardCount makes four shards',
    spares: { kinesalite: 'it asks for a ShardCount' },
    given: [call('CreateStream', { StreamName: 'four' }), { streamActive: 'four' }],
    when: call('ListShards', { StreamName: 'four' }),
    look: ['Shards.length', 'Shards.*.ShardId'],
    aws: answer({ 'Shards.length': 4 }, localstack('test_create_stream_without_shard_count', '2022-08-26')),
  },
  {
    name: 'DescribeStream of three new shards',
    when: call('DescribeStream', { StreamName: THREE }),
    aws: answer(
      {
        StreamDescription: {
          StreamStatus: 'ACTIVE',
          StreamName: THREE,
          StreamARN: 'arn:aws:kinesis:us-east-1:{account}:stream/three',
          RetentionPeriodHours: 24,
          EncryptionType: 'NONE',
          EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
          HasMoreShards: false,
          Shards: thirds,
        },
      },
      kinesalite('describeStream'),
    ),
  },
  {
    name: 'DescribeStream by ARN',
    when: call('DescribeStream', { StreamARN: arnOf(THREE) }),
    look: ['StreamDescription.StreamName', 'StreamDescription.Shards.length'],
    aws: answer({ 'StreamDescription.StreamName': THREE, 'StreamDescription.Shards.length': 3 }, api('DescribeStream')),
  },
  {
    name: 'DescribeStream with a Limit tells of more',
    when: call('DescribeStream', { StreamName: THREE, Limit: 2 }),
    look: ['StreamDescription.Shards.*.ShardId', 'StreamDescription.HasMoreShards'],
    aws: answer(
      { 'StreamDescription.Shards.*.ShardId': ['shardId-000000000000', 'shardId-000000000001'], 'StreamDescription.HasMoreShards': true },
      api('DescribeStream'),
    ),
  },
  {
    name: 'DescribeStream after a shard',
    when: call('DescribeStream', { StreamName: THREE, ExclusiveStartShardId: 'shardId-000000000001' }),
    look: ['StreamDescription.Shards.*.ShardId', 'StreamDescription.HasMoreShards'],
    aws: answer({ 'StreamDescription.Shards.*.ShardId': ['shardId-000000000002'], 'StreamDescription.HasMoreShards': false }, api('DescribeStream')),
  },
  {
    name: 'DescribeStream after the last shard',
    when: call('DescribeStream', { StreamName: THREE, ExclusiveStartShardId: 'shardId-000000000002' }),
    look: ['StreamDescription.Shards', 'StreamDescription.HasMoreShards'],
    aws: answer({ 'StreamDescription.Shards': [], 'StreamDescription.HasMoreShards': false }, api('DescribeStream')),
  },
  {
    name: 'DescribeStreamSummary of three shards',
    when: call('DescribeStreamSummary', { StreamName: THREE }),
    aws: answer(
      { StreamDescriptionSummary: { StreamStatus: 'ACTIVE', StreamName: THREE, StreamARN: 'arn:aws:kinesis:us-east-1:{account}:stream/three', RetentionPeriodHours: 24, EncryptionType: 'NONE', EnhancedMonitoring: [{ ShardLevelMetrics: [] }], OpenShardCount: 3, ConsumerCount: 0 } },
      kinesalite('describeStreamSummary'),
    ),
  },
  {
    name: 'DescribeStreamSummary by name and ARN together',
    when: call('DescribeStreamSummary', { StreamName: THREE, StreamARN: arnOf(THREE) }),
    look: ['StreamDescriptionSummary.StreamName'],
    aws: answer({ 'StreamDescriptionSummary.StreamName': THREE }, api('DescribeStreamSummary')),
  },
  { name: 'DescribeStreamSummary by another ARN than the name', when: call('DescribeStreamSummary', { StreamName: THREE, StreamARN: arnOf('one') }) },
  { name: 'DescribeStreamSummary by neither name nor ARN', when: call('DescribeStreamSummary', {}) },
  { name: 'PutRecord by neither name nor ARN', when: call('PutRecord', { PartitionKey: 'a', Data: new Uint8Array(1) }) },
  ...[2, 3, 5, 6, 7].map(
    (count): Case => ({
      name: `the ranges of ${count} shards`,
      given: stream(`ranges-${count}`, count),
      when: call('ListShards', { StreamName: `ranges-${count}` }),
      aws: answer(
        {
          Shards: Array.from({ length: count }, (_, index) => {
            const width = 2n ** 128n / BigInt(count)
            const end = index === count - 1 ? 2n ** 128n - 1n : width * BigInt(index + 1) - 1n
            return { ShardId: `shardId-00000000000${index}`, HashKeyRange: { StartingHashKey: String(width * BigInt(index)), EndingHashKey: String(end) } }
          }),
        },
        `${kinesalite('createStream')} (3); awsdocs API Gateway tutorial (5); uberbrodt/kinesis_client fixtures, AWS 2020 (6)`,
      ),
    }),
  ),
  {
    name: 'ListStreams after a name that exists',
    given: listed('list'),
    when: call('ListStreams', { ExclusiveStartStreamName: 'list-b', Limit: 2 }),
    look: ['StreamNames'],
    aws: answer({ StreamNames: ['list-c', 'list-d'] }, api('ListStreams')),
  },
  {
    name: 'ListStreams after a name that does not exist',
    given: listed('page'),
    when: call('ListStreams', { ExclusiveStartStreamName: 'page-aa', Limit: 1 }),
    look: ['StreamNames', 'HasMoreStreams'],
    aws: answer({ StreamNames: ['page-b'], HasMoreStreams: true }, kinesalite('listStreams')),
  },
  {
    name: 'ListStreams tells summaries and a token',
    when: call('ListStreams', { Limit: 1 }),
    look: ['HasMoreStreams', 'NextToken', 'StreamSummaries.0.StreamStatus', 'StreamSummaries.0.StreamModeDetails.StreamMode'],
    aws: answer({ HasMoreStreams: true, NextToken: '<token>', 'StreamSummaries.0.StreamStatus': 'ACTIVE' }, api('ListStreams')),
  },
  {
    name: 'ListStreams goes on at its token',
    given: [...listed('token'), call('ListStreams', { ExclusiveStartStreamName: 'token-a', Limit: 1 }, 'first')],
    when: call('ListStreams', { NextToken: '{first.NextToken}', Limit: 1 }),
    look: ['StreamNames'],
    aws: answer({ StreamNames: ['token-c'] }, api('ListStreams')),
  },
  { name: 'ListStreams with a token of nobody', when: call('ListStreams', { NextToken: 'bm9ib2R5' }) },
  {
    name: 'DeleteStream answers with nothing',
    given: stream('deleted'),
    when: call('DeleteStream', { StreamName: 'deleted' }),
    aws: answer({}, kinesalite('deleteStream')),
  },
  {
    name: 'a deleted stream is not found',
    given: [...stream('gone'), call('DeleteStream', { StreamName: 'gone' }), { streamGone: 'gone' }],
    when: call('DescribeStream', { StreamName: 'gone' }),
    aws: refusal('ResourceNotFoundException', 'Stream gone under account {account} not found.', kinesalite('deleteStream')),
  },
  {
    name: 'a name can be used again',
    given: [...stream('again', 2), call('DeleteStream', { StreamName: 'again' }), { streamGone: 'again' }, ...stream('again', 1)],
    when: call('ListShards', { StreamName: 'again' }),
    look: ['Shards.*.HashKeyRange'],
    aws: answer({ 'Shards.*.HashKeyRange': [{ StartingHashKey: '0', EndingHashKey: '340282366920938463463374607431768211455' }] }, kinesalite('getRecords')),
  },
  {
    name: 'DeleteStream of a stream with a consumer',
    given: [...stream('watched'), call('RegisterStreamConsumer', { StreamARN: arnOf('watched'), ConsumerName: 'c' }), { consumerActive: 'c', of: 'watched' }],
    when: call('DeleteStream', { StreamName: 'watched' }),
    aws: refusal(
      'ResourceInUseException',
      "DeleteStream can't delete {account}:watched because there are consumers associated with this data stream. To delete watched anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are associated with it.",
      CONSUMERS_LEFT,
    ),
  },
  {
    name: 'DeleteStream of a stream with a consumer, enforced',
    given: [...stream('enforced'), call('RegisterStreamConsumer', { StreamARN: arnOf('enforced'), ConsumerName: 'c' }), { consumerActive: 'c', of: 'enforced' }],
    when: call('DeleteStream', { StreamName: 'enforced', EnforceConsumerDeletion: true }),
    aws: answer({}, api('DeleteStream')),
  },
  {
    name: 'DescribeLimits names the shard limit and the on-demand streams',
    when: call('DescribeLimits', {}),
    look: ['OnDemandStreamCount', 'OnDemandStreamCountLimit'],
    aws: answer({ OnDemandStreamCountLimit: 50 }, QUOTAS),
  },
  {
    name: 'an on-demand stream has four shards',
    spares: { kinesalite: 'it asks for a ShardCount' },
    given: [call('CreateStream', { StreamName: 'on-demand', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }), { streamActive: 'on-demand' }],
    when: call('DescribeStreamSummary', { StreamName: 'on-demand' }),
    look: ['StreamDescriptionSummary.OpenShardCount', 'StreamDescriptionSummary.StreamModeDetails'],
    aws: answer(
      { 'StreamDescriptionSummary.OpenShardCount': 4, 'StreamDescriptionSummary.StreamModeDetails': { StreamMode: 'ON_DEMAND' } },
      'Amazon Kinesis Data Streams developer guide, Choose the right mode, 2026-11',
    ),
  },
  {
    name: 'an on-demand stream with a ShardCount',
    when: call('CreateStream', { StreamName: 'on-demand-2', ShardCount: 2, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
  },
  {
    name: 'CreateStream with tags',
    given: [call('CreateStream', { StreamName: 'born-tagged', ShardCount: 1, Tags: { a: 'b' } }), { streamActive: 'born-tagged' }],
    when: call('ListTagsForStream', { StreamName: 'born-tagged' }),
    aws: answer({ Tags: [{ Key: 'a', Value: 'b' }], HasMoreTags: false }, api('CreateStream')),
  },
  {
    name: 'CreateStream with larger records',
    given: [call('CreateStream', { StreamName: 'born-large', ShardCount: 1, MaxRecordSizeInKiB: 2048 }), { streamActive: 'born-large' }],
    when: call('DescribeStreamSummary', { StreamName: 'born-large' }),
    look: ['StreamDescriptionSummary.MaxRecordSizeInKiB'],
    aws: answer({ 'StreamDescriptionSummary.MaxRecordSizeInKiB': 2048 }, api('CreateStream')),
  },
  {
    name: 'GetRecords of a stream that went',
    given: [
      ...stream('left'),
      call('GetShardIterator', { StreamName: 'left', ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' }, 'kept'),
      call('DeleteStream', { StreamName: 'left' }),
      { streamGone: 'left' },
    ],
    when: call('GetRecords', { ShardIterator: '{kept.ShardIterator}' }),
    aws: refusal('ResourceNotFoundException', 'Shard shardId-000000000000 in stream left under account {account} does not exist', kinesalite('getRecords')),
  },
  {
    name: 'DescribeStreamConsumer of a stream that is nowhere',
    when: call('DescribeStreamConsumer', { StreamARN: arnOf(NOWHERE), ConsumerName: 'c' }),
    aws: refusal('ResourceNotFoundException', /nowhere/, api('DescribeStreamConsumer')),
  },
]
