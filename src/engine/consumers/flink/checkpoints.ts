/**
 * Checkpoints of a job: positions, counts and what the sink has not sent, all of one instant. A job that comes back from one
 * reads again what came since, counts it once, and writes again what it had written since.
 */
import { clone, share } from '../../../base/plainData'
import { US_PER_MS } from '../../../base/units'
import { findStream } from '../../naming'
import { progressOf } from '../../progress'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteSavedPosition } from '../finishing'
import { createSeenIds } from '../reading/seenIds'
import { setTimer } from '../setTimer'
import { noteUnblocked } from './blocked'
import { CHECKPOINT_PER_KEY_US, CHECKPOINT_US, SHOWN } from './constants'
import { assign, createSplit } from './enumerator'
import { forgetFired } from './fire'
import { createResultSink, createSubtask, type FlinkApplication, type JobState } from './model'
import type { FlinkReaderSettings } from './settings'
import { copyOf, keysHeld, slideOf, thaw } from './windows'

export function planCheckpoint(world: World, application: FlinkApplication, dueUs: number): void {
  application.checkpoints.dueUs = dueUs
  setTimer(world, application, dueUs, { kind: 'flink', due: 'checkpoint' })
}

/** What it holds is of now; the job goes on while it is written. */
export function beginCheckpoint(world: World, application: FlinkApplication): void {
  const { checkpoints } = application
  checkpoints.dueUs = null
  const state = takeState(world, application, application.settings, false)
  checkpoints.current = state
  setTimer(world, application, world.nowUs + CHECKPOINT_US + state.keys * CHECKPOINT_PER_KEY_US, { kind: 'flink', due: 'checkpointDone' })
}

export function completeCheckpoint(world: World, application: FlinkApplication, sink: Sink): void {
  const { checkpoints, settings } = application
  const { current } = checkpoints
  if (current === null) return
  checkpoints.current = null
  keep(world, application, current, sink)
  tell(world, sink, { kind: 'JobCheckpointed', application: settings.name, checkpoint: current.checkpoint, keys: current.keys })
  planCheckpoint(world, application, Math.max(current.takenUs + settings.checkpointIntervalMs * US_PER_MS, world.nowUs + settings.minPauseBetweenCheckpointsMs * US_PER_MS))
}

/** A stop with a savepoint: nothing is read again. Ours: it takes no time. @param built what the job runs on, whatever its settings are by now. */
export function takeSavepoint(world: World, application: FlinkApplication, built: FlinkReaderSettings, sink: Sink): void {
  if (application.job.status === 'RUNNING') keep(world, application, takeState(world, application, built, true), sink)
}

function takeState(world: World, application: FlinkApplication, { window, source }: FlinkReaderSettings, isSavepoint: boolean): JobState {
  const { splits, windows, results, seenIds, checkpoints } = application
  const known = Array.from(splits.values())
  return {
    checkpoint: ++checkpoints.begun,
    takenUs: world.nowUs,
    completedUs: world.nowUs,
    isSavepoint,
    window: { ...window },
    source,
    lastSeenShard: application.lastSeenShard,
    splits: known.map(({ shardIndex, parentShardIndexes, startingHashKey, endingHashKey, position }) => ({ shardIndex, parentShardIndexes, startingHashKey, endingHashKey, position })),
    assigned: known.filter(({ subtask }) => subtask !== null).map(({ shardIndex }) => shardIndex),
    finished: new Map(checkpoints.finished),
    windows: copyOf(windows),
    queue: [...results.queue],
    seenIds: clone(seenIds),
    keys: keysHeld(windows),
  }
}

