/** The GetRecords loop of one shard consumer (PollingConfig): one call at a time, a pause after each, a bounded store of batches. */
import { nextBetween } from '../../../base/prng'
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { schedule } from '../../agenda'
import { fetchRecords } from '../../operations/fetchRecords'
import { findIterator } from '../../operations/getShardIterator'
import { sequenceNumberOf, streamOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import type { Fetched } from '../../task'
import { FETCH_US } from './defaults'
import type { KclApplication, KclWorker, ShardConsumer } from './model'
import { makeReady } from './processing'
import { hasRoomToFetch, iteratorRequest, scheduleFetch } from './shardConsumer'

export function runFetch(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  const idleUs = application.settings.idleTimeBetweenReadsMs * US_PER_MS
  if (consumer.iterator === null) return
  const answer = fetchRecords(world, consumer.iterator, application.settings.maxRecords)
  if (answer.ok) {
    schedule(world.agenda, world.nowUs + nextBetween(worker.prng, FETCH_US), {
      type: 'RecordsFetched',
      applicationIndex: application.applicationIndex,
      workerId: worker.workerId,
      shardIndex: consumer.shardIndex,
      serial: consumer.serial,
      fetched: answer.value,
    })
    return
  }
  switch (answer.refusal.exception) {
    case 'ExpiredIteratorException':
      renewIterator(world, application, consumer)
      break
    case 'ResourceNotFoundException':
      consumer.childShards = []
      consumer.fetching = false
      return
    default:
      tell(world, sink, {
        kind: 'ReadThrottled',
        application: application.settings.name,
        workerId: worker.workerId,
        shardId: formatShardId(consumer.shardIndex),
      })
  }
  scheduleFetch(world, application, worker, consumer, idleUs)
}

/** After ExpiredIterator the fetcher asks for the place after the last record it was given. */
function renewIterator(world: World, application: KclApplication, consumer: ShardConsumer): void {
  const last = (consumer.iterator?.ordinal ?? 0) - 1
  const shard = streamOf(world, application).shards[consumer.shardIndex]
  const request =
    last < 1
      ? iteratorRequest(application, consumer.shardIndex, { kind: 'TRIM_HORIZON' })
      : {
          StreamName: application.streamName,
          ShardId: formatShardId(consumer.shardIndex),
          ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const,
          StartingSequenceNumber: sequenceNumberOf(world, shard, last),
        }
  const answer = findIterator(world, request)
  if (answer.ok) consumer.iterator = answer.value
}

/** An answer has reached the worker. */
export function receiveFetched(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, fetched: Fetched): void {
  consumer.millisBehindLatest = fetched.millisBehindLatest
  consumer.iterator = fetched.next
  const fromOrdinal = Math.max(fetched.fromOrdinal, consumer.processedOrdinal + 1)
  if (fetched.toOrdinal > fromOrdinal) {
    const batch = { ...fetched, fromOrdinal, next: null, childShards: null }
    if (consumer.pending.length === 0) consumer.nextOrdinal = fromOrdinal
    consumer.pending.push(batch)
    consumer.pendingRecords += batch.toOrdinal - fromOrdinal
    consumer.pendingBytes += batch.bytes
    makeReady(world, application, worker, consumer)
  }
  if (fetched.childShards !== null) {
    consumer.childShards = fetched.childShards
    consumer.fetching = false
    return
  }
  if (hasRoomToFetch(consumer)) scheduleFetch(world, application, worker, consumer, application.settings.idleTimeBetweenReadsMs * US_PER_MS)
  else consumer.fetching = false
}
