/**
 * The user records in one record of a shard, as whoever takes aggregates apart finds them: those that the engine has packed
 * itself, and those that came as bytes through the API. Source: KCL `AggregatorUtil`.
 */
import { ensure } from '../../../base/assert'
import { AGGREGATE_MAGIC, decodeAggregate, type UserRecord } from '../../../kinesis/aggregatedRecord'
import { intoWords, parseHashKey } from '../../../kinesis/hashKey'
import { md5OfText } from '../../../kinesis/md5'
import { hashWordsOf, type Keys } from '../../keySpace'
import type { Aggregate } from '../../recordBatch'
import { recordNumberOf } from '../../recordId'
import { hasPayloadWithin } from '../../logWalk'
import { aggregateOf, payloadOf, type Payload, type Segment } from '../../shardLog'
import type { Shard, World } from '../../state'

export interface UserRecords {
  count: number
  /** See `recordId.ts`; of members that came as bytes, `memberId`. */
  recordIds: Float64Array
  /** Lowest and highest hash key among them, four words each, most significant first. */
  lowest: Uint32Array
  highest: Uint32Array
  /** Their partition keys; null for members that came as bytes, whose hash keys stand in `hashes`, four words each. */
  keyIds: Uint32Array | null
  hashes: Uint32Array | null
}

const packed = new WeakMap<Aggregate, UserRecords>()
/** By place in the segment; null: an ordinary record that only begins like an aggregate. */
const brought = new WeakMap<Segment, Map<number, UserRecords | null>>()

/** Whether it is worth looking for aggregates among ordinals from … to−1: most streams hold none. */
export function mayHoldAggregates({ memory }: World, { aggregatesStored, log }: Shard, from: number, to: number): boolean {
  return aggregatesStored > 0 || (memory.payloadBytesHeld > 0 && hasPayloadWithin(log, from, to))
}

/** @returns null for an ordinary record, and for one of which only the count is kept. */
export function userRecordsIn(keys: Keys, segment: Segment, at: number): UserRecords | null {
  const aggregate = aggregateOf(segment, at)
  if (aggregate !== null) return packedIn(keys, aggregate)
  const { payload } = segment
  return payload !== null && at < payload.count && beginsLikeOne(payload, at) ? broughtIn(segment, at) : null
}

function packedIn(keys: Keys, aggregate: Aggregate): UserRecords {
  let members = packed.get(aggregate)
  if (members === undefined) {
    members = { ...emptyRange(), count: aggregate.count, recordIds: aggregate.recordIds, keyIds: aggregate.keyIds, hashes: null }
    for (let at = 0; at < aggregate.count; at++) {
      const hash = hashWordsOf(keys, aggregate.keyIds[at])
      widen(members, hash.words, hash.at)
    }
    packed.set(aggregate, members)
  }
  return members
}

function beginsLikeOne({ bytes, ends }: Payload, at: number): boolean {
  const start = at === 0 ? 0 : ends[at - 1]
  return ends[at] - start > AGGREGATE_MAGIC.length && AGGREGATE_MAGIC.every((byte, place) => bytes[start + place] === byte)
}

function broughtIn(segment: Segment, at: number): UserRecords | null {
  let ofSegment = brought.get(segment)
  if (ofSegment === undefined) {
    ofSegment = new Map()
    brought.set(segment, ofSegment)
  }
  let members = ofSegment.get(at)
  if (members === undefined) {
    members = readMembers(segment, at)
    ofSegment.set(at, members)
  }
  return members
}

function readMembers(segment: Segment, at: number): UserRecords | null {
  const data = payloadOf(segment, at)
  const aggregate = data === null ? null : decodeAggregate(data)
  if (aggregate === null || segment.columns === null) return null
  const { records } = aggregate
  const recordId = segment.columns.recordId[at]
  const hashes = new Uint32Array(4 * records.length)
  const members: UserRecords = { ...emptyRange(), count: records.length, recordIds: Float64Array.from(records, (_, place) => memberId(recordId, place)), keyIds: null, hashes }
  for (let place = 0; place < records.length; place++) {
    // Ours: the KCL breaks off at such a hash key.
    if (!hashInto(records[place], hashes, 4 * place)) return null
    widen(members, hashes, 4 * place)
  }
  return members
}

function hashInto({ partitionKey, explicitHashKey }: UserRecord, out: Uint32Array, at: number): boolean {
  if (explicitHashKey === null) {
    md5OfText(partitionKey, out, at)
    return true
  }
  const hashKey = parseHashKey(explicitHashKey)
  if (hashKey === null) return false
  intoWords(hashKey, out, at)
  return true
}

const MEMBERS_SPAN = 2 ** 14
const PUTS_SPAN = 2 ** 36

/** Nobody but their sender knows the ids of members that came as bytes: put and place tell each from all others. */
function memberId(recordId: number, place: number): number {
  return -2 - (recordNumberOf(recordId) % PUTS_SPAN) * MEMBERS_SPAN - (place % MEMBERS_SPAN)
}

/** Below all ids of records. */
export function isNamedByPlace(recordId: number): boolean {
  return recordId < 0
}

function emptyRange(): Pick<UserRecords, 'lowest' | 'highest'> {
  return { lowest: new Uint32Array(4).fill(2 ** 32 - 1), highest: new Uint32Array(4) }
}

function widen({ lowest, highest }: UserRecords, hash: Uint32Array, at: number): void {
  if (isBelow(hash, at, lowest, 0)) for (let word = 0; word < 4; word++) lowest[word] = hash[at + word]
  if (!isBelow(hash, at, highest, 0)) for (let word = 0; word < 4; word++) highest[word] = hash[at + word]
}

/** Whether the four words of `hash` at `at` are a smaller number than those of `other` at `otherAt`. */
function isBelow(hash: Uint32Array, at: number, other: Uint32Array, otherAt: number): boolean {
  for (let word = 0; word < 4; word++) if (hash[at + word] !== other[otherAt + word]) return hash[at + word] < other[otherAt + word]
  return false
}

/** The range of a shard in words: made once for many records. */
export interface WordRange {
  start: Uint32Array
  end: Uint32Array
}

export function wordRangeOf({ startingHashKey, endingHashKey }: { startingHashKey: bigint; endingHashKey: bigint }): WordRange {
  const range = { start: new Uint32Array(4), end: new Uint32Array(4) }
  intoWords(startingHashKey, range.start, 0)
  intoWords(endingHashKey, range.end, 0)
  return range
}

/** The KCL discards the whole aggregate at the first member outside the shard. An aggregate of nothing is within any. */
export function areWithin({ count, lowest, highest }: UserRecords, { start, end }: WordRange): boolean {
  return count === 0 || (!isBelow(lowest, 0, start, 0) && !isBelow(end, 0, highest, 0))
}

/** Lambda's mapping drops members outside the shard one by one. */
export function isMemberWithin(keys: Keys, { keyIds, hashes }: UserRecords, place: number, { start, end }: WordRange): boolean {
  const hash = keyIds === null ? { words: ensure(hashes, 'hash keys of members'), at: 4 * place } : hashWordsOf(keys, keyIds[place])
  return !isBelow(hash.words, hash.at, start, 0) && !isBelow(end, 0, hash.words, hash.at)
}
