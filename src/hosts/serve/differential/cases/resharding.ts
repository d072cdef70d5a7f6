/** Shards split, merge and are scaled: ranges, parents, ends, and what is refused. */
import { answer, call, type Case, refusal, type Step, stream } from '../case'
import { api, CLOSED_SHARD, kinesalite, SCALING_PR } from '../sources'
import { arnOf, DATA, THREE } from './bases'

const GREATEST = '340282366920938463463374607431768211455'
const HALF = '170141183460469231731687303715884105728'
const id = (index: number) => `shardId-${String(index).padStart(12, '0')}`
const split = (StreamName: string, NewStartingHashKey = HALF, ShardToSplit = id(0)) => call('SplitShard', { StreamName, ShardToSplit, NewStartingHashKey })
const merge = (StreamName: string, one = id(0), other = id(1)) => call('MergeShards', { StreamName, ShardToMerge: one, AdjacentShardToMerge: other })
const parted = (name: string): Step[] => [...stream(name), split(name), { streamActive: name }]
const merged = (name: string): Step[] => [...stream(name, 3), merge(name), { streamActive: name }]
const scaled = (StreamName: string, from: number, to: number): Step[] => [...stream(StreamName, from), call('UpdateShardCount', { StreamName, TargetShardCount: to, ScalingType: 'UNIFORM_SCALING' }), { streamActive: StreamName }]
const OUTSIDE = (key: string, shard: string, from: string, to: string, name: string) =>
  `NewStartingHashKey ${key} used in SplitShard() on shard ${shard} in stream ${name} under account {account} is not both greater than one plus the shard's StartingHashKey ${from} and less than the shard's EndingHashKey ${to}.`
const SPENT = (shard: string, name: string) => `Shard ${shard} in stream ${name} under account {account} has already been merged or split, and thus is not eligible for merging or splitting.`
const APART = (one: string, other: string, name: string) => `Shards ${one} and ${other} in stream ${name} under account {account} are not an adjacent pair of shards eligible for merging`

