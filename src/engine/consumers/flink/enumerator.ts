/** Shards are found by ListShards alone, every 10 s, and given to subtasks: by their hash range and children after all their parents, or as FlinkKinesisConsumer does. */
import { formatShardId } from '../../../kinesis/shardId'
import { findStream } from '../../naming'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { ChildShardRef } from '../../fetched'
import { beginShard } from '../finishing'
import { indexOfShard, listAll, listedShard } from '../listing'
import { isFlinkKinesisConsumer, subtaskByHashCode } from './flinkKinesisConsumer'
import { createClock, type FlinkApplication, type Split } from './model'

/** 2^128. */
const HASH_KEY_BOUND = 1n << 128n

/** FLK KinesisStreamsSourceEnumerator; of FlinkKinesisConsumer each subtask lists for itself, closed shards too. @returns false where the shards cannot be listed, which is the end of the job. */
export function discoverShards(world: World, application: FlinkApplication, sink: Sink): boolean {
  const { lastSeenShard, settings } = application
  const isFirst = lastSeenShard === null
  const isOld = isFlinkKinesisConsumer(settings)
  const type = settings.initialPosition === 'LATEST' && !isOld ? 'AT_LATEST' : 'FROM_TRIM_HORIZON'
  const list = () => listAll(world, application, isFirst ? { Type: type } : { Type: 'AFTER_SHARD_ID', ShardId: formatShardId(lastSeenShard) })
  const listed = list()
  // The others hear the same.
  const listers = isOld ? application.subtasks.length : 1
  for (let lister = 1; lister < listers; lister++) list()
  application.totals.listShardsCalls += listers
  if (listed === null) return false
  const atTip = (shardIndex: number): Split['position'] => (isOld ? { kind: 'LATEST' } : beginAtTip(world, application, shardIndex, sink))
  for (const shard of listed) {
    const ref = listedShard(shard)
    addSplit(application, ref, isFirst && settings.initialPosition === 'LATEST' ? atTip(ref.shardIndex) : { kind: 'TRIM_HORIZON' })
    application.lastSeenShard = indexOfShard(shard.ShardId)
  }
  return true
}

/** FLK KinesisStreamsSource: LATEST is the instant of the start; FlinkKinesisConsumer means wherever the tip is when it asks. */
function beginAtTip(world: World, application: FlinkApplication, shardIndex: number, sink: Sink): Split['position'] {
  const shard = findStream(world, application.streamName)?.shards[shardIndex]
  if (shard === undefined) return { kind: 'LATEST' }
  const ordinal = shard.log.nextOrdinal
  beginShard(world, application, shard, ordinal, sink)
  return { kind: 'ORDINAL', ordinal }
}

function addSplit(application: FlinkApplication, { shardIndex, parentShardIndexes, startingHashKey, endingHashKey }: ChildShardRef, position: Split['position']): void {
  if (application.splits.has(shardIndex)) return
  application.splits.set(shardIndex, createSplit({ shardIndex, parentShardIndexes, startingHashKey, endingHashKey, position }))
  if (!isFlinkKinesisConsumer(application.settings) && parentShardIndexes.some((parent) => application.splits.has(parent))) progressOf(application, shardIndex).phase = 'waiting'
}

export function createSplit(known: Pick<Split, 'shardIndex' | 'parentShardIndexes' | 'startingHashKey' | 'endingHashKey' | 'position'>): Split {
  return { ...known, subtask: null, readerNumber: null, isDrained: false, nextFetchUs: 0, clock: createClock() }
}

/** FLK SplitTracker: a parent that is not known is done, or was never to be read. FlinkKinesisConsumer knows of no parents. */
export function assignSplits(application: FlinkApplication): void {
  const { splits, settings } = application
  const isFree = ({ parentShardIndexes }: Split) => isFlinkKinesisConsumer(settings) || !parentShardIndexes.some((parent) => splits.has(parent))
  for (const split of splits.values()) if (split.subtask === null && isFree(split)) assign(application, split)
}

export function assign({ subtasks, settings, streamName }: FlinkApplication, split: Split): void {
  split.subtask = isFlinkKinesisConsumer(settings) ? subtaskByHashCode(streamName, split.shardIndex, subtasks.length) : subtaskByRange(split, subtasks.length)
  const subtask = subtasks[split.subtask]
  subtask.turns.push(split.shardIndex)
  subtask.withoutShardsSinceUs = null
}

/** FLK UniformShardAssigner: the subtask in whose share the middle of the range lies. */
function subtaskByRange({ startingHashKey, endingHashKey }: Split, subtaskCount: number): number {
  const middle = (startingHashKey + endingHashKey) / 2n
  return Number((middle * BigInt(subtaskCount)) / HASH_KEY_BOUND)
}

/** Read and counted to its end, or gone: its children may begin. */
export function finishSplit(world: World, application: FlinkApplication, split: Split): void {
  const { splits, subtasks, checkpoints } = application
  const { shardIndex } = split
  splits.delete(shardIndex)
  if (split.position.kind === 'ORDINAL') checkpoints.finished.set(shardIndex, split.position.ordinal)
  progressOf(application, shardIndex).phase = 'ended'
  const subtask = split.subtask === null ? undefined : subtasks[split.subtask]
  if (subtask !== undefined) {
    subtask.turns = subtask.turns.filter((turn) => turn !== shardIndex)
    const hasOthers = Array.from(splits.values()).some((other) => other.subtask === subtask.index)
    if (!hasOthers) subtask.withoutShardsSinceUs = world.nowUs
  }
  assignSplits(application)
}
