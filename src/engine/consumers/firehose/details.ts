/** What can be seen of a Firehose stream: its buffers, what is on its way, the bucket, and how late records get there. */
import { MIB, US_PER_MS, type Bytes, type SimMs, type SimUs } from '../../../base/units'
import type { Refusal } from '../../../kinesis/exceptions'
import { formatShardId } from '../../../kinesis/shardId'
import { findStream } from '../../naming'
import type { World } from '../../state'
import { quantileMs } from '../latency'
import { filledBytes, intervalUsOf, isFull, transformBytesOf, transformIntervalUsOf } from './bufferState'
import { FINISHED, type Delivery, type FirehoseApplication, type FirehoseShard, type FirehoseTotals, type ObjectKind, type S3Object } from './model'
import { areKept } from './userData'

export interface FirehoseDetails {
  kind: 'firehose'
  version: number
  buffer: BufferRow
  delivery: DeliveryRow | null
  shards: FirehoseShardRow[]
  /** Newest first; at most `OBJECTS_SHOWN_MAX`. */
  objects: ObjectRow[]
  totals: FirehoseTotals
  /** From the arrival in the stream to S3, in records of shards. */
  latency: { records: number; meanMs: number | null; p50Ms: number | null; p90Ms: number | null; p99Ms: number | null; counts: number[] }
}

export interface BufferRow {
  bytes: Bytes
  records: number
  /** To be told of in `processing-failed/`. */
  failed: number
  sizeBytes: Bytes
  /** Above the one that was set, as delivery is behind. */
  isRaised: boolean
  /** Null while it is empty. */
  ageMs: SimMs | null
  flushAtMs: SimMs | null
  /** It is due, and waits until the delivery before it is there. */
  isWaiting: boolean
  /** Nothing more is read until there is room. */
  isFull: boolean
}

export interface DeliveryRow {
  records: number
  bytes: Bytes
  sinceMs: SimMs
  /** Puts since the last one that was answered. */
  failures: number
  /** Null while one is under way. */
  nextPutAtMs: SimMs | null
  parts: { kind: ObjectKind; records: number; bytes: Bytes; isDone: boolean; isWritten: boolean }[]
}

export interface FirehoseShardRow {
  shardId: string
  state: FirehoseShard['state']
  parentShardIds: string[]
  millisBehindLatest: number | null
  /** Of its last call to the stream, until one is answered. */
  refusal: Refusal | null
  isHeld: boolean
  /** First ordinal that is not delivered; null: none was, or all are. */
  saved: number | null
  /** In front of the transform function; null without one. */
  transform: { bytes: Bytes; sizeBytes: Bytes; ageMs: SimMs | null; invokeAtMs: SimMs | null; invocation: { records: number; bytes: Bytes; attempts: number } | null } | null
}

export interface ObjectRow {
  key: string
  kind: ObjectKind
  records: number
  dataBytes: Bytes
  /** As stored; null until it is opened. */
  bytes: Bytes | null
  writtenAtMs: SimMs
  /** `toOrdinal` excluded; at most `RANGES_SHOWN_MAX`. */
  ranges: { shardId: string; fromOrdinal: number; toOrdinal: number }[]
  rangesLeftOut: number
  duplicateOf: string | null
  isAnswerLost: boolean
  canBeOpened: boolean
}

const OBJECTS_SHOWN_MAX = 100
const SHARDS_SHOWN_MAX = 200
const RANGES_SHOWN_MAX = 20

export function firehoseDetails(world: World, application: FirehoseApplication): FirehoseDetails {
  const { version, delivery, objects, totals, delivered } = application
  return {
    kind: 'firehose',
    version,
    buffer: bufferRow(world, application),
    delivery: delivery === null ? null : deliveryRow(delivery),
    shards: Array.from(application.shards.values())
      .slice(-SHARDS_SHOWN_MAX)
      .map((shard) => shardRow(world, application, shard)),
    objects: objects
      .slice(-OBJECTS_SHOWN_MAX)
      .reverse()
      .map((object) => objectRow(world, application, object)),
    totals: { ...totals },
    latency: {
      records: delivered.records,
      meanMs: delivered.records === 0 ? null : delivered.sumMs / delivered.records,
      p50Ms: quantileMs(delivered, 0.5),
      p90Ms: quantileMs(delivered, 0.9),
      p99Ms: quantileMs(delivered, 0.99),
      counts: Array.from(delivered.counts),
    },
  }
}

