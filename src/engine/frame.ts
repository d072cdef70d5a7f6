/** The small view of the world at one instant as columns, for whoever draws. Nothing here is part of the state. */
import type { SimMs } from '../base/units'
import type { ProducerKindName } from './producers/settings'

/** Place in the hash-key space as a fraction of 2^32: the top word of the 128-bit hash key. */
export type HashTop = number

export const OUTCOME_STORED = 0
export const OUTCOME_THROTTLED = 1
/** Stored, and it, or a user record in it, was in the stream before. */
export const OUTCOME_COPY = 2
/** Refused by an experiment of fault injection, at the door or at its shard. */
export const OUTCOME_STRUCK = 3

/** Whoever writes to the stream and is an application of the world stands among the producers: its application index, from here on. */
export const WRITERS_FROM = 2_048

/** @returns the application that such an index stands for; null: a producer. */
export function writerOf(producerIndex: number): number | null {
  return producerIndex < WRITERS_FROM ? null : producerIndex - WRITERS_FROM
}

/** Every column has one entry for each lane (shard not yet expired), in order of shard index. */
export interface LaneColumns {
  shardIndex: Uint32Array
  /** First and last hash key of the range, by their top words (both inclusive). */
  hashTopStart: Uint32Array
  hashTopEnd: Uint32Array
  openedAtMs: Float64Array
  /** NaN while open. */
  closedAtMs: Float64Array
  /** Share of the write limit in use over the last second, 0 … 1 and more; bytes and records apart. */
  writeBytesUse: Float32Array
  writeRecordsUse: Float32Array
  throttledPerSecond: Float32Array
  /** Part of the puts into it, in percent, that a running experiment of fault injection strikes. */
  faultPercent: Uint8Array
  /** Index of a parent in these columns, or −1. */
  parentLane: Int32Array
  adjacentParentLane: Int32Array
}

export const WATERLINE_NO_LEASE = 0
/** The child waits until its parents are at SHARD_END. */
export const WATERLINE_WAITING = 1
export const WATERLINE_PROCESSING = 2
export const WATERLINE_ENDED = 3

/** One entry for each application × lane: index = applicationIndex · laneCount + lane. */
export interface WaterlineColumns {
  applicationCount: number
  /** By application: `ApplicationRow.applicationIndex`. */
  applicationIndex: Uint16Array
  /** Everything in the lane that arrived before this instant is processed; −Infinity: nothing yet. */
  processedToMs: Float64Array
  /** One of WATERLINE_…. */
  state: Uint8Array
  /** 1 where it reads the shard, and one batch of it fails again and again. */
  isBlocked: Uint8Array
  /** Records stored and not yet processed. */
  backlogRecords: Float64Array
}

/** How far one application is in every shard, by place in `Summary.shards`; the columns are those of the waterlines. */
export type ShardStates = Pick<WaterlineColumns, 'state' | 'isBlocked' | 'backlogRecords'>

/** What arrived at the stream after `fromMs` up to `atMs`; sampled evenly when there is more than fits. */
export interface ArrivalColumns {
  fromMs: SimMs
  toMs: SimMs
  count: number
  /** Each entry stands for this many arrivals (≥ 1). */
  weight: number
  atMs: Float64Array
  hashTop: Uint32Array
  producerIndex: Uint16Array
  /** One of OUTCOME_…. */
  outcome: Uint8Array
  bytes: Uint32Array
  /** More than 1 where the KPL has aggregated it. */
  userRecords: Uint16Array
  /** Of its producer; 0 where it is not known any more. */
  requestNumber: Uint32Array
  twins: TwinColumns
  losses: LossColumns
}

/** Copies that arrived in the same stretch of time, each with the one that was there before; at most `TWINS_MAX`. */
export interface TwinColumns {
  count: number
  atMs: Float64Array
  /** When the one before it was stored; NaN where that is not kept any more. */
  firstAtMs: Float64Array
  hashTop: Uint32Array
  producerIndex: Uint16Array
}

export const LOST_REQUEST = 0
/** The answer did not come back: what the request brought is stored. */
export const LOST_RESPONSE = 1

/** Requests that the network lost in the same stretch of time, or whose answers it lost; at most `LOSSES_MAX`. */
export interface LossColumns {
  count: number
  atMs: Float64Array
  producerIndex: Uint16Array
  requestNumber: Uint32Array
  /** User records. */
  records: Uint32Array
  /** One of LOST_…. */
  way: Uint8Array
}

/** Requests under way, and answers to them, that a person has delayed; at most `DELAYS_MAX`. */
export interface DelayColumns {
  producerIndex: Uint16Array
  requestNumber: Uint32Array
  /** 1: it has arrived, and the answer to it is late. */
  isAnswer: Uint8Array
  /** When it would have arrived, and when it will. */
  fromMs: Float64Array
  untilMs: Float64Array
}

export const DELAYS_MAX = 64

/** What is on its way between producers and the stream at the very instant: a record of a request, or an answer; those that a person delayed are `DelayColumns`. */
export interface UnderWayColumns {
  producerIndex: Uint16Array
  requestNumber: Uint32Array
  /** 1: the answer to the request, on its way back. */
  isAnswer: Uint8Array
  /** Part of its way that it has come, 0 … 1. */
  done: Float32Array
  /** Where the record belongs; 0 for an answer. */
  hashTop: Uint32Array
  /** In this record; of an answer: in its request. */
  userRecords: Uint32Array
  /** User records of the whole request. */
  requestRecords: Uint32Array
}

/** Of more, every request keeps some of its records. */
export const UNDER_WAY_MAX = 300

/** Those at work and those that have crashed, in the order in which they stand; applications that write to the stream come last. */
export interface ProducerColumns {
  producerIndex: Uint16Array
  kind: ProducerKindName[]
  isCrashed: Uint8Array
  isPartitioned: Uint8Array
  recordsWaiting: Float64Array
  recordsInFlight: Float64Array
}

export interface Frame {
  atMs: SimMs
  /** Rises whenever the past that was told before is no longer this run's (restart, fork, seek). */
  generation: number
  lanes: LaneColumns
  waterlines: WaterlineColumns
  arrivals: ArrivalColumns
  producers: ProducerColumns
  delays: DelayColumns
  underWay: UnderWayColumns
  retentionMs: number
}
