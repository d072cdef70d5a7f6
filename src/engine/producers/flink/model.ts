/** A Flink job: its open windows, its Kinesis sink, and what its last checkpoint would bring back. */
import type { Bytes, EpochMs, SimUs } from '../../../base/units'
import type { SimEvent } from '../../events'
import type { ProducerCore } from '../core'
import { createResultQueue, type ResultQueue } from './resultQueue'
import type { FlinkSettings } from './settings'

export interface FlinkProducer extends ProducerCore {
  kind: 'flink'
  settings: FlinkSettings
  job: Job
  eventsRead: number
  /** Where events are counted; null before the first event of a window. */
  open: EventWindow | null
  lastWindowEndMs: EpochMs
  /** Oldest first: what the sink has no room for waits here. */
  closed: EventWindow[]
  /** Results of the oldest one that the sink has. */
  emitted: number
  sink: KinesisSink
  checkpoint: Checkpoint
}

export interface EventWindow {
  startMs: EpochMs
  endMs: EpochMs
  /** By place, in order of each key's first event. */
  keyIds: number[]
  counts: number[]
  bytes: number[]
  /** By key id. */
  places: Map<number, number>
}

export interface Job {
  /** NEW and CRASHED ones begin when somebody starts them; FAILED ones by themselves. */
  status: 'NEW' | 'RUNNING' | 'FAILED' | 'CRASHED'
  restartsAtUs: SimUs | null
  failures: number
  lastFailure: JobFailure | null
}

/** Why the sink gave up the job: entries were refused and it fails on errors, an answer did not come, or there is no stream. */
export type JobFailure = Extract<SimEvent, { kind: 'JobFailed' }>['failure']

/** FLK KinesisStreamsSink on AsyncSinkWriter. */
export interface KinesisSink {
  buffer: ResultQueue
  inFlightMessages: number
  /** Their data and partition keys. */
  inFlightBytes: Bytes
  /** Moves with success and failure. */
  inFlightMessagesMax: number
  /** When maxTimeInBuffer is over; null: no timer runs. */
  flushDueUs: SimUs | null
  /** It is over: all that is in the buffer goes out before anything new comes in. */
  isFlushing: boolean
}

/** The truth about repetition: what a restart from the last checkpoint would write (again). */
export interface Checkpoint {
  /** When the next one begins; null: none is planned. */
  dueUs: SimUs | null
  /** Of the one that waits for requests under way; null: none does. */
  begunUs: SimUs | null
  completed: number
  completedUs: SimUs | null
  /** Acknowledged since: no part of it. */
  written: ResultQueue
  /** Brought back by a restart, and not yet in the sink's buffer again. */
  restored: ResultQueue
  /** By identity: brought back though they were acknowledged, and not acknowledged again. The books know them no more. */
  repeated: Map<number, true>
}

export type FlinkTimer = { kind: 'flink'; what: 'window' | 'flush' | 'checkpoint' | 'restart' }

export function createFlinkProducer(core: ProducerCore, settings: FlinkSettings): FlinkProducer {
  return {
    ...core,
    kind: 'flink',
    settings,
    job: { status: 'NEW', restartsAtUs: null, failures: 0, lastFailure: null },
    eventsRead: 0,
    open: null,
    lastWindowEndMs: 0,
    closed: [],
    emitted: 0,
    sink: createKinesisSink(settings),
    checkpoint: { dueUs: null, begunUs: null, completed: 0, completedUs: null, written: createResultQueue(), restored: createResultQueue(), repeated: new Map() },
  }
}

export function createKinesisSink({ maxBatchSize }: FlinkSettings): KinesisSink {
  return { buffer: createResultQueue(), inFlightMessages: 0, inFlightBytes: 0, inFlightMessagesMax: maxBatchSize, flushDueUs: null, isFlushing: false }
}

/** Results of closed windows that the sink has not taken yet. */
export function countClosed({ closed, emitted }: FlinkProducer): number {
  return closed.reduce((sum, { keyIds }) => sum + keyIds.length, 0) - emitted
}
