/** A Flink job's life: it starts, from its last checkpoint if it has one, reads, counts, fires, and fails where its streams are not there. */
import { US_PER_MS } from '../../../base/units'
import { applicationCaller } from '../../door/callerName'
import { wasJustDenied } from '../../door/tallies'
import type { ApplicationKind, Environment } from '../../environment'
import { findStream, streamArn } from '../../naming'
import { deregisterStreamConsumer } from '../../operations/fanOut/deregisterStreamConsumer'
import { findConsumer } from '../../operations/fanOut/resolveConsumer'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { closeReader } from '../retrieval/reading'
import { setTimer } from '../setTimer'
import { forgetFailures, noteBlocked } from './blocked'
import { beginCheckpoint, completeCheckpoint, loseState, planCheckpoint, restoreState, takeSavepoint } from './checkpoints'
import { RESTART_US, WATERMARK_EVERY_US } from './constants'
import { flinkReaderDetails } from './details'
import { assignSplits, discoverShards } from './enumerator'
import { fetchNext } from './fetching'
import { fireWindows } from './fire'
import { isFlinkKinesisConsumer } from './flinkKinesisConsumer'
import { createFlinkApplication, type FlinkApplication, type FlinkReaderTimer, type JobFailure } from './model'
import { beginFlush, sendResults, startLinger } from './resultSink'
import type { FlinkReaderSettings } from './settings'
import { problemOfFlinkReader } from './settingsProblem'
import { finishSlice, goOn, received, shardGone } from './subtask'
import { whyTooSlow } from './tooSlow'
import { emitWatermarks } from './watermarks'
import { whyFlinkBehind } from './whyBehind'

export const flinkKind: ApplicationKind<FlinkApplication> = {
  problemOf: problemOfFlinkReader,
  create: createFlinkApplication,
  begin: (world, _environment, application) => startJob(world, application),
  received: (world, _environment, application, reader, fetched) => received(world, application, reader, fetched),
  shardGone: (world, _environment, application, reader) => shardGone(world, application, reader),
  /** FLK: what GetRecords throws ends the fetcher, and the job with it. */
  denied(world, application, sink) {
    failJob(world, application, 'denied', sink)
  },
  timer: runTimer,
  crash(_world, application) {
    loseState(application)
    application.job.status = 'CRASHED'
    application.job.restartsAtUs = null
    forgetFailures(application)
  },
  /** Managed Service for Apache Flink takes a snapshot; the consumer of enhanced fan-out is the job's own. */
  stop(world, _environment, application, sink) {
    forgetFailures(application)
    takeSavepoint(world, application, application.settings, sink)
    if (application.settings.retrieval === 'fanOut') deregister(world, application, sink)
    loseState(application)
    application.checkpoints.last = null
    application.totals.fired = []
    application.totals.written = []
  },
  /** Ours: it starts with nothing on a stream of that name. */
  streamGone(world, application) {
    application.checkpoints.last = null
    application.totals.fired = []
    forgetFailures(application)
    if (application.state === 'RUNNING' && application.job.status === 'RUNNING') haltJob(world, application)
  },
  settingsChanged: changeSettings,
  details: flinkReaderDetails,
  whyBehind: whyFlinkBehind,
  whyTooSlow,
}

function startJob(world: World, application: FlinkApplication): void {
  const { job, settings } = application
  job.status = 'RUNNING'
  job.restartsAtUs = null
  restoreState(world, application)
  const looksAtOnce = application.lastSeenShard === null || isFlinkKinesisConsumer(settings)
  discoverLater(world, application, looksAtOnce ? 0 : settings.shardDiscoveryIntervalMs)
  setTimer(world, application, world.nowUs + WATERMARK_EVERY_US, { kind: 'flink', due: 'watermark' })
  planCheckpoint(world, application, world.nowUs + settings.checkpointIntervalMs * US_PER_MS)
  startLinger(world, application)
  goOn(world, application)
}

function runTimer(world: World, _environment: Environment, application: FlinkApplication, timer: FlinkReaderTimer, sink: Sink): void {
  switch (timer.due) {
    case 'discover':
      return discover(world, application, sink)
    case 'fetch':
      return fetchWhenDue(world, application, timer.subtask)
    case 'sliceDone':
      return finishSlice(world, application, timer, sink)
    case 'watermark':
      emitWatermarks(world, application)
      setTimer(world, application, world.nowUs + WATERMARK_EVERY_US, { kind: 'flink', due: 'watermark' })
      return emitResults(world, application, sink)
    case 'flush':
      beginFlush(world, application)
      return emitResults(world, application, sink)
    case 'answered':
      return answered(world, application, sink)
    case 'checkpoint':
      return beginCheckpoint(world, application)
    case 'checkpointDone':
      return completeCheckpoint(world, application, sink)
    case 'restart':
      startJob(world, application)
      return tell(world, sink, { kind: 'ApplicationRestarted', application: application.settings.name })
  }
}

