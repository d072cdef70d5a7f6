/** A Flink job's life: it reads events, closes windows, and its sink writes their results as fast as the stream takes them. */
import type { Bytes } from '../../../base/units'
import type { Environment, ProducerKind } from '../../environment'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { oldestOf } from '../oldestOf'
import { setTimer } from '../setTimer'
import { makeRows } from '../workload'
import { beginCheckpoint, completeCheckpoint, countRestored, crashJob, failJob, planCheckpoint, restartJob, startJob } from './checkpoints'
import { CHECKPOINT_EVERY_US, STATE_BYTES_MAX, STATE_RESULTS_MAX } from './constants'
import { flinkDetails } from './details'
import { beginFlush, hasRoom, sendBatches, settle, write } from './kinesisSink'
import { countClosed, createFlinkProducer, type FlinkProducer, type FlinkTimer } from './model'
import { lengthOf, oldestIn, shiftResult } from './resultQueue'
import { problemOfFlink } from './settingsProblem'
import { closeWindow, countEvent, createWindow, endUsOf, nextResult } from './windows'

export const flinkKind: ProducerKind<FlinkProducer> = {
  problemOf: problemOfFlink,
  create: createFlinkProducer,
  begin,
  tick(world, environment, producer, sink) {
    closeDueWindow(world, producer)
    readEvents(world, environment, producer, sink)
    emit(world, producer)
  },
  answered(world, _environment, producer, request, answer, sink) {
    const failure = settle(world, producer, request, answer)
    if (failure === null) goOn(world, producer)
    else failJob(world, producer, failure, sink)
  },
  timer: (world, _environment, producer, { what }, sink) => runTimer(world, producer, what, sink),
  /** As stopping with a savepoint and `--drain` does: windows close, and the sink is flushed. */
  stop(world, _environment, producer) {
    closeWindow(world, producer)
    emit(world, producer)
    sendBatches(world, producer)
  },
  crash: (_world, producer) => crashJob(producer),
  recordsOnDisk: countRestored,
  oldestInHand: ({ requests, sink, checkpoint }) => Math.min(oldestOf(Array.from(requests.values(), ({ batch }) => batch)), oldestIn(sink.buffer), oldestIn(checkpoint.restored)),
  settingsChanged(world, _environment, producer) {
    const { sink, settings } = producer
    sink.inFlightMessagesMax = Math.min(sink.inFlightMessagesMax, settings.maxBatchSize * settings.maxInFlightRequests)
    goOn(world, producer)
  },
  details: flinkDetails,
}

/** After a stop it goes on where it stood. */
function begin(world: World, _environment: Environment, producer: FlinkProducer): void {
  const { status } = producer.job
  if (status === 'NEW' || status === 'CRASHED') startJob(world, producer)
  else if (status === 'RUNNING' && producer.checkpoint.dueUs === null && producer.checkpoint.begunUs === null) planCheckpoint(world, producer, world.nowUs + CHECKPOINT_EVERY_US)
  if (producer.open !== null) setTimer(world, producer, Math.max(world.nowUs, endUsOf(world, producer.open)), { kind: 'flink', what: 'window' })
  goOn(world, producer)
}

/** One that was promised and is no longer meant finds nothing to do. */
function runTimer(world: World, producer: FlinkProducer, what: FlinkTimer['what'], events: Sink): void {
  const { job, sink, checkpoint } = producer
  switch (what) {
    case 'window':
      closeDueWindow(world, producer)
      break
    case 'flush':
      if (sink.flushDueUs === world.nowUs) beginFlush(producer)
      break
    case 'checkpoint':
      if (checkpoint.dueUs !== world.nowUs) return
      if (producer.state === 'RUNNING' && job.status === 'RUNNING') beginCheckpoint(world, producer)
      else checkpoint.dueUs = null
      break
    case 'restart':
      if (job.restartsAtUs === world.nowUs) restartJob(world, producer, events)
  }
  goOn(world, producer)
}

function goOn(world: World, producer: FlinkProducer): void {
  sendBatches(world, producer)
  completeCheckpoint(world, producer)
  emit(world, producer)
}

function closeDueWindow(world: World, producer: FlinkProducer): void {
  if (producer.open !== null && world.nowUs >= endUsOf(world, producer.open)) closeWindow(world, producer)
}

/** Events are counted, not put: the workload numbers them apart from the results. A job that is down reads them when it is back, at once. */
function readEvents(world: World, environment: Environment, producer: FlinkProducer, sink: Sink): void {
  if (isFull(producer)) return
  producer.eventsRead = makeRows(world, environment, producer, producer.eventsRead, sink, (keyId, dataBytes) => {
    countEvent(openWindow(world, producer), keyId, dataBytes)
  })
}

function openWindow(world: World, producer: FlinkProducer) {
  if (producer.open !== null) return producer.open
  producer.open = createWindow(world, producer)
  setTimer(world, producer, endUsOf(world, producer.open), { kind: 'flink', what: 'window' })
  return producer.open
}

/** Back-pressure as far as its source. */
export function isFull(producer: FlinkProducer): boolean {
  const { open, checkpoint } = producer
  const results = (open?.keyIds.length ?? 0) + countClosed(producer) + lengthOf(checkpoint.written) + lengthOf(checkpoint.restored)
  return results >= STATE_RESULTS_MAX || bytesHeld(producer) >= STATE_BYTES_MAX
}

function bytesHeld({ checkpoint: { written, restored }, sink: { buffer, inFlightBytes } }: FlinkProducer): Bytes {
  return written.dataBytes + restored.dataBytes + buffer.dataBytes + inFlightBytes
}

/** Windows wait while the sink has no room. What a restart has brought back goes first. */
function emit(world: World, producer: FlinkProducer): void {
  while (hasRoom(producer)) {
    const result = shiftResult(producer.checkpoint.restored) ?? meantResult(world, producer)
    if (result === null) break
    write(world, producer, result)
    if (producer.state === 'RUNNING') sendBatches(world, producer)
  }
  if (producer.state !== 'RUNNING') sendBatches(world, producer)
}

/** Data that are too many wait for the next checkpoint; one that is stopped has none any more. */
function meantResult(world: World, producer: FlinkProducer) {
  if (producer.state === 'RUNNING' && bytesHeld(producer) >= STATE_BYTES_MAX) return null
  const result = nextResult(world, producer)
  if (result !== null) producer.books.recordsWaiting++
  return result
}