const lineage: readonly Case[] = [
  { name: 'SplitShard answers with nothing', given: stream('split-now'), when: split('split-now'), aws: answer({}, kinesalite('splitShard')) },
  {
    name: 'a split shard has two children',
    given: parted('split'),
    when: call('ListShards', { StreamName: 'split' }),
    aws: answer(
      {
        Shards: [
          { ShardId: id(0), HashKeyRange: { StartingHashKey: '0', EndingHashKey: GREATEST }, SequenceNumberRange: { StartingSequenceNumber: '#0', EndingSequenceNumber: '#1' } },
          { ShardId: id(1), ParentShardId: id(0), HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(BigInt(HALF) - 1n) } },
          { ShardId: id(2), ParentShardId: id(0), HashKeyRange: { StartingHashKey: HALF, EndingHashKey: GREATEST } },
        ],
      },
      kinesalite('splitShard'),
    ),
  },
  {
    name: 'the smallest cut leaves two hash keys',
    given: [...stream('smallest'), split('smallest', '2'), { streamActive: 'smallest' }],
    when: call('ListShards', { StreamName: 'smallest' }),
    look: ['Shards.*.HashKeyRange'],
    aws: answer({ 'Shards.*.HashKeyRange': [['0', GREATEST], ['0', '1'], ['2', GREATEST]].map(([StartingHashKey, EndingHashKey]) => ({ StartingHashKey, EndingHashKey })) }, kinesalite('splitShard')),
  },
  {
    name: 'a split counts open shards',
    given: parted('split-count'),
    when: call('DescribeStreamSummary', { StreamName: 'split-count' }),
    look: ['StreamDescriptionSummary.OpenShardCount'],
    aws: answer({ 'StreamDescriptionSummary.OpenShardCount': 2 }, api('DescribeStreamSummary')),
  },
  { name: 'MergeShards answers with nothing', given: stream('merge-now', 2), when: merge('merge-now'), aws: answer({}, kinesalite('mergeShards')) },
  {
    name: 'merged shards have one child with both parents',
    given: merged('merge'),
    when: call('ListShards', { StreamName: 'merge' }),
    look: ['Shards.*.ShardId', 'Shards.3.ParentShardId', 'Shards.3.AdjacentParentShardId', 'Shards.3.HashKeyRange', 'Shards.*.SequenceNumberRange'],
    aws: answer(
      { 'Shards.*.ShardId': [0, 1, 2, 3].map(id), 'Shards.3.ParentShardId': id(0), 'Shards.3.AdjacentParentShardId': id(1), 'Shards.3.HashKeyRange': { StartingHashKey: '0', EndingHashKey: '226854911280625642308916404954512140969' } },
      kinesalite('mergeShards'),
    ),
  },
  {
    name: 'SplitShard of a shard written any-0',
    given: stream('split-any'),
    when: split('split-any', '2', 'any-0'),
    aws: answer({}, kinesalite('splitShard')),
  },
  {
    name: 'SplitShard by ARN',
    given: stream('split-arn'),
    when: call('SplitShard', { StreamARN: arnOf('split-arn'), ShardToSplit: id(0), NewStartingHashKey: HALF }),
    aws: answer({}, api('SplitShard')),
  },
  {
    name: 'the end of a closed shard names its children',
    given: [...stream('ended'), call('PutRecord', { StreamName: 'ended', PartitionKey: 'a', Data: DATA }), split('ended'), { streamActive: 'ended' }, call('GetShardIterator', { StreamName: 'ended', ShardId: id(0), ShardIteratorType: 'TRIM_HORIZON' }, 'at')],
    when: call('GetRecords', { ShardIterator: '{at.ShardIterator}' }),
    look: ['Records.*.PartitionKey', 'NextShardIterator', 'ChildShards'],
    aws: answer(
      { 'Records.*.PartitionKey': ['a'], NextShardIterator: undefined, ChildShards: [{ ShardId: id(1), ParentShards: [id(0)], HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(BigInt(HALF) - 1n) } }, { ShardId: id(2), ParentShards: [id(0)] }] },
      api('GetRecords'),
    ),
  },
  {
    name: 'the end of a merged shard names the child with both parents',
    given: [...merged('merged-end'), call('GetShardIterator', { StreamName: 'merged-end', ShardId: id(1), ShardIteratorType: 'TRIM_HORIZON' }, 'at')],
    when: call('GetRecords', { ShardIterator: '{at.ShardIterator}' }),
    look: ['Records', 'NextShardIterator', 'ChildShards'],
    aws: answer({ Records: [], NextShardIterator: undefined, ChildShards: [{ ShardId: id(3), ParentShards: [id(0), id(1)] }] }, api('ChildShard')),
  },
  {
    name: 'LATEST of a closed shard is its end',
    given: [...parted('latest-closed'), call('GetShardIterator', { StreamName: 'latest-closed', ShardId: id(0), ShardIteratorType: 'LATEST' }, 'at')],
    when: call('GetRecords', { ShardIterator: '{at.ShardIterator}' }),
    look: ['Records', 'NextShardIterator'],
    aws: answer({ Records: [], NextShardIterator: undefined }, kinesalite('splitShard')),
  },
]

const CUTS: readonly (readonly [label: string, key: string, shard: number, from: string, to: string])[] = [
  ['at 0', '0', 0, '0', '113427455640312821154458202477256070484'],
  ['at 1', '1', 0, '0', '113427455640312821154458202477256070484'],
  ['at its end', '113427455640312821154458202477256070484', 0, '0', '113427455640312821154458202477256070484'],
  ['at its start', '113427455640312821154458202477256070485', 1, '113427455640312821154458202477256070485', '226854911280625642308916404954512140969'],
  ['one behind its start', '113427455640312821154458202477256070486', 1, '113427455640312821154458202477256070485', '226854911280625642308916404954512140969'],
  ['above everything', '9'.repeat(39), 2, '226854911280625642308916404954512140970', GREATEST],
]
/** Each cuts a stream of its own: an emulator that splits after all must not close a shard under other cases. */
const cuts = CUTS.map(([label, key, shard, from, to], index): Case => {
  const name = `cut-${index}`
  return { name: `SplitShard ${label}`, given: stream(name, 3), when: split(name, key, id(shard)), aws: refusal('InvalidArgumentException', OUTSIDE(key, id(shard), from, to, name), kinesalite('splitShard')) }
})

