/** The shard consumers of a worker: one for each lease that it works on. */
import { formatShardId } from '../../../kinesis/shardId'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { isEnded } from './leaseTable'
import type { KclApplication, KclWorker, Lease, ShardConsumer } from './model'
import { endSubscription } from './retrieving'
import { noteTime } from './shardTimes'

/** Makes a consumer for a lease that this worker has come to own; an ended shard needs none, its lease is to be cleaned up. */
export function ensureShardConsumer(world: World, application: KclApplication, worker: KclWorker, lease: Lease): void {
  if (worker.shardConsumers.has(lease.shardIndex)) return
  if (isEnded(lease)) return noteEnded(world, worker, lease.shardIndex)
  noteTime(world, application, lease.shardIndex, 'leasedUs')
  worker.shardConsumers.set(lease.shardIndex, createShardConsumer(world, worker, lease.shardIndex))
}

function createShardConsumer(world: World, worker: KclWorker, shardIndex: number): ShardConsumer {
  return {
    shardIndex,
    serial: worker.nextSerial++,
    state: 'WAITING_ON_PARENT_SHARDS',
    parentsCheckedAtUs: world.nowUs,
    waitsFor: [],
    iterator: null,
    answeredUs: -Infinity,
    readFrom: null,
    fetching: false,
    readerNumber: null,
    pending: [],
    task: { startedUs: 0, records: 0 },
    pendingRecords: 0,
    pendingBytes: 0,
    nextOrdinal: 0,
    scheduled: false,
    childShards: null,
    millisBehindLatest: null,
    processedOrdinal: 0,
    checkpointedOrdinal: 0,
    checkpointedAtUs: world.nowUs,
    bytesFetched: 0,
    bytesReported: 0,
    handOffUs: Infinity,
    forgotShardEnd: false,
    buffer: null,
  }
}

/** The lease is another's by now; records in hand are still processed. */
export function giveUpShardConsumer(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  dropShardConsumer(world, application, worker, consumer)
  if (consumer.state === 'SHUTDOWN_COMPLETE') return
  tell(world, sink, {
    kind: 'LeaseLost',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(consumer.shardIndex),
  })
}

export function dropShardConsumer(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void {
  endSubscription(world, application, consumer)
  worker.shardConsumers.delete(consumer.shardIndex)
  worker.ready = worker.ready.filter((shardIndex) => shardIndex !== consumer.shardIndex)
}

export function noteEnded(world: World, worker: KclWorker, shardIndex: number): void {
  if (!worker.ended.has(shardIndex)) worker.ended.set(shardIndex, world.nowUs)
}
