/** What can be seen of a Flink job when somebody inspects it. */
import { US_PER_MS, type EpochMs, type SimMs, type SimUs } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { partitionKeyOf } from '../../keySpace'
import type { World } from '../../state'
import { deaggregationOf } from '../reading/deaggregation'
import { EMPTY_FETCH_PAUSE_US, SHARD_FETCH_EVERY_US, SHOWN } from './constants'
import { topOf } from './fire'
import { isFlinkKinesisConsumer } from './flinkKinesisConsumer'
import { subtaskId, type FlinkApplication, type Job, type JobFailure, type JobTotals, type ShownWindow, type Split } from './model'
import { isBackPressured } from './resultSink'
import { heldBackBy } from './watermarks'
import type { FlinkReaderSettings } from './settings'
import { isStateFull, keysHeld, lastEndOf, nextEnd, slideOf, sumOf } from './windows'

export interface FlinkReaderDetails {
  kind: 'flink'
  jobStatus: Job['status']
  restartsAtMs: SimMs | null
  failures: number
  lastFailure: JobFailure | null
  /** Null: it began with nothing. */
  restoredFrom: { checkpoint: number; takenAtMs: SimMs; atMs: SimMs; hasPositions: boolean } | null
  source: SourceDetails
  watermarkMs: EpochMs | null
  /** Who holds the watermark back; `shardId` null: a subtask without shards. */
  heldBackBy: { subtask: string; shardId: string | null } | null
  subtasks: SubtaskDetails[]
  /** ListShards, the only way in which it learns of a shard. */
  discoversAtMs: SimMs | null
  /** Found, and waiting for their parents. */
  waiting: { shardId: string; parentShardIds: string[] }[]
  /** Oldest first, as far as they are shown. */
  openWindows: { startMs: EpochMs; endMs: EpochMs; keys: number; records: number; top: ShownWindow['top'] }[]
  keysHeld: number
  isStateFull: boolean
  /** Newest first. */
  firedWindows: (Omit<ShownWindow, 'firedUs'> & { firedAtMs: SimMs })[]
  totals: Pick<JobTotals, 'windowsFired' | 'resultsMade' | 'resultsWritten' | 'resultsWrittenAgain' | 'resultsRefused' | 'recordsLate' | 'recordsForgotten'>
  sink: { resultsBuffered: number; isFlushing: boolean; isBackPressured: boolean; flushesAtMs: SimMs | null }
  checkpoints: {
    nextAtMs: SimMs | null
    isUnderWay: boolean
    /** Newest first. */
    completed: { checkpoint: number; atMs: SimMs; durationMs: number; keys: number; isSavepoint: boolean }[]
  }
}

/** What the source is, and does in a way of its own. */
export interface SourceDetails {
  name: FlinkReaderSettings['source']
  isDeprecated: boolean
  /** Who calls ListShards, each of them every time. */
  listers: number
  listShardsCalls: number
  assignsBy: 'hashKeyRange' | 'hashCode'
  childrenWaitForParents: boolean
  /** A thread that calls GetRecords has these shards; null: all are pushed. */
  fetchesFor: 'subtask' | 'shard' | null
  /** After an empty answer, or from call to call. */
  fetchEveryMs: number
  /** How long a shard that brings nothing beside others, or a subtask without one, holds the watermark back; null: always. */
  silentShardHoldsBackMs: number | null
  emptySubtaskHoldsBackMs: number | null
  deaggregates: boolean
}

export interface SubtaskDetails {
  subtask: string
  watermarkMs: EpochMs | null
  isIdle: boolean
  isBusy: boolean
  recordsCounted: number
  workedMs: number
  shards: { shardId: string; watermarkMs: EpochMs | null; maxEventMs: EpochMs | null; isIdle: boolean; recordsPending: number; millisBehindLatest: number | null }[]
}