const names: readonly Case[] = [
  ...['2147483647', 'any-2147483647', '-00002147483647'].map((shard): Case => ({ name: `SplitShard of an unknown stream and the shard ${shard}`, when: split('unknown', '0', shard), aws: refusal('ResourceNotFoundException', 'Stream unknown under account {account} not found.', kinesalite('splitShard')) })),
  ...['2147483648', 'shardId-002147483648', 'ABKLFD8', '2.14E4'].map((shard): Case => ({ name: `SplitShard of an unknown stream and the shard ${shard}`, when: split('unknown', '0', shard), aws: refusal('ResourceNotFoundException', `Could not find shard ${shard} in stream unknown under account {account}.`, kinesalite('splitShard')) })),
  {
    name: 'SplitShard of a shard that is not there',
    when: split(THREE, '0', 'shardId-5'),
    aws: refusal('ResourceNotFoundException', `Could not find shard ${id(5)} in stream ${THREE} under account {account}.`, kinesalite('splitShard')),
  },
  {
    name: 'MergeShards of a first shard that is not there',
    when: merge(THREE, 'shardId-5', 'any-0'),
    aws: refusal('ResourceNotFoundException', `Could not find shard ${id(5)} in stream ${THREE} under account {account}.`, kinesalite('mergeShards')),
  },
  {
    name: 'MergeShards of a second shard that is not there',
    when: merge(THREE, 'any-0', 'shardId-5'),
    aws: refusal('ResourceNotFoundException', `Could not find shard ${id(5)} in stream ${THREE} under account {account}.`, kinesalite('mergeShards')),
  },
  {
    name: 'MergeShards of an unknown stream and a second shard that cannot be',
    when: merge('unknown', 'any-0', '2.14E4'),
    aws: refusal('ResourceNotFoundException', 'Could not find shard 2.14E4 in stream unknown under account {account}.', kinesalite('mergeShards')),
  },
]

const refusals: readonly Case[] = [
  {
    name: 'MergeShards of shards that are apart',
    given: stream('apart', 3),
    when: merge('apart', id(0), id(2)),
    aws: refusal('InvalidArgumentException', APART(id(0), id(2), 'apart'), kinesalite('mergeShards')),
  },
  {
    name: 'MergeShards of neighbours the other way round',
    given: stream('reversed', 3),
    when: merge('reversed', id(1), id(0)),
    aws: refusal('InvalidArgumentException', APART(id(1), id(0), 'reversed'), kinesalite('mergeShards')),
  },
  {
    name: 'MergeShards of a shard with itself',
    given: stream('itself', 3),
    when: merge('itself', id(1), id(1)),
    aws: refusal('InvalidArgumentException', APART(id(1), id(1), 'itself'), kinesalite('mergeShards')),
  },
  {
    name: 'SplitShard of a shard that was split',
    given: parted('spent'),
    when: split('spent'),
    aws: refusal('InvalidArgumentException', SPENT(id(0), 'spent'), CLOSED_SHARD),
  },
  {
    name: 'MergeShards of shards that were merged',
    given: merged('spent-pair'),
    when: merge('spent-pair'),
    aws: refusal(
      'InvalidArgumentException',
      /^Shard shardId-00000000000[01] in stream spent-pair under account \{account\} has already been merged or split, and thus is not eligible for merging or splitting\.$/,
      CLOSED_SHARD,
    ),
  },
  {
    name: 'SplitShard on demand',
    spares: { kinesalite: 'it knows no modes' },
    given: [call('CreateStream', { StreamName: 'od-split', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }), { streamActive: 'od-split' }],
    when: split('od-split', '2'),
    aws: refusal('ValidationException', /On-Demand|ON_DEMAND|on-demand/i, api('SplitShard')),
  },
  {
    name: 'MergeShards on demand',
    spares: { kinesalite: 'it knows no modes' },
    given: [call('CreateStream', { StreamName: 'od-merge', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }), { streamActive: 'od-merge' }],
    when: merge('od-merge'),
    aws: refusal('ValidationException', /On-Demand|ON_DEMAND|on-demand/i, api('MergeShards')),
  },
  {
    name: 'UpdateShardCount on demand',
    given: [call('CreateStream', { StreamName: 'od-scale', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }), { streamActive: 'od-scale' }],
    when: call('UpdateShardCount', { StreamName: 'od-scale', TargetShardCount: 8, ScalingType: 'UNIFORM_SCALING' }),
    aws: refusal('ValidationException', /On-Demand|ON_DEMAND|on-demand/i, api('UpdateShardCount')),
  },
]

