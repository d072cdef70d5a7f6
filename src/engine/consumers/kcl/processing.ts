/**
 * processRecords: a worker's threads take turns over the shards that have a batch, a slice of work at a time. Records of one
 * shard are processed one after another.
 */
import { nextBelow } from '../../../base/prng'
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { schedule } from '../../agenda'
import { noteProcessTask } from '../../cloudWatch/noteKcl'
import type { Environment } from '../../environment'
import { streamOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { TOLD_EVERY_US } from '../checkState'
import { finishRecords } from '../finishing'
import { recordsGiven } from '../reading/tally'
import { planSlice } from '../reading/planSlice'
import { checkpointProcessed } from './checkpointing'
import type { KclApplication, KclWorker, ShardConsumer } from './model'
import { goOnReading } from './retrieving'
import { noteIfDrained } from './shardTimes'

/** What a thread was busy with; `hasThrown`: processRecords did, at its first record. */
export interface WorkedSlice {
  shardIndex: number
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
  hasThrown: boolean
}

export function makeReady(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void {
  if (consumer.scheduled || consumer.pending.length === 0) return
  consumer.scheduled = true
  worker.ready.push(consumer.shardIndex)
  startSlices(world, application, worker)
}

function startSlices(world: World, application: KclApplication, worker: KclWorker): void {
  const { threadsPerWorker } = application.settings
  while (worker.threadsBusy < threadsPerWorker && worker.ready.length > 0) {
    const consumer = worker.shardConsumers.get(worker.ready.shift() as number)
    if (consumer === undefined) continue
    const [batch] = consumer.pending
    const { shardIndex, serial, nextOrdinal: fromOrdinal } = consumer
    const hasThrown = fromOrdinal === batch.fromOrdinal && throws(application, worker)
    const shard = streamOf(world, application).shards[shardIndex]
    const { toOrdinal, sliceUs } = planSlice(world, application, shard, fromOrdinal, hasThrown ? fromOrdinal + 1 : batch.toOrdinal)
    if (fromOrdinal === batch.fromOrdinal) consumer.task.startedUs = world.nowUs
    worker.threadsBusy++
    worker.workedUs += sliceUs
    const { applicationIndex } = application
    schedule(world.agenda, world.nowUs + sliceUs, { type: 'SliceProcessed', applicationIndex, workerId: worker.workerId, shardIndex, serial, fromOrdinal, toOrdinal, hasThrown })
  }
}

function throws({ settings }: KclApplication, { prng }: KclWorker): boolean {
  const { exceptionsPerThousand } = settings.faults
  return exceptionsPerThousand > 0 && nextBelow(prng, 1_000) < exceptionsPerThousand
}

/** A thread is free again; `consumer` is null where the worker gave the shard up meanwhile, yet the records are processed. */
export function finishSlice(world: World, environment: Environment, application: KclApplication, worker: KclWorker, slice: WorkedSlice, consumer: ShardConsumer | null, sink: Sink): void {
  worker.threadsBusy--
  const stream = streamOf(world, application)
  // With the Connector Library records are done when they are emitted.
  const before = recordsGiven(application.tally)
  if (!slice.hasThrown && application.settings.connector === null) finishRecords(world, application, stream, stream.shards[slice.shardIndex], { ...slice, workerId: worker.workerId }, sink)
  if (consumer !== null) consumer.task.records += application.settings.connector === null ? recordsGiven(application.tally) - before : slice.toOrdinal - slice.fromOrdinal
  if (consumer !== null) advance(world, environment, application, worker, consumer, slice, sink)
  startSlices(world, application, worker)
}

function advance(world: World, environment: Environment, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, slice: WorkedSlice, sink: Sink): void {
  const [batch] = consumer.pending
  const toOrdinal = slice.hasThrown ? batch.toOrdinal : slice.toOrdinal
  consumer.nextOrdinal = toOrdinal
  consumer.processedOrdinal = toOrdinal - 1
  const isBatchDone = toOrdinal >= batch.toOrdinal
  if (isBatchDone) endBatch(world, application, consumer)
  if (slice.hasThrown) noteException(world, application, worker, consumer, batch.toOrdinal - batch.fromOrdinal, sink)
  if (application.settings.connector !== null) {
    const { connector } = environment.applications.kcl
    if (!slice.hasThrown) connector.buffer(world, application, consumer, slice)
    // The thread stays with the shard until the buffer is emitted.
    if (isBatchDone && connector.mustFlush(world, application, consumer)) return connector.emit(world, application, worker, consumer)
  } else if (world.nowUs - consumer.checkpointedAtUs >= application.settings.checkpointIntervalMs * US_PER_MS) {
    checkpointProcessed(world, application, worker, consumer, sink)
  }
  workOn(world, application, worker, consumer)
}

/** The next batch, and the next call; nothing where the lease turned out to be lost. */
export function workOn(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void {
  if (worker.shardConsumers.get(consumer.shardIndex) !== consumer) return
  consumer.scheduled = false
  goOnReading(world, application, worker, consumer)
  makeReady(world, application, worker, consumer)
  startSlices(world, application, worker)
}

function endBatch(world: World, application: KclApplication, consumer: ShardConsumer): void {
  const batch = consumer.pending.shift()
  if (batch === undefined) return
  consumer.pendingRecords -= batch.toOrdinal - batch.fromOrdinal
  consumer.pendingBytes -= batch.bytes
  noteProcessTask(world, application, consumer.shardIndex, { ...consumer.task, bytes: batch.bytes })
  consumer.task.records = 0
  if (consumer.pending.length > 0) consumer.nextOrdinal = consumer.pending[0].fromOrdinal
  noteIfDrained(world, application, consumer)
}

/** ProcessTask: logged, and the batch counts as delivered; what is not in the log of the application is skipped for ever. */
function noteException(world: World, application: KclApplication, worker: KclWorker, { shardIndex }: ShardConsumer, records: number, sink: Sink): void {
  application.exceptions++
  if (world.nowUs < application.exceptionsToldUs + TOLD_EVERY_US) return
  application.exceptionsToldUs = world.nowUs
  tell(world, sink, { kind: 'ProcessRecordsFailed', application: application.settings.name, workerId: worker.workerId, shardId: formatShardId(shardIndex), records })
}
