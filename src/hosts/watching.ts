/** What one viewer sees of a world: which stream, what arrived there since the last frame, and when to forget the picture. */
import { US_PER_MS } from '../base/units'
import { createArrivalsSeen, forgetArrivals, noteArrivals, noteStruck, takeArrivals, type ArrivalsSeen } from '../engine/arrivalsSeen'
import type { SimEvent } from '../engine/events'
import type { Frame } from '../engine/frame'
import { frameOf } from '../engine/frameOf'
import { noteLoss } from '../engine/losses'
import type { PutRequest } from '../engine/producers/core'
import type { Producer } from '../engine/producers/producer'
import type { RecordBatch } from '../engine/recordBatch'
import type { BatchOutcome } from '../engine/sink'
import type { Stream, World } from '../engine/state'
import { noteTwins } from '../engine/twins'
import { watchedStream } from '../engine/watched'

export interface Watching {
  /** As it was asked for; null: whichever is there. */
  wanted: string | null
  /** Which stream the last frame showed. */
  shown: string
  /** Rises when another stream comes into view. */
  changes: number
  arrivals: ArrivalsSeen
}

export function createWatching(wanted: string | null = null): Watching {
  return { wanted, shown: '', changes: 0, arrivals: createArrivalsSeen(0) }
}

export function noteBatch(watching: Watching, world: World, stream: Stream, batch: RecordBatch, outcome: BatchOutcome): void {
  if (stream !== watchedStream(world, watching.wanted)) return
  const atMs = world.nowUs / US_PER_MS
  noteArrivals(watching.arrivals, atMs, batch, outcome)
  noteTwins(watching.arrivals.columns.twins, stream, batch, outcome, atMs)
}

export function noteStruckBatch(watching: Watching, world: World, stream: Stream, batch: RecordBatch): void {
  if (stream === watchedStream(world, watching.wanted)) noteStruck(watching.arrivals, world, batch)
}

export function noteLostRequest(watching: Watching, world: World, { producerIndex }: Producer, request: PutRequest): void {
  if (watchedStream(world, watching.wanted)?.streamName !== world.producing.streamName) return
  noteLoss(watching.arrivals.columns.losses, world.nowUs / US_PER_MS, producerIndex, request)
}

/** @param generation of the world's own past. */
export function takeFrame(watching: Watching, world: World, generation: number): Frame {
  const stream = watchedStream(world, watching.wanted)
  const atMs = world.nowUs / US_PER_MS
  // A place that a deleted stream has left may be another's by now.
  const shown = stream === null ? '' : `${stream.streamIndex}/${stream.createdAtUs}`
  if (shown !== watching.shown) {
    watching.shown = shown
    watching.changes++
    forgetArrivals(watching.arrivals, atMs)
  }
  const frame = frameOf(world, stream, generation + watching.changes, takeArrivals(watching.arrivals, atMs))
  forgetArrivals(watching.arrivals, atMs)
  return frame
}

/** Shards of several streams have the same names. */
export function withStreamName(event: SimEvent, stream: Stream | undefined): SimEvent {
  return stream === undefined ? event : { ...event, streamName: stream.streamName }
}