function discover(world: World, application: FlinkApplication, sink: Sink): void {
  if (!discoverShards(world, application, sink)) return failJob(world, application, wasJustDenied(world, applicationCaller(application.settings.name)) ? 'denied' : 'stream', sink)
  discoverLater(world, application, application.settings.shardDiscoveryIntervalMs)
  assignSplits(application)
  goOn(world, application)
}

function discoverLater(world: World, application: FlinkApplication, afterMs: number): void {
  application.discoverDueUs = world.nowUs + afterMs * US_PER_MS
  setTimer(world, application, application.discoverDueUs, { kind: 'flink', due: 'discover' })
}

function fetchWhenDue(world: World, application: FlinkApplication, index: number): void {
  const subtask = application.subtasks[index]
  if (subtask.fetchDueUs !== world.nowUs) return
  subtask.fetchDueUs = null
  fetchNext(world, application, subtask)
}

/** Windows and sink make room for one another. */
function emitResults(world: World, application: FlinkApplication, sink: Sink): void {
  fireWindows(world, application)
  sendResults(world, application, sink)
  goOn(world, application)
}

/** FLK: a stream that is not there is fatal. */
function answered(world: World, application: FlinkApplication, sink: Sink): void {
  const { request } = application.results
  application.results.request = null
  if (request === 'noStream') return failJob(world, application, 'outputStream', sink)
  emitResults(world, application, sink)
}

function failJob(world: World, application: FlinkApplication, failure: JobFailure, sink: Sink): void {
  const { job, settings } = application
  job.failures++
  job.failuresInARow++
  job.lastFailure = failure
  haltJob(world, application)
  tell(world, sink, { kind: 'ApplicationFailed', application: settings.name, failure })
  noteBlocked(world, application, sink)
}

/** Until it starts again by itself. */
function haltJob(world: World, application: FlinkApplication): void {
  const { job } = application
  application.life++
  for (const reader of application.readers.values()) closeReader(world, application, reader)
  for (const progress of application.progress.values()) if (progress.phase !== 'ended') progress.phase = 'none'
  loseState(application)
  job.status = 'RESTARTING'
  job.restartsAtUs = world.nowUs + RESTART_US
  setTimer(world, application, job.restartsAtUs, { kind: 'flink', due: 'restart' })
}

/** A stop with a savepoint, and a start from it. The work of a record, and de-duplication, are looked at each time. */
function changeSettings(world: World, _environment: Environment, application: FlinkApplication, before: FlinkReaderSettings, sink: Sink): void {
  const { settings, job } = application
  const leavesFanOut = before.retrieval === 'fanOut' && settings.retrieval === 'polling'
  if (leavesFanOut && job.status !== 'RUNNING') deregister(world, application, sink)
  if (JSON.stringify(builtOf(before)) === JSON.stringify(builtOf(settings)) || job.status !== 'RUNNING') return
  takeSavepoint(world, application, before, sink)
  haltJob(world, application)
  if (leavesFanOut) deregister(world, application, sink)
}

/** What the job is built from, in one order. */
function builtOf(settings: FlinkReaderSettings): unknown[] {
  const { retrieval, parallelism, window, outOfOrdernessMs, idlenessMs, checkpointIntervalMs, minPauseBetweenCheckpointsMs, shardDiscoveryIntervalMs, source, outputStreamName } = settings
  const slideMs = window.kind === 'sliding' ? window.slideMs : window.sizeMs
  return [retrieval, parallelism, window.sizeMs, slideMs, outOfOrdernessMs, idlenessMs, checkpointIntervalMs, minPauseBetweenCheckpointsMs, shardDiscoveryIntervalMs, source, outputStreamName]
}

function deregister(world: World, { streamName, settings: { name } }: FlinkApplication, sink: Sink): void {
  const stream = findStream(world, streamName)
  if (stream !== null && findConsumer(stream, name) !== null) deregisterStreamConsumer(world, { StreamARN: streamArn(streamName), ConsumerName: name }, sink)
}
