/** The GetRecords loop of one shard consumer (PollingConfig): one call at a time, a pause after each, a bounded store of batches. */
import { nextBetween } from '../../../base/prng'
import { US_PER_MS } from '../../../base/units'
import type { Answer } from '../../../kinesis/exceptions'
import { formatShardId } from '../../../kinesis/shardId'
import { schedule } from '../../agenda'
import { noteDataFetched, noteExpiredIterator } from '../../cloudWatch/noteKcl'
import { noteLatency } from '../../cloudWatch/noteMetrics'
import { passDoor } from '../../door/passDoor'
import { struckJustNow } from '../../faults/faults'
import { fetchRecords } from '../../operations/records/fetchRecords'
import { streamOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import type { Fetched } from '../../fetched'
import { noteHanded } from '../finishing'
import { noteDelivered } from '../latency'
import { FETCH_US } from '../retrieval/reading'
import { askedOf, askIterator } from './askIterator'
import type { KclApplication, KclWorker, ShardConsumer } from './model'
import { goOnReading, requestAfter, scheduleFetch } from './retrieving'
import { noteIfDrained } from './shardTimes'
import { takeBatch } from './takeBatch'

export function runFetch(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  const { settings, reads, applicationIndex } = application
  consumer.fetching = false
  if (consumer.state !== 'PROCESSING') return
  // It polls no more since somebody has set so.
  if (settings.retrieval === 'fanOut') return goOnReading(world, application, worker, consumer)
  const answer = getRecords(world, application, consumer)
  if (answer.ok) {
    consumer.fetching = true
    const { shardIndex, serial } = consumer
    const takesUs = nextBetween(worker.prng, FETCH_US)
    noteLatency(world, application.streamName, 'GetRecords', takesUs)
    noteDataFetched(world, application, shardIndex, takesUs)
    schedule(world.agenda, world.nowUs + takesUs, { type: 'RecordsFetched', applicationIndex, workerId: worker.workerId, shardIndex, serial, fetched: answer.value })
    return
  }
  noteDataFetched(world, application, consumer.shardIndex, null)
  switch (answer.refusal.exception) {
    case 'ExpiredIteratorException':
      reads.iteratorsExpired++
      noteExpiredIterator(world, application, consumer.shardIndex)
      renewIterator(world, application, consumer)
      break
    case 'ResourceNotFoundException':
      consumer.childShards = []
      return noteIfDrained(world, application, consumer)
    case 'ProvisionedThroughputExceededException':
    case 'LimitExceededException':
      reads.callsRefused++
      tell(world, sink, { kind: 'ReadThrottled', application: settings.name, workerId: worker.workerId, shardId: formatShardId(consumer.shardIndex), ...struckJustNow(world) })
      break
    default:
  }
  // A refusal takes its way too: else two who call at one pace come in the same order for ever, and the second is never let in.
  scheduleFetch(world, application, worker, consumer, nextBetween(worker.prng, FETCH_US) + settings.idleTimeBetweenReadsMs * US_PER_MS)
}

function getRecords(world: World, application: KclApplication, consumer: ShardConsumer): Answer<Fetched> {
  if (consumer.iterator === null) {
    const found = askIterator(world, application, consumer.shardIndex, requestAfter(world, application, consumer))
    if (!found.ok) return found
    consumer.iterator = found.value
  }
  application.reads.getRecordsCalls++
  const { iterator } = consumer
  const { maxRecords: limit } = application.settings
  return passDoor(world, { ...askedOf(world, application, 'GetRecords', consumer.shardIndex), read: { iterator, limit } }, () => fetchRecords(world, iterator, limit))
}

function renewIterator(world: World, application: KclApplication, consumer: ShardConsumer): void {
  consumer.readFrom = consumer.iterator?.ordinal ?? consumer.readFrom
  const answer = askIterator(world, application, consumer.shardIndex, requestAfter(world, application, consumer))
  consumer.iterator = answer.ok ? answer.value : null
}

/** An answer has reached the worker. */
export function receiveFetched(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, fetched: Fetched, sink: Sink): void {
  consumer.fetching = false
  consumer.answeredUs = world.nowUs
  // What a worker that hands its lease over has not begun is for the next one.
  if (consumer.state !== 'PROCESSING') return
  noteRead(world, application, consumer, fetched, sink)
  consumer.iterator = fetched.next
  takeBatch(world, application, worker, consumer, fetched)
  goOnReading(world, application, worker, consumer)
}

function noteRead(world: World, application: KclApplication, { shardIndex, iterator }: ShardConsumer, { fromOrdinal, toOrdinal, bytes }: Fetched, sink: Sink): void {
  const { reads, latencies, streamName, settings } = application
  reads.recordsRead += toOrdinal - fromOrdinal
  reads.bytesRead += bytes
  const shard = streamOf(world, application).shards[shardIndex]
  noteHanded(world, application, shard, { asked: iterator?.ordinal ?? fromOrdinal, from: fromOrdinal, to: toOrdinal }, sink)
  if (toOrdinal === fromOrdinal) {
    reads.callsEmpty++
    return
  }
  noteDelivered(latencies.polling, shard.log, { from: fromOrdinal, to: toOrdinal, atUs: world.nowUs })
  sink.recordsDelivered?.(world, { streamName, application: settings.name, shardIndex, fromOrdinal, toOrdinal })
}
