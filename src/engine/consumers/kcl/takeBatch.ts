/** What reaches a shard consumer, by whichever way of reading. */
import type { Fetched } from '../../fetched'
import { noteLag } from '../../cloudWatch/noteKcl'
import type { World } from '../../state'
import type { ShardReader } from '../retrieval/reader'
import { closeReader } from '../retrieval/reading'
import type { KclApplication, KclWorker, ShardConsumer } from './model'
import { makeReady } from './processing'
import { endSubscription, goOnReading } from './retrieving'
import { noteIfDrained } from './shardTimes'

/** Batches stand in line; records up to the checkpoint are filtered out, as by ProcessTask. */
export function takeBatch(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, fetched: Fetched): void {
  consumer.millisBehindLatest = fetched.millisBehindLatest
  consumer.bytesFetched += fetched.bytes
  if (fetched.millisBehindLatest !== null) noteLag(world, application, consumer.shardIndex, fetched.millisBehindLatest)
  const fromOrdinal = Math.max(fetched.fromOrdinal, consumer.processedOrdinal + 1)
  if (fetched.toOrdinal > fromOrdinal) {
    const batch = { ...fetched, fromOrdinal, next: null, childShards: null }
    if (consumer.pending.length === 0) consumer.nextOrdinal = fromOrdinal
    consumer.pending.push(batch)
    consumer.pendingRecords += batch.toOrdinal - fromOrdinal
    consumer.pendingBytes += batch.bytes
    makeReady(world, application, worker, consumer)
  }
  if (fetched.childShards === null) return
  consumer.childShards = fetched.childShards
  noteIfDrained(world, application, consumer)
}

/** An event of a subscription. */
export function receivePushed(world: World, application: KclApplication, reader: ShardReader, fetched: Fetched): void {
  const found = consumerOf(application, reader)
  if (found === null) return closeReader(world, application, reader)
  const { worker, consumer } = found
  takeBatch(world, application, worker, consumer, fetched)
  if (fetched.childShards !== null) endSubscription(world, application, consumer)
  goOnReading(world, application, worker, consumer)
}

/** ResourceNotFound: an end with no children, as FanOutRecordsPublisher takes it. */
export function meetShardGone(world: World, application: KclApplication, reader: ShardReader): void {
  const found = consumerOf(application, reader)
  closeReader(world, application, reader)
  if (found === null) return
  found.consumer.readerNumber = null
  found.consumer.childShards = []
  noteIfDrained(world, application, found.consumer)
}

function consumerOf({ workers }: KclApplication, { readerNumber, shardIndex }: ShardReader): { worker: KclWorker; consumer: ShardConsumer } | null {
  for (const worker of workers) {
    const consumer = worker.shardConsumers.get(shardIndex)
    if (consumer?.readerNumber === readerNumber) return { worker, consumer }
  }
  return null
}
