/** Answers questions about single records and keys: the only place, besides the wire, where records become objects. */
import { US_PER_MS } from '../base/units'
import { hashKeyOf, hashTopOf } from '../kinesis/hashKey'
import { formatShardId } from '../kinesis/shardId'
import { hashKeyOfId, partitionKeyOf } from './keySpace'
import { sequenceNumberOf } from './naming'
import { formatRecordId, producerIdOf, producerIndexOf } from './recordId'
import { firstOrdinalFrom, FIRST_ORDINAL, forEachRecord, type SegmentColumns } from './shardLog'
import type { Shard, Stream, World } from './state'

export interface InspectedRecord {
  recordId: string
  partitionKey: string
  hashKey: string
  shardId: string
  sequenceNumber: string
  /** Data blob and partition key together. */
  bytes: number
  arrivedAtMs: number
  producerId: string
  /** Names of the applications that have processed it. */
  processedBy: string[]
}

export interface KeyFacts {
  partitionKey: string
  /** 32 hex digits. */
  md5: string
  hashKey: string
  hashTop: number
  /** Shard that stores it now; empty while there is none. */
  shardId: string
  /** Its newest stored records, newest first, at most `KEY_RECORDS_MAX`. */
  records: InspectedRecord[]
}

const KEY_RECORDS_MAX = 50
/** Records looked through for one question, in each shard. */
const LOOKED_THROUGH_MAX = 100_000

/** The stored record nearest to a place in the river; null where there is none within reach. */
export function recordAt(
  world: World,
  stream: Stream | null,
  place: { atMs: number; withinMs: number; hashTop: number; withinHashTop: number },
): InspectedRecord | null {
  let nearest: { shard: Shard; ordinal: number; distance: number } | null = null
  for (const shard of stream?.shards ?? []) {
    const from = firstOrdinalFrom(shard.log, (place.atMs - place.withinMs) * US_PER_MS)
    const to = Math.min(firstOrdinalFrom(shard.log, (place.atMs + place.withinMs) * US_PER_MS), from + LOOKED_THROUGH_MAX)
    forEachRecord(shard.log, from, to, (columns, at, ordinal, arrivalUs) => {
      const across = Math.abs(columns.hashTop[at] - place.hashTop) / place.withinHashTop
      const along = Math.abs(arrivalUs / US_PER_MS - place.atMs) / place.withinMs
      const distance = across * across + along * along
      if (distance <= 1 && (nearest === null || distance < nearest.distance)) nearest = { shard, ordinal, distance }
    })
  }
  return describeNearest(world, nearest)
}

function describeNearest(world: World, nearest: { shard: Shard; ordinal: number } | null): InspectedRecord | null {
  if (nearest === null) return null
  const { shard, ordinal } = nearest
  let record: InspectedRecord | null = null
  forEachRecord(shard.log, ordinal, ordinal + 1, (columns, at, _ordinal, arrivalUs) => {
    record = describeRecord(world, shard, ordinal, arrivalUs, columns, at)
  })
  return record
}

export function keyFactsOf(world: World, stream: Stream | null, partitionKey: string): KeyFacts {
  const hashKey = hashKeyOf(partitionKey)
  const owners = (stream?.shards ?? []).filter((shard) => shard.startingHashKey <= hashKey && hashKey <= shard.endingHashKey)
  const open = owners.find((shard) => shard.closedAtUs === null)
  const records = owners.flatMap((shard) => recordsOfKey(world, shard, partitionKey, hashTopOf(hashKey)))
  records.sort((left, right) => right.arrivedAtMs - left.arrivedAtMs)
  return {
    partitionKey,
    md5: hashKey.toString(16).padStart(32, '0'),
    hashKey: String(hashKey),
    hashTop: hashTopOf(hashKey),
    shardId: open === undefined ? '' : formatShardId(open.shardIndex),
    records: records.slice(0, KEY_RECORDS_MAX),
  }
}

function recordsOfKey(world: World, shard: Shard, partitionKey: string, hashTop: number): InspectedRecord[] {
  const records: InspectedRecord[] = []
  const { nextOrdinal } = shard.log
  const from = Math.max(FIRST_ORDINAL, shard.log.trimOrdinal, nextOrdinal - LOOKED_THROUGH_MAX)
  forEachRecord(shard.log, from, nextOrdinal, (columns, at, ordinal, arrivalUs) => {
    if (columns.hashTop[at] !== hashTop || partitionKeyOf(world.keys, columns.keyId[at]) !== partitionKey) return
    if (records.length === KEY_RECORDS_MAX) records.shift()
    records.push(describeRecord(world, shard, ordinal, arrivalUs, columns, at))
  })
  return records
}

function describeRecord(world: World, shard: Shard, ordinal: number, arrivalUs: number, columns: SegmentColumns, at: number): InspectedRecord {
  const keyId = columns.keyId[at]
  return {
    recordId: formatRecordId(columns.recordId[at]),
    partitionKey: partitionKeyOf(world.keys, keyId),
    hashKey: String(hashKeyOfId(world.keys, keyId)),
    shardId: formatShardId(shard.shardIndex),
    sequenceNumber: sequenceNumberOf(world, shard, ordinal, arrivalUs),
    bytes: columns.bytes[at],
    arrivedAtMs: arrivalUs / US_PER_MS,
    producerId: producerIdOf(producerIndexOf(columns.recordId[at])),
    processedBy: world.applications
      .filter((application) => (application.processedTo.get(shard.shardIndex) ?? FIRST_ORDINAL) > ordinal)
      .map(({ settings }) => settings.name),
  }
}
