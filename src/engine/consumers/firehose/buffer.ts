/** The buffer before S3: one for all shards, delivered when it is full or its interval is over, whichever comes first. */
import { MIB } from '../../../base/units'
import type { Environment } from '../../environment'
import { streamOf } from '../../naming'
import { arrivalUsOf } from '../../shardLog'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { setTimer } from '../setTimer'
import { createBuffer, filledBytes, intervalUsOf, isFull } from './bufferState'
import { RAISED_SIZE_FACTOR, RAISED_SIZE_MAX } from './constants'
import { beginDelivery } from './delivery'
import type { FirehoseApplication, FirehoseShard, Piece, PieceCounts } from './model'
import { noCounts } from './transformResult'
import { measure } from './userData'

/** Records that nothing transforms; as many buffers as they fill. */
export function addRange(world: World, environment: Environment, application: FirehoseApplication, shard: FirehoseShard, range: { from: number; to: number }, sink: Sink): void {
  const stored = streamOf(world, application).shards[shard.shardIndex]
  for (let from = range.from; from < range.to; ) {
    const { buffer } = application
    const room = isFull(application) ? Infinity : buffer.sizeBytes - filledBytes(buffer)
    const { toOrdinal, records, bytes } = measure(world, stored, { from, to: range.to }, room)
    addPiece(world, environment, application, shard, { shardIndex: shard.shardIndex, fromOrdinal: from, toOrdinal, counts: { ...noCounts(), records, bytes }, transform: null }, sink)
    from = toOrdinal
  }
}

export function addPiece(world: World, environment: Environment, application: FirehoseApplication, shard: FirehoseShard, piece: Piece, sink: Sink): void {
  const { buffer } = application
  const { log } = streamOf(world, application).shards[piece.shardIndex]
  if (buffer.openedUs === null) {
    buffer.openedUs = world.nowUs
    flushLater(world, application)
  }
  buffer.oldestUs = Math.min(buffer.oldestUs, arrivalUsOf(log, piece.fromOrdinal))
  addCounts(buffer.counts, piece.counts)
  const last = buffer.pieces.findLast(({ shardIndex }) => shardIndex === piece.shardIndex)
  if (last !== undefined && last.toOrdinal === piece.fromOrdinal && last.transform === null && piece.transform === null) {
    last.toOrdinal = piece.toOrdinal
    addCounts(last.counts, piece.counts)
  } else buffer.pieces.push(piece)
  shard.bufferedTo = piece.toOrdinal
  flushIfReady(world, environment, application, sink)
}

function addCounts(counts: PieceCounts, more: PieceCounts): void {
  counts.records += more.records
  counts.bytes += more.bytes
  counts.dropped += more.dropped
  counts.failed += more.failed
  counts.failedBytes += more.failedBytes
}

export function flushLater(world: World, application: FirehoseApplication): void {
  const { openedUs, bufferNumber } = application.buffer
  if (openedUs !== null) setTimer(world, application, Math.max(world.nowUs, openedUs + intervalUsOf(application.settings)), { kind: 'firehose', due: 'flush', bufferNumber })
}

/** The interval of this buffer may be over; a longer one may have been set since. */
export function runFlush(world: World, environment: Environment, application: FirehoseApplication, bufferNumber: number, sink: Sink): void {
  const { buffer, settings } = application
  if (buffer.bufferNumber !== bufferNumber || buffer.openedUs === null || world.nowUs < buffer.openedUs + intervalUsOf(settings)) return
  buffer.isDue = true
  flushIfReady(world, environment, application, sink)
}

/** One delivery at a time: a buffer that fills before the last one is delivered is raised instead. */
export function flushIfReady(world: World, environment: Environment, application: FirehoseApplication, sink: Sink): void {
  const { buffer, delivery, settings } = application
  if (delivery !== null) {
    while (filledBytes(buffer) >= buffer.sizeBytes && buffer.sizeBytes < RAISED_SIZE_MAX) buffer.sizeBytes = Math.min(RAISED_SIZE_MAX, buffer.sizeBytes * RAISED_SIZE_FACTOR)
    return
  }
  buffer.sizeBytes = settings.bufferSizeInMBs * MIB
  if (buffer.openedUs === null || (!buffer.isDue && filledBytes(buffer) < buffer.sizeBytes)) return
  application.buffer = createBuffer(settings, buffer.bufferNumber + 1)
  beginDelivery(world, environment, application, buffer, sink)
}
