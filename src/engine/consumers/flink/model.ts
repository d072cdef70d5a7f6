/** A Flink job that counts records by key: source subtasks with their shards, windows in event time, a sink, checkpoints. */
import type { EpochMs, SimUs } from '../../../base/units'
import type { ApplicationCore } from '../core'
import type { SeenIds } from '../reading/seenIds'
import type { ReadPosition } from '../retrieval/reader'
import { SINK_BATCH_RECORDS_MAX } from './constants'
import type { CountTable } from './countTable'
import type { NumberSet } from './numberSet'
import type { FlinkReaderSettings } from './settings'

export interface FlinkApplication extends ApplicationCore {
  kind: 'flink'
  settings: FlinkReaderSettings
  job: Job
  /** The last shard that the enumerator was told of; null: it has not looked yet. */
  lastSeenShard: number | null
  /** When it looks next; null: it is down. */
  discoverDueUs: SimUs | null
  /** By shard index, those that are known and not read to their end. */
  splits: Map<number, Split>
  /** Index = subtask; empty while the job does not run. */
  subtasks: Subtask[]
  /** Of the windows: no record before it is expected any more; null: there was none in this life. */
  watermarkMs: EpochMs | null
  windows: Windows
  results: ResultSink
  checkpoints: Checkpoints
  totals: JobTotals
}

export interface Job {
  status: 'RUNNING' | 'RESTARTING' | 'CRASHED'
  /** Null unless it starts again by itself. */
  restartsAtUs: SimUs | null
  failures: number
  /** Since a checkpoint was complete. */
  failuresInARow: number
  /** Shards of which it was told that they are blocked. */
  blockedShards: number[]
  lastFailure: JobFailure | null
  /** Where its present life began; null: with nothing, at its initial position. */
  restoredFrom: { checkpoint: number; takenUs: SimUs; atUs: SimUs; hasPositions: boolean } | null
}

/** `stream`: its shards could not be listed; `outputStream`: there is none to write to. */
export type JobFailure = 'stream' | 'outputStream' | 'denied'

/** FLK KinesisShardSplit. */
export interface Split {
  shardIndex: number
  parentShardIndexes: number[]
  startingHashKey: bigint
  endingHashKey: bigint
  /** Null until all its parents are read to their end. */
  subtask: number | null
  /** Of the next record to be counted. */
  position: ReadPosition
  /** Null before its first turn, and once its end was fetched. */
  readerNumber: number | null
  isDrained: boolean
  /** After an empty answer it is left alone until then. */
  nextFetchUs: SimUs
  clock: EventClock
}

/** Flink BoundedOutOfOrdernessWatermarks, WatermarksWithIdleness. */
export interface EventClock {
  maxEventMs: EpochMs | null
  watermarkMs: EpochMs | null
  /** Since the last look. */
  hasEvents: boolean
  /** The first look without; null: there were some at the last one. */
  quietSinceUs: SimUs | null
  isIdle: boolean
}

export interface Subtask {
  index: number
  /** Its shards, next one to be fetched first; those that are drained are gone. */
  turns: number[]
  /** Whose GetRecords is under way: one at a time. */
  fetching: number | null
  fetchDueUs: SimUs | null
  /** Handed over and not counted, in the order in which they came. */
  batches: FetchedBatch[]
  isBusy: boolean
  watermarkMs: EpochMs | null
  isIdle: boolean
  /** Null while it has shards. */
  withoutShardsSinceUs: SimUs | null
  workedUs: SimUs
  recordsCounted: number
}

export interface FetchedBatch {
  shardIndex: number
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
}

/** Counts stand in panes, of which a window is made up: a tumbling window is one. */
export interface Windows {
  panes: Pane[]
  /** Windows that end until then have fired. */
  firedToMs: EpochMs
}

export interface Pane {
  startMs: EpochMs
  records: number
  table: CountTable
}

/** What one window came to. Never changes. */
export interface FiredWindow {
  startMs: EpochMs
  endMs: EpochMs
  /** In order; one for each text. */
  keyIds: Uint32Array
  counts: Float64Array
  /** Of the result, see `packResultId`. */
  numbers: Float64Array
}

/** Flink AsyncSinkWriter on KinesisStreamsSink: what is fired waits here, and goes out in batches. */
export interface ResultSink {
  queue: ResultPiece[]
  /** Results in it. */
  queued: number
  /** When the first of them has lingered long enough; null: no timer runs. */
  flushDueUs: SimUs | null
  isFlushing: boolean
  /** A request waits for its answer, which says so much; null: none does. */
  request: 'stored' | 'refused' | 'noStream' | null
  /** Messages that may be in flight: moves with success and refusals. */
  inFlightMax: number
  /** Requests in a row of which shards refused something. */
  refusedInARow: number
}

