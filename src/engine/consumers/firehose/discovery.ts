/**
 * How Firehose learns of shards, and when it begins with one. UNVERIFIED, as AWS does not say: a child after all of its
 * parents are read, and in the buffer before it.
 */
import { US_PER_SECOND } from '../../../base/units'
import { GET_RECORDS_RECORDS_MAX } from '../../../kinesis/limits'
import type { ChildShardRef } from '../../fetched'
import { streamOf } from '../../naming'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { ReadPosition } from '../retrieval/reader'
import { openReader } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { beginThoseFree, forgetPositions, meetChildren, meetListed, type KnownShard, type ShardStart } from '../shardDiscovery'
import { DISCOVERY_US, POLL_RETRY_MS } from './constants'
import { FINISHED, type FirehoseApplication, type FirehoseShard } from './model'

export function runDiscovery(world: World, application: FirehoseApplication, sink: Sink): void {
  discoverShards(world, application, sink)
  application.discoverDueUs = world.nowUs + (application.hasBegun ? DISCOVERY_US : US_PER_SECOND)
  setTimer(world, application, application.discoverDueUs, { kind: 'firehose', due: 'discover' })
}

/** It begins at the tip of what is open, and has the place saved before it has read anything. */
function discoverShards(world: World, application: FirehoseApplication, sink: Sink): void {
  const { shards, saved } = application
  const listed = meetListed(world, application, !application.hasBegun, (ref, start) => meetShard(world, application, ref, start), sink)
  if (listed === null || listed.size === 0) return
  application.hasBegun = true
  forgetPositions(saved, shards, listed)
  startAllFree(world, application)
}

/** Without all parents known it must list. */
export function discoverChildren(world: World, application: FirehoseApplication, children: readonly ChildShardRef[], sink: Sink): void {
  if (!meetChildren(application, children, (ref, start) => meetShard(world, application, ref, start))) discoverShards(world, application, sink)
}

function meetShard(world: World, application: FirehoseApplication, { shardIndex, parentShardIndexes }: ChildShardRef, start: ShardStart): FirehoseShard {
  if (start !== 'TRIM_HORIZON') application.saved.set(shardIndex, start === 'END' ? FINISHED : tipOf(world, application, shardIndex))
  const saved = application.saved.get(shardIndex)
  const isFinished = saved === FINISHED
  const position: ReadPosition = saved === undefined || isFinished ? { kind: 'TRIM_HORIZON' } : { kind: 'ORDINAL', ordinal: saved }
  return {
    shardIndex,
    parentShardIndexes,
    state: isFinished ? 'ENDED' : 'WAITING',
    position,
    readerNumber: null,
    calledUs: 0,
    isBlocked: false,
    isHeld: false,
    isDrained: isFinished,
    pending: [],
    pendingBytes: 0,
    pendingSinceUs: null,
    invocation: null,
    bufferedTo: null,
  }
}

function tipOf(world: World, application: FirehoseApplication, shardIndex: number): number {
  return streamOf(world, application).shards[shardIndex].log.nextOrdinal
}

export function startAllFree(world: World, application: FirehoseApplication): void {
  beginThoseFree(application.shards, isRead, (shard) => {
    const { shardIndex, position } = shard
    shard.state = 'READING'
    shard.calledUs = world.nowUs
    shard.readerNumber = openReader(world, application, { shardIndex, retrieval: 'polling', position, maxRecords: GET_RECORDS_RECORDS_MAX, retryMs: POLL_RETRY_MS }).readerNumber
  })
}

function isRead({ state }: KnownShard): boolean {
  return state === 'DRAINED' || state === 'ENDED'
}
