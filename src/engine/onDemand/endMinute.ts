/** An on-demand stream at the end of a minute: its peak is noted, shards that were too full are to be split, and in time too many are merged. */
import { ON_DEMAND_PEAK_HOURS, ON_DEMAND_SHARDS_MAX, ON_DEMAND_SPLIT_US } from '../../kinesis/limits'
import { carryOutSteps } from '../operations/shards/reshardSteps'
import { tell, type Sink } from '../sink'
import type { ReshardStep, Stream, World } from '../state'
import { middleOf } from './evenSteps'
import { NO_LOAD, type MinuteLoad, type OnDemand } from './model'
import { minuteOfShard, minuteOfStream, notePeak, peakOf } from './peaks'
import { isTooFull, shardsFilled, shardsLeftAt, shardsNeeded, shrinksFromUs } from './scalingRule'

/** It does so whatever its status says, which is not documented: ACTIVE here. What else is done to its shards goes first. */
export function endOnDemandMinute(world: World, stream: Stream, sink: Sink): void {
  const { onDemand } = stream
  if (onDemand === null) return
  const filledBefore = shardsFilled(peakOf(onDemand, world.nowUs, ON_DEMAND_PEAK_HOURS) ?? NO_LOAD)
  notePeak(onDemand, world.nowUs, minuteOfStream(world.meters, stream))
  const loads = stream.openShards.map((shardIndex) => minuteOfShard(world.meters, stream.shards[shardIndex]))
  planSplits(world, stream, onDemand, { loads, filledBefore })
  if (stream.streamStatus !== 'ACTIVE' || stream.plannedSteps.length > 0) return
  const splits = takeDueSplits(world, stream, onDemand)
  const steps = splits.length > 0 ? splits : mergesDue(world, stream, onDemand, loads)
  if (steps.length === 0) return
  const { length: from } = stream.openShards
  tell(world, sink, { kind: 'OnDemandScaled', streamName: stream.streamName, from, to: splits.length > 0 ? from + steps.length : from - steps.length })
  carryOutSteps(world, stream, steps)
}

/** A split that is planned is carried out: the peak of the past counts, not the present. */
function planSplits({ nowUs }: World, stream: Stream, { splitsDue }: OnDemand, { loads, filledBefore }: { loads: readonly MinuteLoad[]; filledBefore: number }): void {
  for (const shardIndex of splitsDue.keys()) if (stream.shards[shardIndex].closedAtUs !== null) splitsDue.delete(shardIndex)
  for (const [at, shardIndex] of stream.openShards.entries()) {
    if (!isTooFull(loads[at]) || splitsDue.has(shardIndex) || middleOf(stream.shards[shardIndex]) === null) continue
    splitsDue.set(shardIndex, { seenUs: nowUs, dueUs: nowUs + ON_DEMAND_SPLIT_US, filledBefore, ...loads[at] })
  }
}

function neededNow(nowUs: number, { warmThroughputMiBps }: Stream, onDemand: OnDemand): number {
  return shardsNeeded(peakOf(onDemand, nowUs, ON_DEMAND_PEAK_HOURS) ?? NO_LOAD, warmThroughputMiBps)
}

function takeDueSplits({ nowUs }: World, stream: Stream, onDemand: OnDemand): ReshardStep[] {
  const { splitsDue } = onDemand
  const steps: ReshardStep[] = []
  for (const [shardIndex, { dueUs }] of splitsDue) {
    if (dueUs > nowUs || stream.openShards.length + steps.length >= ON_DEMAND_SHARDS_MAX) continue
    const middle = middleOf(stream.shards[shardIndex])
    if (middle !== null) steps.push({ type: 'split', shardIndex, newStartingHashKey: middle })
    splitsDue.delete(shardIndex)
  }
  if (steps.length === 0) return steps
  onDemand.grownUs = nowUs
  onDemand.shrinking = null
  return steps
}

/** Down to what twice the peak needs, evenly in time; never a pair that would be split again. */
function mergesDue({ nowUs }: World, stream: Stream, onDemand: OnDemand, loads: readonly MinuteLoad[]): ReshardStep[] {
  const { length: open } = stream.openShards
  const needed = neededNow(nowUs, stream, onDemand)
  if (open <= needed || onDemand.splitsDue.size > 0) {
    onDemand.shrinking = null
    return []
  }
  if (onDemand.shrinking === null && nowUs >= shrinksFromUs(onDemand)) onDemand.shrinking = { sinceUs: nowUs, fromShards: open }
  if (onDemand.shrinking === null) return []
  return mergesOf(stream, loads, open - Math.max(needed, shardsLeftAt(nowUs, onDemand.shrinking, needed)))
}

/** At most `count` pairs of neighbours, the narrowest first, no shard in two of them. */
function mergesOf(stream: Stream, loads: readonly MinuteLoad[], count: number): ReshardStep[] {
  if (count <= 0) return []
  const { shards, openShards } = stream
  const widthOf = (at: number) => Number(shards[openShards[at + 1]].endingHashKey - shards[openShards[at]].startingHashKey)
  const pairs = openShards
    .slice(1)
    .map((_, at) => ({ at, width: widthOf(at) }))
    .filter(({ at }) => !isTooFull({ bytes: loads[at].bytes + loads[at + 1].bytes, records: loads[at].records + loads[at + 1].records }))
    .sort((left, right) => left.width - right.width || left.at - right.at)
  const taken = new Set<number>()
  const steps: ReshardStep[] = []
  for (const { at } of pairs) {
    if (steps.length === count) break
    if (taken.has(at) || taken.has(at + 1)) continue
    taken.add(at).add(at + 1)
    steps.push({ type: 'merge', shardIndex: openShards[at], adjacentShardIndex: openShards[at + 1] })
  }
  return steps
}
