/** Answers questions about single records and keys: the only place, besides the wire, where records become objects. */
import { US_PER_MS, type SimUs } from '../base/units'
import { hashKeyOf, hashTopOf } from '../kinesis/hashKey'
import { formatShardId } from '../kinesis/shardId'
import { countDone, type ShardProgress } from './consumers/shardProgress'
import { hashKeyOfId, hashWordsOf, partitionKeyOf } from './keySpace'
import { sequenceNumberOf } from './naming'
import type { Aggregate } from './recordBatch'
import { formatRecordId, isCopy, producerIdOf, sourceIndexOf } from './recordId'
import { aggregateOf, firstOrdinalFrom, FIRST_ORDINAL, forEachRecord, type Segment, type SegmentColumns } from './shardLog'
import type { Shard, Stream, World } from './state'
import { applicationsOf, streamHolding } from './watched'

export interface InspectedRecord {
  recordId: string
  partitionKey: string
  hashKey: string
  shardId: string
  sequenceNumber: string
  /** Data blob and partition key together. */
  bytes: number
  /** More than 1 where the KPL has aggregated it; `recordId` and `partitionKey` are then those of the first. */
  userRecords: number
  /** Whether it, or a user record in it, was in the stream before. */
  isCopy: boolean
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
  forEachRecord(shard.log, ordinal, ordinal + 1, (columns, at, _ordinal, arrivalUs, segment) => {
    record = describeRecord(world, shard, { columns, at, ordinal, arrivalUs, segment })
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
  const { log, recordsStored, aggregatesStored, recordsInAggregates } = shard
  // What the KPL has aggregated is looked through record by record.
  const lookedThrough = Math.ceil(LOOKED_THROUGH_MAX / Math.max(1, (recordsStored - aggregatesStored + recordsInAggregates) / Math.max(1, recordsStored)))
  const from = Math.max(FIRST_ORDINAL, log.trimOrdinal, log.nextOrdinal - lookedThrough)
  forEachRecord(log, from, log.nextOrdinal, (columns, at, ordinal, arrivalUs, segment) => {
    const aggregate = aggregateOf(segment, at)
    const isIts = aggregate === null ? columns.hashTop[at] === hashTop && partitionKeyOf(world.keys, columns.keyId[at]) === partitionKey : hasKey(world, aggregate, partitionKey, hashTop)
    if (!isIts) return
    if (records.length === KEY_RECORDS_MAX) records.shift()
    records.push(describeRecord(world, shard, { columns, at, ordinal, arrivalUs, segment }))
  })
  return records
}

function hasKey({ keys }: World, { keyIds }: Aggregate, partitionKey: string, hashTop: number): boolean {
  return keyIds.some((keyId) => {
    const { words, at } = hashWordsOf(keys, keyId)
    return words[at] === hashTop && partitionKeyOf(keys, keyId) === partitionKey
  })
}

/** Where a record stands in its shard. */
export interface RecordPlace {
  columns: SegmentColumns
  at: number
  ordinal: number
  arrivalUs: SimUs
  segment: Segment
}

export function describeRecord(world: World, shard: Shard, { columns, at, ordinal, arrivalUs, segment }: RecordPlace): InspectedRecord {
  const keyId = columns.keyId[at]
  const aggregate = aggregateOf(segment, at)
  return {
    recordId: formatRecordId(columns.recordId[at]),
    partitionKey: partitionKeyOf(world.keys, keyId),
    hashKey: String(hashKeyOfId(world.keys, keyId)),
    shardId: formatShardId(shard.shardIndex),
    sequenceNumber: sequenceNumberOf(world, shard, ordinal, arrivalUs),
    bytes: columns.bytes[at],
    userRecords: aggregate?.count ?? 1,
    isCopy: aggregate === null ? isCopy(columns.recordId[at]) : aggregate.recordIds.some(isCopy),
    arrivedAtMs: arrivalUs / US_PER_MS,
    producerId: producerIdOf(sourceIndexOf(columns.recordId[at])),
    processedBy: applicationsOf(world, streamHolding(world, shard) ?? null)
      .filter(({ progress }) => hasDone(progress.get(shard.shardIndex), ordinal))
      .map(({ settings }) => settings.name),
  }
}

function hasDone(progress: ShardProgress | undefined, ordinal: number): boolean {
  return progress !== undefined && countDone(progress, ordinal, ordinal + 1) > 0
}
