/** Where streams hold the record that is followed, once for each copy, and until when. */
import { US_PER_HOUR, US_PER_MS, type SimUs } from '../../base/units'
import { formatShardId } from '../../kinesis/shardId'
import type { SimEvent } from '../events'
import { sequenceNumberOf } from '../naming'
import type { Shard, Stream, World } from '../state'
import type { JourneyStep } from './journey'

export interface Place {
  streamName: string
  shardIndex: number
  ordinal: number
  shardId: string
  sequenceNumber: string
  arrivedUs: SimUs
  /** By the retention in force; never changes once it is past. */
  expiresUs: SimUs
  /** With its stream: another one of that name holds other records. Null: it is there, though maybe expired. */
  deletedUs: SimUs | null
}

/** Of a record that is stored now. */
export function placeOf(world: World, { streamName, retentionPeriodHours }: Stream, shard: Shard, ordinal: number): Place {
  const { shardIndex } = shard
  const { nowUs } = world
  const sequenceNumber = sequenceNumberOf(world, shard, ordinal, nowUs)
  return { streamName, shardIndex, ordinal, shardId: formatShardId(shardIndex), sequenceNumber, arrivedUs: nowUs, expiresUs: nowUs + retentionPeriodHours * US_PER_HOUR, deletedUs: null }
}

/** What becomes of the stream becomes of its places. @param stream of which is told, after the change. */
export function notePlaces(places: readonly Place[], told: SimEvent, stream: Stream | undefined): void {
  if (told.kind !== 'StreamDeleted' && told.kind !== 'StreamStatusChanged') return
  const nowUs = Math.round(told.at * US_PER_MS)
  for (const place of places) {
    if (place.deletedUs !== null || place.streamName !== told.streamName) continue
    if (told.kind === 'StreamDeleted') place.deletedUs = nowUs
    // A shorter period takes at once what is older; what has expired never comes back.
    else if (stream !== undefined && place.expiresUs > nowUs) place.expiresUs = Math.max(nowUs, place.arrivedUs + stream.retentionPeriodHours * US_PER_HOUR)
  }
}

export function endOf({ shardId, sequenceNumber, expiresUs, deletedUs }: Place, nowUs: SimUs): JourneyStep[] {
  if (expiresUs < (deletedUs ?? nowUs)) return [{ atMs: expiresUs / US_PER_MS, kind: 'expired', shardId, sequenceNumber }]
  return deletedUs === null ? [] : [{ atMs: deletedUs / US_PER_MS, kind: 'deleted', shardId, sequenceNumber }]
}
