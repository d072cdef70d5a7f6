/** The fullest second and minute of each stream, as they end. */
import type { SimUs } from '../../base/units'
import type { Shard, Stream, World } from '../state'
import type { Asked, Peaks, StreamUsage } from './model'
import { STREAMS_MAX } from './noteUsage'

export function notePeaks({ usage }: World, { streamName, createdAtUs, shards }: Stream, isMinute: boolean): void {
  let peaks = usage.peaks.get(streamName)
  if (peaks === undefined) {
    if (usage.peaks.size >= STREAMS_MAX) return
    usage.peaks.set(streamName, (peaks = createPeaks(createdAtUs)))
  }
  if (peaks.createdAtUs !== createdAtUs) {
    Object.assign(peaks.before, createAsked())
    peaks.createdAtUs = createdAtUs
    peaks.closed = { ...createAsked(), shards: 0 }
  }
  noteAsked(peaks, askedOf(peaks, shards))
  if (!isMinute) return
  const bytesRead = bytesReadFrom(usage.totals.streams.get(streamName)?.values() ?? [])
  peaks.bytesReadPerMinute = Math.max(peaks.bytesReadPerMinute, bytesRead - peaks.before.bytesRead)
  peaks.before.bytesRead = bytesRead
}

function askedOf({ closed }: Peaks, shards: readonly Shard[]): Asked {
  while (closed.shards < shards.length && shards[closed.shards].closedAtUs !== null) addAsked(closed, shards[closed.shards++])
  const { recordsIn, bytesIn, recordsRefused, bytesRefused, recordsRetried } = closed
  const asked = { recordsIn, bytesIn, recordsRefused, bytesRefused, recordsRetried }
  for (let shardIndex = closed.shards; shardIndex < shards.length; shardIndex++) addAsked(asked, shards[shardIndex])
  return asked
}

function addAsked(asked: Asked, shard: Shard): void {
  asked.recordsIn += shard.recordsStored
  asked.bytesIn += shard.bytesStored
  asked.recordsRefused += shard.recordsThrottled
  asked.bytesRefused += shard.bytesThrottled
  asked.recordsRetried += shard.recordsRetried
}

/** What is sent again asks for no more than it did at first; but what came in, came in. */
function noteAsked(peaks: Peaks, now: Asked): void {
  const { before } = peaks
  const [records, bytes] = [now.recordsIn - before.recordsIn, now.bytesIn - before.bytesIn]
  const attempts = records + now.recordsRefused - before.recordsRefused
  const first = attempts - (now.recordsRetried - before.recordsRetried)
  const bytesOfFirst = attempts === 0 ? 0 : ((bytes + now.bytesRefused - before.bytesRefused) * first) / attempts
  peaks.bytesInPerSecond = Math.max(peaks.bytesInPerSecond, bytes, bytesOfFirst)
  peaks.recordsInPerSecond = Math.max(peaks.recordsInPerSecond, records, first)
  Object.assign(before, now)
}

function bytesReadFrom(plans: Iterable<StreamUsage>): number {
  let sum = 0
  for (const { bytesRead } of plans) for (const bytes of bytesRead.values()) sum += bytes
  return sum
}

function createPeaks(createdAtUs: SimUs): Peaks {
  return { bytesInPerSecond: 0, recordsInPerSecond: 0, bytesReadPerMinute: 0, before: { ...createAsked(), bytesRead: 0 }, createdAtUs, closed: { ...createAsked(), shards: 0 } }
}

function createAsked(): Asked {
  return { recordsIn: 0, bytesIn: 0, recordsRefused: 0, bytesRefused: 0, recordsRetried: 0 }
}
