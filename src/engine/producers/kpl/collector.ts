/** Kinesis records of any shard wait here to become one PutRecords request: by count, by size, by one shard's share, or by deadline. */
import { AGGREGATE_PARTITION_KEY } from '../../../kinesis/aggregatedRecord'
import type { Bytes, SimUs } from '../../../base/units'
import { COLLECTION_SHARD_BYTES_MAX } from './constants'
import type { KplSettings } from './settings'
import { NONE, type UserRecords } from './userRecords'

export interface Collector {
  heads: number[]
  /** Data and partition keys. */
  bytes: Bytes
  /** Data, by predicted shard. */
  shardBytes: Map<number, Bytes>
  deadlineUs: SimUs
  /** As `AggregationBuffer.timerUs`. */
  timerUs: SimUs | null
}

export function createCollector(): Collector {
  return { heads: [], bytes: 0, shardBytes: new Map(), deadlineUs: Infinity, timerUs: null }
}

/** What the service counts of a Kinesis record: its data and its partition key. */
export function countedBytes({ members, putBytes, keyBytes }: UserRecords, head: number): Bytes {
  return putBytes[head] + (members[head] === 1 ? keyBytes[head] : AGGREGATE_PARTITION_KEY.length)
}

/** @returns the heads of a request that is full now, or null. */
export function addToCollector(records: UserRecords, collector: Collector, head: number, settings: KplSettings): number[] | null {
  hold(records, collector, head)
  const shard = records.shard[head]
  let isHot = false
  if (shard !== NONE) {
    const bytes = (collector.shardBytes.get(shard) ?? 0) + records.putBytes[head]
    collector.shardBytes.set(shard, bytes)
    isHot = bytes >= COLLECTION_SHARD_BYTES_MAX
  }
  const isFull = isHot || collector.heads.length >= settings.collectionMaxCount || collector.bytes >= settings.collectionMaxSizeBytes
  return isFull ? flushCollector(records, collector, settings) : null
}

function hold(records: UserRecords, collector: Collector, head: number): void {
  collector.heads.push(head)
  collector.bytes += countedBytes(records, head)
  collector.deadlineUs = Math.min(collector.deadlineUs, records.headDeadlineUs[head])
}

/** Takes them by deadline, as many as fit; the others stay. @returns null where there were none. */
export function flushCollector(records: UserRecords, collector: Collector, settings: KplSettings): number[] | null {
  if (collector.heads.length === 0) return null
  const { headDeadlineUs } = records
  const heads = collector.heads.sort((left, right) => headDeadlineUs[left] - headDeadlineUs[right])
  let bytes = collector.bytes
  let taken = heads.length
  for (; taken > 1 && (taken > settings.collectionMaxCount || bytes > settings.collectionMaxSizeBytes); taken--) bytes -= countedBytes(records, heads[taken - 1])
  const left = heads.slice(taken)
  collector.heads = []
  collector.bytes = 0
  collector.deadlineUs = Infinity
  for (const head of left) hold(records, collector, head)
  const going = heads.slice(0, taken)
  for (const head of going) leave(records, collector, head)
  return going
}

function leave({ shard, putBytes }: UserRecords, { shardBytes }: Collector, head: number): void {
  const bytes = (shardBytes.get(shard[head]) ?? 0) - putBytes[head]
  if (bytes > 0) shardBytes.set(shard[head], bytes)
  else shardBytes.delete(shard[head])
}