function bufferRow({ nowUs }: World, application: FirehoseApplication): BufferRow {
  const { buffer, settings } = application
  const { openedUs, sizeBytes, isDue, counts } = buffer
  return {
    bytes: filledBytes(buffer),
    records: counts.records,
    failed: counts.failed,
    sizeBytes,
    isRaised: sizeBytes > settings.bufferSizeInMBs * MIB,
    ageMs: sinceMs(openedUs, nowUs),
    flushAtMs: openedUs === null ? null : (openedUs + intervalUsOf(settings)) / US_PER_MS,
    isWaiting: openedUs !== null && (isDue || filledBytes(buffer) >= settings.bufferSizeInMBs * MIB),
    isFull: isFull(application),
  }
}

function sinceMs(fromUs: SimUs | null, nowUs: SimUs): SimMs | null {
  return fromUs === null ? null : (nowUs - fromUs) / US_PER_MS
}

function deliveryRow({ counts, startedUs, failures, nextPutUs, parts, done }: Delivery): DeliveryRow {
  return {
    records: counts.records,
    bytes: counts.bytes,
    sinceMs: startedUs / US_PER_MS,
    failures,
    nextPutAtMs: nextPutUs === null ? null : nextPutUs / US_PER_MS,
    parts: parts.map(({ kind, records, dataBytes, bytes, firstKey }, at) => ({ kind, records, bytes: bytes ?? dataBytes, isDone: at < done, isWritten: firstKey !== null })),
  }
}

function shardRow(world: World, application: FirehoseApplication, shard: FirehoseShard): FirehoseShardRow {
  const { saved, readers } = application
  const { shardIndex, state, parentShardIndexes, readerNumber, isHeld } = shard
  const savedTo = saved.get(shardIndex)
  return {
    shardId: formatShardId(shardIndex),
    state,
    parentShardIds: parentShardIndexes.map(formatShardId),
    millisBehindLatest: readerNumber === null ? null : (readers.get(readerNumber)?.millisBehindLatest ?? null),
    refusal: readerNumber === null ? null : (readers.get(readerNumber)?.refusal ?? null),
    isHeld,
    saved: savedTo === undefined || savedTo === FINISHED ? null : savedTo,
    transform: transformRow(world, application, shard),
  }
}

function transformRow({ nowUs }: World, { settings }: FirehoseApplication, { pendingBytes, pendingSinceUs, invocation }: FirehoseShard): FirehoseShardRow['transform'] {
  const transform = settings.transform ?? invocation?.transform ?? null
  if (transform === null) return null
  return {
    bytes: pendingBytes,
    sizeBytes: transformBytesOf(transform),
    ageMs: sinceMs(pendingSinceUs, nowUs),
    invokeAtMs: pendingSinceUs === null ? null : (pendingSinceUs + transformIntervalUsOf(settings)) / US_PER_MS,
    invocation: invocation === null ? null : { records: invocation.records, bytes: invocation.bytes, attempts: invocation.attempts },
  }
}

function objectRow(world: World, application: FirehoseApplication, object: S3Object): ObjectRow {
  const { key, kind, records, dataBytes, bytes, writtenUs, duplicateOf, isAnswerLost } = object
  const { shards } = findStream(world, application.streamName) ?? {}
  const pieces = object.pieces ?? []
  return {
    key,
    kind,
    records,
    dataBytes,
    bytes,
    writtenAtMs: writtenUs / US_PER_MS,
    ranges: pieces.slice(0, RANGES_SHOWN_MAX).map(({ shardIndex, fromOrdinal, toOrdinal }) => ({ shardId: formatShardId(shardIndex), fromOrdinal, toOrdinal })),
    rangesLeftOut: Math.max(0, pieces.length - RANGES_SHOWN_MAX),
    duplicateOf,
    isAnswerLost,
    canBeOpened: object.pieces !== null && shards !== undefined && pieces.every(({ shardIndex, fromOrdinal, toOrdinal }) => areKept(shards[shardIndex].log, fromOrdinal, toOrdinal)),
  }
}
