/** How the hash-key space is shared out among open shards, and which calls even it. */
import { SECONDS_PER_MINUTE } from '../../base/units'
import { HASH_KEY_MAX } from '../../kinesis/hashKey'
import { UPDATE_SHARD_COUNT_CALLS_MAX } from '../../kinesis/limits'
import { formatShardId } from '../../kinesis/shardId'
import { callsWithinDay } from '../operations/shards/targetRange'
import { attemptTotals, shareOfLimit } from '../shardAttempts'
import type { Shard, Stream, World } from '../state'
import type { EveningCall, RangesView } from './capacityView'
import { perSecond } from './onDemandViewOf'
import { middleOf } from './evenSteps'

const KEY_SPACE = Number(HASH_KEY_MAX + 1n)
/** Ranges as CreateStream and UpdateShardCount make them differ by a few keys. */
const ALIKE_MAX = 1.000_001

export function rangesOf(world: World, stream: Stream): RangesView {
  const shards = stream.openShards.map((shardIndex) => stream.shards[shardIndex])
  const widths = shards.map(widthOf)
  const ratio = ratioOf(widths)
  return {
    shares: shards.map((shard, at) => ({
      shardId: formatShardId(shard.shardIndex),
      ofKeySpace: widths[at] / KEY_SPACE,
      useInMinute: useInMinute(world, shard),
    })),
    widestToNarrowest: ratio,
    remedies: stream.streamMode === 'ON_DEMAND' || ratio <= ALIKE_MAX ? [] : remediesOf(world, stream, { shards, widths, ratio }),
  }
}

/** Of one that is younger than a minute, since it was opened. */
function useInMinute({ meters }: World, shard: Shard): number {
  const { stored, seconds } = attemptTotals(meters, shard, SECONDS_PER_MINUTE)
  return shareOfLimit(perSecond(stored, seconds), 1)
}

function widthOf({ startingHashKey, endingHashKey }: Shard): number {
  return Number(endingHashKey - startingHashKey + 1n)
}

function ratioOf(widths: readonly number[]): number {
  if (widths.length === 0) return 1
  let [least] = widths
  let most = least
  for (const width of widths) {
    least = Math.min(least, width)
    most = Math.max(most, width)
  }
  return most / least
}

interface Ranges {
  shards: readonly Shard[]
  widths: readonly number[]
  ratio: number
}

/** The one call that makes all alike, then single ones that help. */
function remediesOf(world: World, stream: Stream, ranges: Ranges): EveningCall[] {
  const { streamName: StreamName } = stream
  const all: EveningCall[] = []
  if (callsWithinDay(world, stream).length < UPDATE_SHARD_COUNT_CALLS_MAX) {
    all.push({ operation: 'UpdateShardCount', input: { StreamName, TargetShardCount: ranges.shards.length, ScalingType: 'UNIFORM_SCALING' }, widestToNarrowest: 1 })
  }
  return [...all, ...[splitWidest(StreamName, ranges), mergeNarrowest(StreamName, ranges)].filter((call) => call !== null)]
}

function splitWidest(StreamName: string, { shards, widths, ratio }: Ranges): EveningCall | null {
  const at = widths.indexOf(widths.reduce((most, width) => Math.max(most, width)))
  const middle = middleOf(shards[at])
  if (middle === null) return null
  const after = ratioOf(widths.toSpliced(at, 1, widths[at] / 2, widths[at] / 2))
  if (after >= ratio) return null
  return { operation: 'SplitShard', input: { StreamName, ShardToSplit: formatShardId(shards[at].shardIndex), NewStartingHashKey: String(middle) }, widestToNarrowest: after }
}

function mergeNarrowest(StreamName: string, { shards, widths, ratio }: Ranges): EveningCall | null {
  if (shards.length < 2) return null
  let at = 0
  for (let other = 1; other < widths.length - 1; other++) if (widths[other] + widths[other + 1] < widths[at] + widths[at + 1]) at = other
  const after = ratioOf(widths.toSpliced(at, 2, widths[at] + widths[at + 1]))
  if (after >= ratio) return null
  return {
    operation: 'MergeShards',
    input: { StreamName, ShardToMerge: formatShardId(shards[at].shardIndex), AdjacentShardToMerge: formatShardId(shards[at + 1].shardIndex) },
    widestToNarrowest: after,
  }
}