export interface ResultPiece {
  window: FiredWindow
  /** Places in the window; `to` excluded. */
  from: number
  to: number
}

/** All that comes back with a checkpoint. */
export interface JobState {
  checkpoint: number
  takenUs: SimUs
  completedUs: SimUs
  isSavepoint: boolean
  window: FlinkReaderSettings['window']
  /** Another one cannot read the positions. */
  source: FlinkReaderSettings['source']
  lastSeenShard: number | null
  splits: Pick<Split, 'shardIndex' | 'parentShardIndexes' | 'startingHashKey' | 'endingHashKey' | 'position'>[]
  /** Of those, such as a subtask had. */
  assigned: number[]
  /** Shards read to their end that the stream still has, and one past their last ordinals. */
  finished: Map<number, number>
  windows: Windows
  queue: ResultPiece[]
  seenIds: SeenIds
  keys: number
}

export interface Checkpoints {
  begun: number
  dueUs: SimUs | null
  /** Under way: gone if the job fails before it is complete. */
  current: JobState | null
  /** Null: a restart begins with nothing. */
  last: JobState | null
  /** Newest first. */
  history: { checkpoint: number; takenUs: SimUs; durationUs: SimUs; keys: number; isSavepoint: boolean }[]
  /** Since the start or the last restart, finished shards: see `JobState`. */
  finished: Map<number, number>
}

/** Since the application was added; nothing takes them back. */
export interface JobTotals {
  listShardsCalls: number
  windowsFired: number
  resultsMade: number
  resultsWritten: number
  /** Of those, such as were in the output stream before: the engine's truth. */
  resultsWrittenAgain: number
  resultsRefused: number
  recordsLate: number
  /** Only the count of them is kept any more, and no key. */
  recordsForgotten: number
  /** Newest first, for whoever looks. */
  lastFired: ShownWindow[]
  /** The engine's truth about repetition: windows that a restart would fire again, and numbers of results that are stored. */
  fired: FiredWindow[]
  firedKeys: number
  written: NumberSet
}

export interface ShownWindow {
  startMs: EpochMs
  endMs: EpochMs
  firedUs: SimUs
  keys: number
  records: number
  /** Most counted first. */
  top: { key: string; count: number }[]
  /** Fired before, in an earlier life. */
  isRepeated: boolean
}

export type FlinkReaderTimer =
  | { kind: 'flink'; due: 'discover' | 'watermark' | 'checkpoint' | 'checkpointDone' | 'restart' | 'flush' | 'answered' }
  | { kind: 'flink'; due: 'fetch'; subtask: number }
  | { kind: 'flink'; due: 'sliceDone'; subtask: number; shardIndex: number; toOrdinal: number }

export function createFlinkApplication(core: ApplicationCore, settings: FlinkReaderSettings): FlinkApplication {
  return {
    ...core,
    kind: 'flink',
    settings,
    job: { status: 'RUNNING', restartsAtUs: null, failures: 0, failuresInARow: 0, blockedShards: [], lastFailure: null, restoredFrom: null },
    lastSeenShard: null,
    discoverDueUs: null,
    splits: new Map(),
    subtasks: [],
    watermarkMs: null,
    windows: { panes: [], firedToMs: 0 },
    results: createResultSink(),
    checkpoints: { begun: 0, dueUs: null, current: null, last: null, history: [], finished: new Map() },
    totals: {
      listShardsCalls: 0,
      windowsFired: 0,
      resultsMade: 0,
      resultsWritten: 0,
      resultsWrittenAgain: 0,
      resultsRefused: 0,
      recordsLate: 0,
      recordsForgotten: 0,
      lastFired: [],
      fired: [],
      firedKeys: 0,
      written: [],
    },
  }
}

export function subtaskId(index: number): string {
  return `subtask-${index}`
}

export function createResultSink(): ResultSink {
  return { queue: [], queued: 0, flushDueUs: null, isFlushing: false, request: null, inFlightMax: SINK_BATCH_RECORDS_MAX, refusedInARow: 0 }
}

export function createClock(): EventClock {
  return { maxEventMs: null, watermarkMs: null, hasEvents: false, quietSinceUs: null, isIdle: false }
}

export function createSubtask(index: number, nowUs: SimUs): Subtask {
  return { index, turns: [], fetching: null, fetchDueUs: null, batches: [], isBusy: false, watermarkMs: null, isIdle: false, withoutShardsSinceUs: nowUs, workedUs: 0, recordsCounted: 0 }
}
