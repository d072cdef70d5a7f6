/**
 * What SplitShard, MergeShards, UpdateShardCount and the scaling of on-demand streams have in common: steps carried out on whole seconds. A child's creation
 * second is its parent's last second plus one (recorded on AWS); until then writes go to the parent.
 */
import { assert } from '../../../base/assert'
import { US_PER_MS, US_PER_SECOND } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { RESHARD_US } from '../../../kinesis/limits'
import { schedule } from '../../agenda'
import { checkTiling } from '../../invariants'
import { endingSequenceNumberOf, epochSecondOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { ReshardStep, Shard, Stream, World } from '../../state'
import { openShard, tellShardOpened } from './openShard'

/** Starts a reshard: the stream is UPDATING until its steps are done. */
export function planReshard(world: World, stream: Stream, steps: ReshardStep[], sink: Sink): void {
  stream.streamStatus = 'UPDATING'
  stream.plannedSteps = steps
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'UPDATING' })
  scheduleOnSecond(world, stream, world.nowUs + RESHARD_US)
}

/** From this second on, or the next one where it has begun, whatever the status of the stream; UPDATING ends with them. */
export function carryOutSteps(world: World, stream: Stream, steps: ReshardStep[]): void {
  stream.plannedSteps = steps
  scheduleOnSecond(world, stream, world.nowUs)
}

function scheduleOnSecond(world: World, stream: Stream, fromUs: number): void {
  const epochUs = world.epochMs * US_PER_MS
  const dueUs = Math.ceil((epochUs + fromUs) / US_PER_SECOND) * US_PER_SECOND - epochUs
  schedule(world.agenda, dueUs, { type: 'ReshardStep', streamIndex: stream.streamIndex })
}

/** Carries out planned steps in order, up to the first one whose parents were born in this very second. */
export function runReshardSteps(world: World, stream: Stream, sink: Sink): void {
  const second = epochSecondOf(world, world.nowUs)
  let done = 0
  for (const step of stream.plannedSteps) {
    if (parentsOf(stream, step).some((parent) => parent.createdSecond >= second)) break
    if (step.type === 'split') split(world, stream, step, sink)
    else merge(world, stream, step, sink)
    done++
  }
  stream.plannedSteps.splice(0, done)
  stream.reshardCount++
  checkTiling(stream)
  if (stream.plannedSteps.length > 0) {
    scheduleOnSecond(world, stream, world.nowUs + 1)
    return
  }
  // An on-demand stream that scales by itself is ACTIVE all the while, or UPDATING for something else.
  if (stream.streamStatus === 'ACTIVE' || stream.update !== null) return
  stream.streamStatus = 'ACTIVE'
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'ACTIVE' })
}

function parentsOf(stream: Stream, step: ReshardStep): Shard[] {
  const parents = [stream.shards[step.shardIndex]]
  if (step.type === 'merge') parents.push(stream.shards[step.adjacentShardIndex])
  return parents
}

function split(world: World, stream: Stream, step: Extract<ReshardStep, { type: 'split' }>, sink: Sink): void {
  const parent = stream.shards[step.shardIndex]
  const position = closeShard(world, stream, parent, sink)
  const parents = { parentShardIndex: parent.shardIndex, adjacentParentShardIndex: null }
  const lower = { startingHashKey: parent.startingHashKey, endingHashKey: step.newStartingHashKey - 1n }
  const upper = { startingHashKey: step.newStartingHashKey, endingHashKey: parent.endingHashKey }
  const children = [openShard(world, stream, lower, parents), openShard(world, stream, upper, parents)]
  parent.childShardIndexes = children.map((child) => child.shardIndex)
  stream.openShards.splice(position, 0, ...parent.childShardIndexes)
  for (const child of children) tellShardOpened(world, child, sink)
}

function merge(world: World, stream: Stream, step: Extract<ReshardStep, { type: 'merge' }>, sink: Sink): void {
  const [parent, adjacent] = parentsOf(stream, step)
  const position = closeShard(world, stream, parent, sink)
  closeShard(world, stream, adjacent, sink)
  const range = { startingHashKey: parent.startingHashKey, endingHashKey: adjacent.endingHashKey }
  const child = openShard(world, stream, range, { parentShardIndex: parent.shardIndex, adjacentParentShardIndex: adjacent.shardIndex })
  parent.childShardIndexes = [child.shardIndex]
  adjacent.childShardIndexes = [child.shardIndex]
  stream.openShards.splice(position, 0, child.shardIndex)
  tellShardOpened(world, child, sink)
}

/** @returns its former position among the open shards. */
function closeShard(world: World, stream: Stream, shard: Shard, sink: Sink): number {
  const position = stream.openShards.indexOf(shard.shardIndex)
  assert(position >= 0, `${formatShardId(shard.shardIndex)} is not open at ${world.nowUs} us`)
  stream.openShards.splice(position, 1)
  shard.closedAtUs = world.nowUs
  shard.closedSecond = epochSecondOf(world, world.nowUs) - 1
  const endingSequenceNumber = endingSequenceNumberOf(shard) as string
  tell(world, sink, { kind: 'ShardClosed', shardId: formatShardId(shard.shardIndex), endingSequenceNumber }, stream)
  return position
}
