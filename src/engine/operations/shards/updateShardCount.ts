/**
 * UpdateShardCount, UNIFORM_SCALING: not "split some shards" but a sweep over the whole hash-key space that splits at every
 * new boundary and merges the pieces between. It reproduces a recorded 4 → 3 exactly (risingwave#9961: shards 6, 9, 10 open).
 */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { HASH_KEY_MAX, initialRanges } from '../../../kinesis/hashKey'
import { ACCOUNT_ID, ACCOUNT_SHARD_LIMIT, TARGET_SHARD_COUNT_MAX, UPDATE_SHARD_COUNT_CALLS_MAX } from '../../../kinesis/limits'
import { streamArn } from '../../naming'
import { shardLimitRefusal } from '../../shardLimit'
import type { Sink } from '../../sink'
import type { ReshardStep, Stream, World } from '../../state'
import { inOnDemandMode, notActive } from './reshardRefusals'
import { planReshard } from './reshardSteps'
import { resolveStream } from '../resolveStream'
import { callsWithinDay, targetRange } from './targetRange'

export function updateShardCount(world: World, request: Input<'UpdateShardCount'>, sink: Sink): Answer<Output<'UpdateShardCount'>> {
  const target = request.TargetShardCount
  const found = resolveStream(world, request)
  if (!found.ok) return found
  const stream = found.value
  if (stream.streamStatus !== 'ACTIVE') return notActive(stream)
  if (stream.streamMode === 'ON_DEMAND') return inOnDemandMode(stream)
  const current = stream.openShards.length
  const refusal = refuseTarget(world, stream, target)
  if (refusal !== null) return refusal
  const steps = planSweep(stream, target)
  stream.updateShardCountCallsUs = [...callsWithinDay(world, stream), world.nowUs]
  if (steps.length > 0) planReshard(world, stream, steps, sink)
  return accepted({ StreamName: stream.streamName, CurrentShardCount: current, TargetShardCount: target, StreamARN: streamArn(stream.streamName) })
}

function refuseTarget(world: World, stream: Stream, target: number): Refused | null {
  const current = stream.openShards.length
  const counts = `Current open shard count: ${current}, Target shard count: ${target}`
  if (target > TARGET_SHARD_COUNT_MAX) {
    return refused(
      'LimitExceededException',
      `Target shard count or number of open shards cannot be greater than ${TARGET_SHARD_COUNT_MAX}. ${counts}`,
    )
  }
  const { min, max } = targetRange(stream)
  if (target > max) return refused('LimitExceededException', `UpdateShardCount cannot scale up over double your current open shard count. ${counts}`)
  if (target < min) return refused('LimitExceededException', `UpdateShardCount cannot scale down below half your current open shard count. ${counts}`)
  if (callsWithinDay(world, stream).length >= UPDATE_SHARD_COUNT_CALLS_MAX) {
    // The text is ours (UNVERIFIED); the limit is the service's.
    return refused(
      'LimitExceededException',
      `Stream ${stream.streamName} under account ${ACCOUNT_ID} has been scaled ${UPDATE_SHARD_COUNT_CALLS_MAX} times ` +
        `in the last 24 hours, the limit for UpdateShardCount.`,
    )
  }
  return shardLimitRefusal(world, { additional: Math.max(0, target - current), limit: ACCOUNT_SHARD_LIMIT })
}

interface Piece {
  shardIndex: number
  endingHashKey: bigint
}

/**
 * Left to right: cut the shard that crosses the part's end, then merge the part's pieces pairwise from the left. Widths are
 * rounded down, so boundaries of two counts that mean the same place differ by a few keys: an old one that near stays
 * (UNVERIFIED; else doubling 3 shards would cut off shards of one hash key, which SplitShard itself refuses).
 */
export function planSweep(stream: Stream, target: number): ReshardStep[] {
  const steps: ReshardStep[] = []
  let nextShardIndex = stream.shards.length
  const pieces: Piece[] = stream.openShards.map((shardIndex) => ({ shardIndex, endingHashKey: stream.shards[shardIndex].endingHashKey }))
  pieces.reverse()
  const nearness = BigInt(Math.max(target, pieces.length))
  for (const part of initialRanges(target)) {
    const inPart: Piece[] = []
    for (;;) {
      const piece = pieces.pop()
      if (piece === undefined) break
      if (piece.endingHashKey > part.endingHashKey + nearness) {
        steps.push({ type: 'split', shardIndex: piece.shardIndex, newStartingHashKey: part.endingHashKey + 1n })
        pieces.push({ shardIndex: nextShardIndex + 1, endingHashKey: piece.endingHashKey })
        inPart.push({ shardIndex: nextShardIndex, endingHashKey: part.endingHashKey })
        nextShardIndex += 2
        break
      }
      inPart.push(piece)
      if (piece.endingHashKey >= part.endingHashKey - nearness) break
    }
    let merged = inPart[0]
    for (const piece of inPart.slice(1)) {
      steps.push({ type: 'merge', shardIndex: merged.shardIndex, adjacentShardIndex: piece.shardIndex })
      merged = { shardIndex: nextShardIndex++, endingHashKey: piece.endingHashKey }
    }
    if (part.endingHashKey === HASH_KEY_MAX) break
  }
  return steps
}