export function flinkReaderDetails(world: World, application: FlinkApplication): FlinkReaderDetails {
  const { job, windows, totals, results, checkpoints, splits } = application
  const holder = heldBackBy(application)
  return {
    kind: 'flink',
    jobStatus: job.status,
    restartsAtMs: msOf(job.restartsAtUs),
    failures: job.failures,
    lastFailure: job.lastFailure,
    restoredFrom: job.restoredFrom === null ? null : { checkpoint: job.restoredFrom.checkpoint, takenAtMs: job.restoredFrom.takenUs / US_PER_MS, atMs: job.restoredFrom.atUs / US_PER_MS, hasPositions: job.restoredFrom.hasPositions },
    source: sourceOf(application),
    watermarkMs: application.watermarkMs,
    heldBackBy: holder === null ? null : { subtask: subtaskId(holder.subtask), shardId: holder.split === null ? null : formatShardId(holder.split.shardIndex) },
    subtasks: subtasksOf(application),
    discoversAtMs: msOf(application.discoverDueUs),
    waiting: Array.from(splits.values())
      .filter(({ subtask }) => subtask === null)
      .map(({ shardIndex, parentShardIndexes }) => ({ shardId: formatShardId(shardIndex), parentShardIds: parentShardIndexes.map(formatShardId) })),
    openWindows: openWindowsOf(world, application),
    keysHeld: keysHeld(windows),
    isStateFull: isStateFull(windows),
    firedWindows: totals.lastFired.map(({ firedUs, ...window }) => ({ ...window, firedAtMs: firedUs / US_PER_MS })),
    totals: countsOf(totals),
    sink: { resultsBuffered: results.queued, isFlushing: results.isFlushing, isBackPressured: isBackPressured(application), flushesAtMs: msOf(results.flushDueUs) },
    checkpoints: {
      nextAtMs: msOf(checkpoints.dueUs),
      isUnderWay: checkpoints.current !== null,
      completed: checkpoints.history.map(({ checkpoint, takenUs, durationUs, keys, isSavepoint }) => ({ checkpoint, atMs: takenUs / US_PER_MS, durationMs: durationUs / US_PER_MS, keys, isSavepoint })),
    },
  }
}

function sourceOf({ settings, subtasks, totals: { listShardsCalls } }: FlinkApplication): SourceDetails {
  const isOld = isFlinkKinesisConsumer(settings)
  const { idlenessMs, retrieval } = settings
  const ofNew = idlenessMs === 0 ? null : idlenessMs
  return {
    name: settings.source,
    isDeprecated: isOld,
    listers: isOld ? subtasks.length : 1,
    listShardsCalls,
    assignsBy: isOld ? 'hashCode' : 'hashKeyRange',
    childrenWaitForParents: !isOld,
    fetchesFor: retrieval === 'fanOut' ? null : isOld ? 'shard' : 'subtask',
    fetchEveryMs: (isOld ? SHARD_FETCH_EVERY_US : EMPTY_FETCH_PAUSE_US) / US_PER_MS,
    silentShardHoldsBackMs: isOld ? idlenessMs : ofNew,
    emptySubtaskHoldsBackMs: isOld ? 0 : ofNew,
    deaggregates: deaggregationOf(settings) === 'all',
  }
}

function msOf(us: SimUs | null): SimMs | null {
  return us === null ? null : us / US_PER_MS
}

function countsOf({ windowsFired, resultsMade, resultsWritten, resultsWrittenAgain, resultsRefused, recordsLate, recordsForgotten }: JobTotals): FlinkReaderDetails['totals'] {
  return { windowsFired, resultsMade, resultsWritten, resultsWrittenAgain, resultsRefused, recordsLate, recordsForgotten }
}

function subtasksOf(application: FlinkApplication): SubtaskDetails[] {
  const splits = Array.from(application.splits.values())
  return application.subtasks.map(({ index, watermarkMs, isIdle, isBusy, recordsCounted, workedUs, batches }) => ({
    subtask: subtaskId(index),
    watermarkMs,
    isIdle,
    isBusy,
    recordsCounted,
    workedMs: workedUs / US_PER_MS,
    shards: splits.filter(({ subtask }) => subtask === index).map((split) => shardOf(application, split, batches)),
  }))
}

function shardOf({ readers }: FlinkApplication, { shardIndex, clock, readerNumber }: Split, batches: readonly { shardIndex: number; fromOrdinal: number; toOrdinal: number }[]): SubtaskDetails['shards'][number] {
  const pending = batches.filter((batch) => batch.shardIndex === shardIndex)
  return {
    shardId: formatShardId(shardIndex),
    watermarkMs: clock.watermarkMs,
    maxEventMs: clock.maxEventMs,
    isIdle: clock.isIdle,
    recordsPending: pending.reduce((sum, { fromOrdinal, toOrdinal }) => sum + toOrdinal - fromOrdinal, 0),
    millisBehindLatest: readerNumber === null ? null : (readers.get(readerNumber)?.millisBehindLatest ?? null),
  }
}

function openWindowsOf(world: World, { windows, settings: { window } }: FlinkApplication): FlinkReaderDetails['openWindows'] {
  const open: FlinkReaderDetails['openWindows'] = []
  const last = windows.panes.at(-1)
  if (last === undefined) return open
  const lastEnd = lastEndOf(window, last.startMs)
  for (let endMs = nextEnd(windows, window) ?? Infinity; endMs <= lastEnd && open.length < SHOWN.openWindows; endMs += slideOf(window)) {
    const { table, records } = sumOf(windows, window, endMs)
    if (records === 0) continue
    const top = topOf(table.keyIds, table.counts).map((place) => ({ key: partitionKeyOf(world.keys, table.keyIds[place]), count: table.counts[place] }))
    open.push({ startMs: endMs - window.sizeMs, endMs, keys: table.used, records, top })
  }
  return open
}
