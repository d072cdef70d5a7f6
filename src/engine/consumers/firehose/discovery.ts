/**
 * How Firehose learns of shards, and when it begins with one. UNVERIFIED, as AWS does not say: a child after all of its
 * parents are read, and in the buffer before it.
 */
import { US_PER_SECOND } from '../../../base/units'
import { GET_RECORDS_RECORDS_MAX } from '../../../kinesis/limits'
import type { ChildShardRef } from '../../fetched'
import { findStream } from '../../naming'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { beginShard } from '../finishing'
import { listAll, listedShard } from '../listing'
import type { ReadPosition } from '../retrieval/reader'
import { openReader } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { DISCOVERY_US, POLL_RETRY_MS } from './constants'
import { FINISHED, type FirehoseApplication, type FirehoseShard } from './model'

export function runDiscovery(world: World, application: FirehoseApplication, sink: Sink): void {
  discoverShards(world, application, sink)
  discoverLater(world, application, application.hasBegun ? DISCOVERY_US : US_PER_SECOND)
}

function discoverLater(world: World, application: FirehoseApplication, afterUs: number): void {
  setTimer(world, application, world.nowUs + afterUs, { kind: 'firehose', due: 'discover' })
}

/**
 * It begins at the tip of what is open, and has the place saved before it has read anything. At the end of a shard too: its
 * ChildShards alone would not tell of the other parent of a merge, which may be unknown until then.
 */
export function discoverShards(world: World, application: FirehoseApplication, sink: Sink): void {
  const listed = listAll(world, application.streamName, { Type: 'FROM_TRIM_HORIZON' })
  const stream = findStream(world, application.streamName)
  if (listed === null || stream === null || listed.length === 0) return
  const isFirst = !application.hasBegun
  application.hasBegun = true
  const refs = listed.map(listedShard)
  forgetOthers(application, new Set(refs.map(({ shardIndex }) => shardIndex)))
  refs.forEach((ref, at) => {
    const { shardIndex } = ref
    if (application.shards.has(shardIndex)) return
    const { log } = stream.shards[shardIndex]
    const isClosed = listed[at].SequenceNumberRange.EndingSequenceNumber !== undefined
    if (isFirst) application.saved.set(shardIndex, isClosed ? FINISHED : log.nextOrdinal)
    if (isFirst && isClosed) {
      beginShard(world, application, stream.shards[shardIndex], log.nextOrdinal, sink)
      progressOf(application, shardIndex).phase = 'ended'
    }
    meetShard(application, ref)
  })
  startAllFree(world, application)
}

/** Shards that are past retention. */
function forgetOthers({ saved, shards }: FirehoseApplication, listed: ReadonlySet<number>): void {
  for (const shardIndex of saved.keys()) if (!listed.has(shardIndex) && (shards.get(shardIndex)?.state ?? 'ENDED') === 'ENDED') saved.delete(shardIndex)
  for (const { shardIndex, state } of shards.values()) if (!listed.has(shardIndex) && state === 'ENDED') shards.delete(shardIndex)
}

function meetShard(application: FirehoseApplication, { shardIndex, parentShardIndexes }: ChildShardRef): void {
  const saved = application.saved.get(shardIndex)
  const position: ReadPosition = saved === undefined || saved === FINISHED ? { kind: 'TRIM_HORIZON' } : { kind: 'ORDINAL', ordinal: saved }
  const shard: FirehoseShard = {
    shardIndex,
    parentShardIndexes,
    state: saved === FINISHED ? 'ENDED' : 'WAITING',
    position,
    readerNumber: null,
    calledUs: 0,
    isHeld: false,
    isDrained: saved === FINISHED,
    pending: [],
    pendingBytes: 0,
    pendingSinceUs: null,
    invocation: null,
    bufferedTo: null,
  }
  application.shards.set(shardIndex, shard)
}

export function startAllFree(world: World, application: FirehoseApplication): void {
  for (const shard of application.shards.values()) startWhenFree(world, application, shard)
}

/** A parent that it does not know is long gone, or of before its time. */
function startWhenFree(world: World, application: FirehoseApplication, shard: FirehoseShard): void {
  if (shard.state !== 'WAITING') return
  const progress = progressOf(application, shard.shardIndex)
  const isBlocked = shard.parentShardIndexes.some((parent) => ['WAITING', 'READING'].includes(application.shards.get(parent)?.state ?? 'ENDED'))
  if (isBlocked) {
    if (progress.phase === 'none') progress.phase = 'waiting'
    return
  }
  // Where it begins is not told yet: `beginShard` takes it for the first time.
  if (progress.phase === 'waiting') progress.phase = 'none'
  shard.state = 'READING'
  shard.calledUs = world.nowUs
  const { shardIndex, position } = shard
  shard.readerNumber = openReader(world, application, { shardIndex, retrieval: 'polling', position, maxRecords: GET_RECORDS_RECORDS_MAX, retryMs: POLL_RETRY_MS }).readerNumber
}
