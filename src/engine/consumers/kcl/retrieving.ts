/** How a shard consumer comes to records: it polls, or holds a subscription; and how it changes from one to the other. */
import { ensure } from '../../../base/assert'
import { US_PER_MS } from '../../../base/units'
import type { Input } from '../../../kinesis/api/types'
import { formatShardId } from '../../../kinesis/shardId'
import { schedule } from '../../agenda'
import { sequenceNumberOf, streamOf } from '../../naming'
import type { World } from '../../state'
import type { ReadPosition, ShardReader } from '../retrieval/reader'
import { closeReader, holdOn, openReader, readOn } from '../retrieval/reading'
import { PENDING_BATCHES_MAX, PENDING_BYTES_MAX, PENDING_EVENTS_MAX, PENDING_RECORDS_MAX } from './defaults'
import type { KclApplication, KclWorker, LeaseCheckpoint, ShardConsumer } from './model'

/** Asks for more where there is room and nothing is on its way. By polling the pause counts from the last answer (PrefetchRecordsPublisher). */
export function goOnReading(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void {
  if (consumer.state !== 'PROCESSING' || consumer.childShards !== null || consumer.fetching) return
  if (application.settings.retrieval === 'fanOut') return subscribeOn(world, application, consumer)
  const idleUs = application.settings.idleTimeBetweenReadsMs * US_PER_MS
  if (hasRoomToFetch(consumer)) scheduleFetch(world, application, worker, consumer, Math.max(0, consumer.answeredUs + idleUs - world.nowUs))
}

function subscribeOn(world: World, application: KclApplication, consumer: ShardConsumer): void {
  if (consumer.readerNumber === null) {
    const ordinal = consumer.iterator?.ordinal ?? consumer.readFrom ?? 0
    subscribeFrom(world, application, consumer, ordinal === 0 ? { kind: 'TRIM_HORIZON' } : { kind: 'ORDINAL', ordinal })
  }
  const reader = readerOf(application, consumer)
  const isFull = consumer.pending.length >= PENDING_EVENTS_MAX
  if (reader === null || reader.isHeld === isFull) return
  if (isFull) holdOn(world, application, reader)
  else readOn(world, application, reader, 0)
}

/** FanOutRecordsPublisher: the consumer is registered under the application's name; a lost subscription is looked after at each dispatch. */
export function subscribeFrom(world: World, application: KclApplication, consumer: ShardConsumer, position: ReadPosition): void {
  const { maxRecords, dispatchPollIntervalMs: retryMs } = application.settings
  consumer.iterator = null
  consumer.readerNumber = openReader(world, application, { shardIndex: consumer.shardIndex, retrieval: 'fanOut', position, maxRecords, retryMs }).readerNumber
}

function readerOf({ readers }: KclApplication, { readerNumber }: ShardConsumer): ShardReader | null {
  return readerNumber === null ? null : (readers.get(readerNumber) ?? null)
}

/** Where it stood is kept in `readFrom`, for whoever goes on. */
export function endSubscription(world: World, application: KclApplication, consumer: ShardConsumer): void {
  const reader = readerOf(application, consumer)
  consumer.readerNumber = null
  if (reader === null) return
  if (reader.position.kind === 'ORDINAL') consumer.readFrom = reader.position.ordinal
  closeReader(world, application, reader)
}

/** As a redeployment would, but in place. Who polls changes at its next call: an answer on its way is not lost. */
export function changeRetrieval(world: World, application: KclApplication, worker: KclWorker): void {
  for (const consumer of worker.shardConsumers.values()) {
    if (consumer.readerNumber === null) continue
    endSubscription(world, application, consumer)
    // It has never been answered: the checkpoint says where to begin.
    if (consumer.readFrom === null && consumer.state === 'PROCESSING') consumer.state = 'INITIALIZING'
    else goOnReading(world, application, worker, consumer)
  }
}

export function iteratorRequest({ streamName }: KclApplication, shardIndex: number, checkpoint: LeaseCheckpoint): Input<'GetShardIterator'> {
  const place = { StreamName: streamName, ShardId: formatShardId(shardIndex) }
  switch (checkpoint.kind) {
    case 'SEQUENCE_NUMBER':
      return { ...place, ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: checkpoint.sequenceNumber }
    case 'LATEST':
      return { ...place, ShardIteratorType: 'LATEST' }
    case 'TRIM_HORIZON':
    case 'SHARD_END':
      return { ...place, ShardIteratorType: 'TRIM_HORIZON' }
  }
}

/** After ExpiredIterator, and after a subscription: the place after the last record that it was given. */
export function requestAfter(world: World, application: KclApplication, { shardIndex, readFrom }: ShardConsumer): Input<'GetShardIterator'> {
  const shard = streamOf(world, application).shards[shardIndex]
  const last = ensure(readFrom, 'place in the shard') - 1
  if (last < shard.log.trimOrdinal) return iteratorRequest(application, shardIndex, { kind: 'TRIM_HORIZON' })
  return { StreamName: application.streamName, ShardId: formatShardId(shardIndex), ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: sequenceNumberOf(world, shard, last) }
}

export function scheduleFetch(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, delayUs: number): void {
  consumer.fetching = true
  schedule(world.agenda, world.nowUs + delayUs, {
    type: 'FetchRecords',
    applicationIndex: application.applicationIndex,
    workerId: worker.workerId,
    shardIndex: consumer.shardIndex,
    serial: consumer.serial,
  })
}

function hasRoomToFetch(consumer: ShardConsumer): boolean {
  return (
    consumer.pending.length < PENDING_BATCHES_MAX &&
    consumer.pendingRecords < PENDING_RECORDS_MAX &&
    consumer.pendingBytes < PENDING_BYTES_MAX
  )
}
