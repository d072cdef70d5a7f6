/** The meters as state: rings of totals and of points, empty at first. */
import { createReadMeter, type ReadMeter } from './consumers/readMeter'

export const METER_TICK_US = 200_000
export const TICKS_PER_SECOND = 5
/** A rate looks back over a full second: the oldest of these samples. */
export const SAMPLES = TICKS_PER_SECOND + 1
export const SERIES_SECONDS = 90

export interface Meters {
  ticks: number
  /** Instants of the last samples, a ring by tick. */
  sampledUs: Float64Array
  /** Whole seconds so far; point s of a series is at s mod SERIES_SECONDS. */
  seconds: number
  /** By stream index. */
  streams: StreamMeter[]
  applications: ApplicationMeter[]
}

export interface StreamMeter {
  incomingRecords: Float64Array
  incomingBytes: Float64Array
  throttledRecords: Float64Array
  /** When the last second ended. */
  totals: StreamTotals
}

export interface StreamTotals {
  records: number
  bytes: number
  throttled: number
}

export interface ApplicationMeter {
  iteratorAgeMs: Float64Array
  processedRecords: Float64Array
  /** Given to it in all when the last second began. */
  processedBefore: number
  processedPerSecond: number
  /** By worker id: work started until the last second, and the share of its threads busy in it. */
  workers: Map<string, { workedUs: number; busy: number }>
  /** Totals when the last second ended, and what it added. */
  readsBefore: ReadMeter
  reads: ReadMeter
}

/** Running totals at the last ticks: records, bytes, throttled; then write use by second. */
export interface ShardMeter {
  samples: Float64Array
  use: Float32Array
  /** Which second it opened in, by `Meters.seconds`. */
  sinceSecond: number
  /** Null until somebody puts a record: thousands of idle shards hold none. See `shardAttempts`. */
  attempts: AttemptMeter | null
}

/** What was put into one shard, second by second. */
export interface AttemptMeter {
  /** A row of `ATTEMPT_SECONDS` for each of `ATTEMPT_ROWS`; second s is at s mod `ATTEMPT_SECONDS`. */
  points: Uint32Array
  /** Running totals when the last second ended. */
  before: Float64Array
}

/** Records and bytes stored, records and bytes refused, and records that were no first attempt. */
export const ATTEMPT_ROWS = 5
/** What one point of CloudWatch covers. */
export const ATTEMPT_SECONDS = 60

export function createMeters(): Meters {
  return {
    ticks: 0,
    sampledUs: new Float64Array(SAMPLES),
    seconds: 0,
    streams: [],
    applications: [],
  }
}

export function createApplicationMeter(): ApplicationMeter {
  return {
    iteratorAgeMs: new Float64Array(SERIES_SECONDS),
    processedRecords: new Float64Array(SERIES_SECONDS),
    processedBefore: 0,
    processedPerSecond: 0,
    workers: new Map(),
    readsBefore: createReadMeter(),
    reads: createReadMeter(),
  }
}

export function createShardMeter(sinceSecond: number): ShardMeter {
  return { samples: new Float64Array(3 * SAMPLES), use: new Float32Array(SERIES_SECONDS).fill(NaN), sinceSecond, attempts: null }
}

export function createAttemptMeter(): AttemptMeter {
  return { points: new Uint32Array(ATTEMPT_ROWS * ATTEMPT_SECONDS), before: new Float64Array(ATTEMPT_ROWS) }
}

export function createStreamMeter(): StreamMeter {
  return {
    incomingRecords: new Float64Array(SERIES_SECONDS),
    incomingBytes: new Float64Array(SERIES_SECONDS),
    throttledRecords: new Float64Array(SERIES_SECONDS),
    totals: { records: 0, bytes: 0, throttled: 0 },
  }
}
