/** Lists of shards: filters, pages, tokens. */
import { answer, call, type Case, refusal, type Step, stream, type Told } from '../case'
import { api, kinesalite } from '../sources'
import { arnOf, THREE } from './bases'

const id = (index: number) => `shardId-${String(index).padStart(12, '0')}`
const IDS = ['Shards.*.ShardId', 'NextToken']
const ids = (...indices: number[]) => ({ 'Shards.*.ShardId': indices.map(id) })
const split = (StreamName: string): Step[] => [...stream(StreamName), call('SplitShard', { StreamName, ShardToSplit: id(0), NewStartingHashKey: '170141183460469231731687303715884105728' }), { streamActive: StreamName }]
const filtered = (StreamName: string, ShardFilter: Told) => call('ListShards', { StreamName, ShardFilter })

export const listShardsCases: readonly Case[] = [
  { name: 'ListShards of everything', when: call('ListShards', { StreamName: THREE }), look: IDS, aws: answer(ids(0, 1, 2), kinesalite('listShards')) },
  { name: 'ListShards by ARN', when: call('ListShards', { StreamARN: arnOf(THREE) }), look: IDS, aws: answer(ids(0, 1, 2), api('ListShards')) },
  {
    name: 'ListShards after a shard',
    when: call('ListShards', { StreamName: THREE, ExclusiveStartShardId: id(1) }),
    look: IDS,
    aws: answer(ids(2), kinesalite('listShards')),
  },
  {
    name: 'ListShards of one page',
    when: call('ListShards', { StreamName: THREE, MaxResults: 2 }),
    look: IDS,
    aws: answer({ ...ids(0, 1), NextToken: '<token>' }, api('ListShards')),
  },
  {
    name: 'ListShards goes on at its token',
    given: [call('ListShards', { StreamName: THREE, MaxResults: 2 }, 'first')],
    when: call('ListShards', { NextToken: '{first.NextToken}' }),
    look: IDS,
    spares: { kinesalite: 'it knows no pages' },
    aws: answer(ids(2), api('ListShards')),
  },
  {
    name: 'ListShards of neither stream nor token',
    when: call('ListShards', {}),
    aws: refusal('InvalidArgumentException', 'Either NextToken or StreamName should be provided.', kinesalite('listShards')),
  },
  {
    name: 'ListShards of stream and token',
    when: call('ListShards', { StreamName: THREE, NextToken: THREE }),
    aws: refusal('InvalidArgumentException', 'NextToken and StreamName cannot be provided together.', kinesalite('listShards')),
  },
  { name: 'ListShards with a token of nobody', when: call('ListShards', { NextToken: 'bm9ib2R5' }), spares: { kinesalite: 'it ends the process there' } },
  {
    name: 'AT_LATEST lists open shards',
    given: split('at-latest'),
    when: filtered('at-latest', { Type: 'AT_LATEST' }),
    look: IDS,
    aws: answer(ids(1, 2), api('ListShards')),
  },
  {
    name: 'AT_TRIM_HORIZON lists what was open then',
    given: split('at-trim'),
    when: filtered('at-trim', { Type: 'AT_TRIM_HORIZON' }),
    look: IDS,
    aws: answer(ids(0), api('ListShards')),
  },
  {
    name: 'FROM_TRIM_HORIZON lists everything',
    given: split('from-trim'),
    when: filtered('from-trim', { Type: 'FROM_TRIM_HORIZON' }),
    look: IDS,
    aws: answer(ids(0, 1, 2), api('ListShards')),
  },
  {
    name: 'AFTER_SHARD_ID lists what follows',
    given: split('after-shard'),
    when: filtered('after-shard', { Type: 'AFTER_SHARD_ID', ShardId: id(0) }),
    look: IDS,
    aws: answer(ids(1, 2), api('ListShards')),
  },
  {
    name: 'FROM_TIMESTAMP long ago lists everything',
    given: split('from-time'),
    when: filtered('from-time', { Type: 'FROM_TIMESTAMP', Timestamp: new Date('2020-01-01T00:00:00Z') }),
    look: IDS,
    aws: answer(ids(0, 1, 2), api('ListShards')),
  },
  { name: 'AFTER_SHARD_ID without a shard', when: filtered(THREE, { Type: 'AFTER_SHARD_ID' }) },
  { name: 'AT_TIMESTAMP filter without a time', when: filtered(THREE, { Type: 'AT_TIMESTAMP' }) },
  {
    name: 'a filter of its own type',
    when: filtered(THREE, { Type: 'NEWEST' }),
    aws: refusal(
      'ValidationException',
      /^1 validation error detected: Value 'NEWEST' at 'shardFilter\.type' failed to satisfy constraint: Member must satisfy enum value set: \[/, api(
        'ListShards',
      ),
    ),
  },
  {
    name: 'a filter without a type',
    when: filtered(THREE, {}),
    aws: refusal(
      'ValidationException',
      "1 validation error detected: Value null at 'shardFilter.type' failed to satisfy constraint: Member must not be null",
      api('ListShards'),
    ),
  },
]
