/**
 * Checkpoints of a job, and how it comes back from one. The events since then are read again and give the same results, so
 * all that the sink has taken since is written (again): at least once.
 */
import type { RecordBatch } from '../../recordBatch'
import { identityOf, producerIdOf } from '../../recordId'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { markStoredEntries } from '../copies'
import { setTimer } from '../setTimer'
import { CHECKPOINT_EVERY_US, CHECKPOINT_PAUSE_US, RESTART_US } from './constants'
import { isOwed } from './kinesisSink'
import { createKinesisSink, type FlinkProducer, type JobFailure } from './model'
import { createResultQueue, inOrder, lengthOf, resultAt, resultOf, type Result, type ResultQueue } from './resultQueue'

/** The job runs: for the first time, or again. */
export function startJob(world: World, producer: FlinkProducer): void {
  const { job } = producer
  job.status = 'RUNNING'
  job.restartsAtUs = null
  planCheckpoint(world, producer, world.nowUs + CHECKPOINT_EVERY_US)
}

/** By itself, after it has failed. */
export function restartJob(world: World, producer: FlinkProducer, sink: Sink): void {
  startJob(world, producer)
  tell(world, sink, { kind: 'ProducerRestarted', producerId: producerIdOf(producer.producerIndex) })
}

export function planCheckpoint(world: World, producer: FlinkProducer, dueUs: number): void {
  producer.checkpoint.dueUs = dueUs
  setTimer(world, producer, dueUs, { kind: 'flink', what: 'checkpoint' })
}

/** The sink takes nothing new until its requests under way are answered. */
export function beginCheckpoint(world: World, { checkpoint }: FlinkProducer): void {
  checkpoint.dueUs = null
  checkpoint.begunUs = world.nowUs
}

/** What is in the buffer by then is part of it, and is not sent for its sake. */
export function completeCheckpoint(world: World, producer: FlinkProducer): void {
  const { checkpoint, requests, sink } = producer
  if (checkpoint.begunUs === null || requests.size > 0 || sink.isFlushing) return
  const { begunUs } = checkpoint
  checkpoint.begunUs = null
  checkpoint.completed++
  checkpoint.completedUs = world.nowUs
  checkpoint.written = createResultQueue()
  planCheckpoint(world, producer, Math.max(begunUs + CHECKPOINT_EVERY_US, world.nowUs + CHECKPOINT_PAUSE_US))
}

/** The connections are gone; the job comes back by itself. */
export function failJob(world: World, producer: FlinkProducer, failure: JobFailure, sink: Sink): void {
  const { job, requests, books } = producer
  for (const request of requests.values()) markStoredEntries(request)
  restore(producer)
  requests.clear()
  books.recordsWaiting += books.recordsInFlight
  books.recordsInFlight = 0
  job.status = 'FAILED'
  job.failures++
  job.lastFailure = failure
  job.restartsAtUs = world.nowUs + RESTART_US
  setTimer(world, producer, job.restartsAtUs, { kind: 'flink', what: 'restart' })
  tell(world, sink, { kind: 'JobFailed', producerId: producerIdOf(producer.producerIndex), failure })
}

export function crashJob(producer: FlinkProducer): void {
  restore(producer)
  producer.job.status = 'CRASHED'
  producer.job.restartsAtUs = null
}

/** In the books and kept by the checkpoint, or by the events that will be read again. */
export function countRestored(producer: FlinkProducer): number {
  const { restored } = producer.checkpoint
  let owed = 0
  for (let at = restored.head; at < restored.recordIds.length; at++) if (isOwed(producer, restored.recordIds[at])) owed++
  return owed
}

/** Windows need no bringing back: read again, their events give what they hold. */
function restore(producer: FlinkProducer): void {
  const { checkpoint, sink, requests } = producer
  const { written, restored, repeated } = checkpoint
  for (let at = written.head; at < written.recordIds.length; at++) repeated.set(identityOf(written.recordIds[at]), true)
  const results = [written, restored, sink.buffer].flatMap(resultsIn)
  for (const { batch } of requests.values()) results.push(...entriesOf(batch))
  checkpoint.restored = inOrder(results)
  checkpoint.written = createResultQueue()
  checkpoint.dueUs = null
  checkpoint.begunUs = null
  producer.sink = createKinesisSink(producer.settings)
}

function resultsIn(queue: ResultQueue): Result[] {
  return Array.from({ length: lengthOf(queue) }, (_, at) => resultAt(queue, queue.head + at))
}

function entriesOf(batch: RecordBatch): Result[] {
  return Array.from({ length: batch.count }, (_, entry) => resultOf(batch, entry))
}