/** Shards that were ever made, and those still open, after scaling. */
const SCALINGS: readonly (readonly [from: number, to: number, total: number, open: readonly number[], source: string])[] = [
  [1, 2, 3, [1, 2], api('UpdateShardCount')],
  [2, 4, 6, [2, 3, 4, 5], 'getmoto/moto tests/test_kinesis, said to match AWS'],
  [4, 2, 6, [4, 5], 'getmoto/moto tests/test_kinesis, said to match AWS'],
  [4, 3, 11, [6, 9, 10], 'risingwavelabs/risingwave#9961, seen on AWS 2023'],
  [4, 5, 15, [4, 8, 11, 14, 13], 'getmoto/moto tests/test_kinesis, said to match AWS (total)'],
]
const scaling: readonly Case[] = [
  ...SCALINGS.flatMap(([from, to, total, open, source]): Case[] => [
    {
      name: `UpdateShardCount from ${from} to ${to} makes ${total} shards in all`,
      given: scaled(`scale-${from}-${to}`, from, to),
      when: call('ListShards', { StreamName: `scale-${from}-${to}` }),
      look: ['Shards.length'],
      aws: answer({ 'Shards.length': total }, source),
    },
    {
      name: `UpdateShardCount from ${from} to ${to} leaves ${open.join(', ')} open`,
      given: scaled(`scaled-${from}-${to}`, from, to),
      when: call('ListShards', { StreamName: `scaled-${from}-${to}`, ShardFilter: { Type: 'AT_LATEST' } }),
      look: ['Shards.*.ShardId'],
      aws: answer({ 'Shards.*.ShardId': [...open].sort((one, other) => one - other).map(id) }, source),
    },
  ]),
  {
    name: 'UpdateShardCount tells what it was and what it will be',
    given: stream('scale-told', 2),
    when: call('UpdateShardCount', { StreamName: 'scale-told', TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' }),
    aws: answer({ StreamName: 'scale-told', CurrentShardCount: 2, TargetShardCount: 4, StreamARN: 'arn:aws:kinesis:us-east-1:{account}:stream/scale-told' }, api('UpdateShardCount')),
  },
  {
    name: 'UpdateShardCount above double',
    given: stream('double', 2),
    when: call('UpdateShardCount', { StreamName: 'double', TargetShardCount: 5, ScalingType: 'UNIFORM_SCALING' }),
    aws: refusal(
      'LimitExceededException',
      'UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 2, Target shard count: 5',
      SCALING_PR,
    ),
  },
  {
    name: 'UpdateShardCount below half',
    given: stream('half', 4),
    when: call('UpdateShardCount', { StreamName: 'half', TargetShardCount: 1, ScalingType: 'UNIFORM_SCALING' }),
    aws: refusal(
      'LimitExceededException',
      'UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: 4, Target shard count: 1',
      SCALING_PR,
    ),
  },
  {
    name: 'UpdateShardCount to what there is',
    given: stream('unchanged', 2),
    when: call('UpdateShardCount', { StreamName: 'unchanged', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' }),
  },
]

export const reshardingCases: readonly Case[] = [...lineage, ...cuts, ...names, ...refusals, ...scaling]