function keep(world: World, application: FlinkApplication, state: JobState, sink: Sink): void {
  const { checkpoints, streamName } = application
  state.completedUs = world.nowUs
  checkpoints.last = share(state)
  const { checkpoint, takenUs, keys, isSavepoint } = state
  noteUnblocked(world, application, sink)
  checkpoints.history.unshift({ checkpoint, takenUs, durationUs: world.nowUs - takenUs, keys, isSavepoint })
  checkpoints.history.length = Math.min(checkpoints.history.length, SHOWN.checkpoints)
  forgetFired(application, state.windows.firedToMs)
  const stream = findStream(world, streamName)
  if (stream === null) return
  for (const { shardIndex, position } of state.splits) {
    if (position.kind === 'ORDINAL') noteSavedPosition(world, application, stream.shards[shardIndex], position.ordinal, 'skipped', sink)
  }
  for (const [shardIndex, ordinal] of state.finished) noteSavedPosition(world, application, stream.shards[shardIndex], ordinal, 'skipped', sink)
  forgetExpired(application, state.finished, (shardIndex) => stream.shards[shardIndex].expired)
}

function forgetExpired({ checkpoints }: FlinkApplication, finished: ReadonlyMap<number, number>, isExpired: (shardIndex: number) => boolean): void {
  for (const shardIndex of finished.keys()) if (isExpired(shardIndex)) checkpoints.finished.delete(shardIndex)
}

/** Its memory is gone; the checkpoint under way with it. */
export function loseState(application: FlinkApplication): void {
  application.lastSeenShard = null
  application.discoverDueUs = null
  application.splits = new Map()
  application.subtasks = []
  application.watermarkMs = null
  application.windows = { panes: [], firedToMs: 0 }
  application.results = createResultSink()
  application.checkpoints.current = null
  application.checkpoints.dueUs = null
  application.checkpoints.finished = new Map()
}

/** From the last checkpoint, or with nothing where there is none. Watermarks begin anew. FLK: the sources do not understand each other's positions. */
export function restoreState(world: World, application: FlinkApplication): void {
  const { settings, checkpoints, job } = application
  const { last } = checkpoints
  loseState(application)
  application.subtasks = Array.from({ length: settings.parallelism }, (_, index) => createSubtask(index, world.nowUs))
  const positions = last?.source === settings.source ? last : null
  awaitShards(application, positions)
  job.restoredFrom = last === null ? null : { checkpoint: last.checkpoint, takenUs: last.takenUs, atUs: world.nowUs, hasPositions: positions !== null }
  if (last === null) {
    application.seenIds = createSeenIds()
    return
  }
  if (positions !== null) restorePositions(application, positions)
  if (settings.deduplication !== null) application.seenIds = clone(last.seenIds)
  restoreWindows(application, last)
}

function restorePositions(application: FlinkApplication, { lastSeenShard, splits, assigned, finished }: JobState): void {
  application.lastSeenShard = lastSeenShard
  for (const split of splits) application.splits.set(split.shardIndex, createSplit({ ...split, position: { ...split.position } }))
  for (const shardIndex of assigned) {
    const split = application.splits.get(shardIndex)
    if (split !== undefined) assign(application, split)
  }
  application.checkpoints.finished = new Map(finished)
}

/** Other windows than those that were counted begin with nothing: ours. */
function restoreWindows(application: FlinkApplication, { window, windows, queue }: JobState): void {
  const { settings, results } = application
  const isSame = window.sizeMs === settings.window.sizeMs && slideOf(window) === slideOf(settings.window)
  if (isSame) application.windows = thaw(windows)
  else application.totals.fired = []
  if (settings.outputStreamName === null) return
  results.queue = [...queue]
  results.queued = queue.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** What is not finished in the checkpoint is to be read (again). */
function awaitShards(application: FlinkApplication, last: JobState | null): void {
  for (const [shardIndex, progress] of application.progress) progress.phase = last?.finished.has(shardIndex) === true ? 'ended' : 'none'
  for (const { shardIndex } of last?.splits ?? []) if (last?.assigned.includes(shardIndex) !== true) progressOf(application, shardIndex).phase = 'waiting'
}
