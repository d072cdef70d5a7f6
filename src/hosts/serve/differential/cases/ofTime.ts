/** What only time shows, on our virtual clock: iterators and tokens expire, records and closed shards go, quotas of a day. */
import { answer, call, type Case, refusal, type Step, stream } from '../case'
import { api, kinesalite, QUOTAS } from '../sources'
import { arnOf, DATA } from './bases'

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const FIRST = 'shardId-000000000000'
const from = (StreamName: string, ShardIteratorType = 'TRIM_HORIZON') => call('GetShardIterator', { StreamName, ShardId: FIRST, ShardIteratorType }, 'at')
const put = (StreamName: string, PartitionKey = 'a') => call('PutRecord', { StreamName, PartitionKey, Data: DATA })
const read = call('GetRecords', { ShardIterator: '{at.ShardIterator}' })
const split = (StreamName: string): Step[] => [...stream(StreamName), call('SplitShard', { StreamName, ShardToSplit: FIRST, NewStartingHashKey: '2' }), { streamActive: StreamName }]
const scale = (StreamName: string, TargetShardCount: number) => call('UpdateShardCount', { StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' })
const EXPIRED = /^Iterator expired\. The iterator was created at time \w{3} \w{3} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4} while right now it is \w{3} \w{3} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4} which is further in the future than the tolerated delay of 300000 milliseconds\.$/

export const timeCases: readonly Case[] = [
  {
    name: 'an iterator lives five minutes',
    given: [...stream('t-lives'), from('t-lives'), { passMs: 5 * MINUTE - SECOND }],
    when: read,
    look: ['Records'],
    aws: answer({ Records: [] }, api('GetShardIterator')),
  },
  {
    name: 'an iterator expires after five minutes',
    given: [...stream('t-expires'), from('t-expires'), { passMs: 5 * MINUTE + SECOND }],
    when: read,
    aws: refusal('ExpiredIteratorException', EXPIRED, kinesalite('getRecords')),
  },
  {
    name: 'the next iterator expires too',
    given: [...stream('t-next'), from('t-next'), { ...read, as: 'read' }, { passMs: 5 * MINUTE + SECOND }],
    when: call('GetRecords', { ShardIterator: '{read.NextShardIterator}' }),
    aws: refusal('ExpiredIteratorException', EXPIRED, api('GetRecords')),
  },
  {
    name: 'a token of ListShards expires after 300 seconds',
    given: [...stream('t-token', 2), call('ListShards', { StreamName: 't-token', MaxResults: 1 }, 'first'), { passMs: 301 * SECOND }],
    when: call('ListShards', { NextToken: '{first.NextToken}' }),
    aws: refusal('ExpiredNextTokenException', /./, api('ListShards')),
  },
  {
    name: 'records go after their retention',
    given: [...stream('t-gone'), put('t-gone'), { passMs: 24 * HOUR + SECOND }, put('t-gone', 'b'), from('t-gone')],
    when: read,
    look: ['Records.*.PartitionKey'],
    aws: answer({ 'Records.*.PartitionKey': ['b'] }, api('IncreaseStreamRetentionPeriod')),
  },
  {
    name: 'records stay for a longer retention',
    given: [
      ...stream('t-stays'),
      put('t-stays'),
      call('IncreaseStreamRetentionPeriod', { StreamName: 't-stays', RetentionPeriodHours: 48 }),
      { streamActive: 't-stays' },
      { passMs: 24 * HOUR + SECOND },
      from('t-stays'),
    ],
    when: read,
    look: ['Records.*.PartitionKey'],
    aws: answer({ 'Records.*.PartitionKey': ['a'] }, api('IncreaseStreamRetentionPeriod')),
  },
  {
    name: 'a closed shard is listed until its data are past retention',
    given: [...split('t-closed'), { passMs: 24 * HOUR - MINUTE }],
    when: call('ListShards', { StreamName: 't-closed' }),
    look: ['Shards.length'],
    aws: answer({ 'Shards.length': 3 }, api('ListShards')),
  },
  {
    name: 'then it is gone, and its children still name it',
    given: [...split('t-past'), { passMs: 24 * HOUR + MINUTE }],
    when: call('ListShards', { StreamName: 't-past' }),
    look: ['Shards.*.ShardId', 'Shards.0.ParentShardId'],
    aws: answer({ 'Shards.*.ShardId': ['shardId-000000000001', 'shardId-000000000002'] }, api('ListShards')),
  },
  {
    name: 'MillisBehindLatest is the age of what waits',
    given: [...stream('t-behind'), put('t-behind'), put('t-behind', 'b'), { passMs: MINUTE }, from('t-behind')],
    when: call('GetRecords', { ShardIterator: '{at.ShardIterator}', Limit: 1 }),
    look: ['Records.*.PartitionKey', 'MillisBehindLatest'],
    aws: answer({ 'Records.*.PartitionKey': ['a'], MillisBehindLatest: '<behind>' }, api('GetRecords')),
  },
  {
    name: 'two switches of mode a day, not three',
    given: [...stream('t-mode'), { passMs: SECOND }, ...['ON_DEMAND', 'PROVISIONED'].flatMap((StreamMode): Step[] => [call('UpdateStreamMode', { StreamARN: arnOf('t-mode'), StreamModeDetails: { StreamMode } }), { streamActive: 't-mode' }])],
    when: call('UpdateStreamMode', { StreamARN: arnOf('t-mode'), StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
    aws: refusal('LimitExceededException', /./, api('UpdateStreamMode')),
  },
  {
    name: 'ten scalings a day, not eleven',
    given: [
      ...stream('t-scale', 2),
      { passMs: SECOND },
      ...Array.from({ length: 10 }, (_, index): Step[] => [scale('t-scale', index % 2 === 0 ? 4 : 2), { streamActive: 't-scale' }]).flat(),
    ],
    when: scale('t-scale', 4),
    aws: refusal('LimitExceededException', /./, QUOTAS),
  },
  {
    name: 'an eleventh scaling on the next day',
    given: [
      ...stream('t-next-day', 2),
      ...Array.from({ length: 10 }, (_, index): Step[] => [scale('t-next-day', index % 2 === 0 ? 4 : 2), { streamActive: 't-next-day' }]).flat(),
      { passMs: 24 * HOUR + SECOND },
    ],
    when: scale('t-next-day', 4),
    look: ['CurrentShardCount'],
    aws: answer({ CurrentShardCount: 2 }, QUOTAS),
  },
  {
    name: 'a consumer made anew has another ARN',
    given: [
      ...stream('t-anew'),
      call('RegisterStreamConsumer', { StreamARN: arnOf('t-anew'), ConsumerName: 'c' }, 'first'),
      { consumerActive: 'c', of: 't-anew' },
      call('DeregisterStreamConsumer', { StreamARN: arnOf('t-anew'), ConsumerName: 'c' }),
      { passMs: MINUTE },
      call('RegisterStreamConsumer', { StreamARN: arnOf('t-anew'), ConsumerName: 'c' }, 'second'),
    ],
    when: call('DescribeStreamConsumer', { ConsumerARN: '{first.Consumer.ConsumerARN}' }),
    aws: refusal('ResourceNotFoundException', /./, api('RegisterStreamConsumer')),
  },
]
