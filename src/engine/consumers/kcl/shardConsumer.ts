/**
 * The state machine that works one shard for one worker:
 * WAITING_ON_PARENT_SHARDS → INITIALIZING → PROCESSING → SHUTTING_DOWN → SHUTDOWN_COMPLETE, a step at each dispatch tick.
 */
import type { Input } from '../../../kinesis/api/types'
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { schedule } from '../../agenda'
import { findIterator } from '../../operations/getShardIterator'
import { streamOf } from '../../naming'
import { oweNothing } from '../../progress'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { PENDING_BATCHES_MAX, PENDING_BYTES_MAX, PENDING_RECORDS_MAX } from './defaults'
import type { KclApplication, KclWorker, Lease, LeaseCheckpoint, ShardConsumer } from './model'
import { findLease, isEnded } from './leaseTable'
import { shardIdsOf } from './shardSync'
import { runShutdownTask } from './shutdownTask'

/** Makes a consumer for a lease that this worker has come to own; an ended shard needs none, its lease is to be cleaned up. */
export function ensureShardConsumer(world: World, worker: KclWorker, lease: Lease): void {
  if (worker.shardConsumers.has(lease.shardIndex)) return
  if (isEnded(lease)) {
    noteEnded(world, worker, lease.shardIndex)
    return
  }
  worker.shardConsumers.set(lease.shardIndex, {
    shardIndex: lease.shardIndex,
    serial: worker.nextSerial++,
    state: 'WAITING_ON_PARENT_SHARDS',
    parentsCheckedAtUs: world.nowUs,
    waitsFor: [],
    iterator: null,
    fetching: false,
    pending: [],
    pendingRecords: 0,
    pendingBytes: 0,
    nextOrdinal: 0,
    scheduled: false,
    childShards: null,
    millisBehindLatest: null,
    processedOrdinal: 0,
    checkpointedOrdinal: 0,
    checkpointedAtUs: world.nowUs,
  })
}

/** The lease is another's by now; records in hand are still processed. */
export function giveUpShardConsumer(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  worker.shardConsumers.delete(consumer.shardIndex)
  worker.ready = worker.ready.filter((shardIndex) => shardIndex !== consumer.shardIndex)
  if (consumer.state === 'SHUTDOWN_COMPLETE') return
  tell(world, sink, {
    kind: 'LeaseLost',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(consumer.shardIndex),
  })
}

export function noteEnded(world: World, worker: KclWorker, shardIndex: number): void {
  if (!worker.ended.has(shardIndex)) worker.ended.set(shardIndex, world.nowUs)
}

export function dispatchShardConsumers(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  for (const lease of application.leases.values()) {
    if (lease.leaseOwner === worker.workerId) ensureShardConsumer(world, worker, lease)
  }
  for (const consumer of worker.shardConsumers.values()) stepConsumer(world, application, worker, consumer, sink)
}

function stepConsumer(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  switch (consumer.state) {
    case 'WAITING_ON_PARENT_SHARDS':
      checkParents(world, application, worker, consumer, sink)
      return
    case 'INITIALIZING':
      initialize(world, application, worker, consumer, sink)
      return
    case 'PROCESSING':
      if (consumer.childShards !== null && consumer.pending.length === 0) consumer.state = 'SHUTTING_DOWN'
      return
    case 'SHUTTING_DOWN':
      runShutdownTask(world, application, worker, consumer, sink)
      return
    case 'SHUTDOWN_COMPLETE':
      return
  }
}

/** BlockOnParentShardTask: blocked while a parent's lease exists and is not at SHARD_END; a missing lease does not block. */
function checkParents(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  if (world.nowUs < consumer.parentsCheckedAtUs) return
  const parents = findLease(application, consumer.shardIndex)?.parentShardIndexes ?? []
  const unfinished = parents.filter((shardIndex) => {
    const lease = findLease(application, shardIndex)
    return lease !== null && !isEnded(lease)
  })
  if (unfinished.length === 0) {
    consumer.waitsFor = []
    consumer.state = 'INITIALIZING'
    return
  }
  consumer.parentsCheckedAtUs = world.nowUs + application.settings.parentShardPollIntervalMs * US_PER_MS
  if (consumer.waitsFor.join() === unfinished.join()) return
  consumer.waitsFor = unfinished
  tell(world, sink, {
    kind: 'ParentAwaited',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(consumer.shardIndex),
    parentShardIds: shardIdsOf(unfinished),
  })
}

/** InitializeTask: an iterator at the checkpoint; a refused call is tried again at the next tick. */
function initialize(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  const lease = findLease(application, consumer.shardIndex)
  if (lease === null) return
  const answer = findIterator(world, iteratorRequest(application, consumer.shardIndex, lease.checkpoint))
  if (!answer.ok) {
    // ResourceNotFound means the shard is gone: an end with no children, as KinesisDataFetcher takes it.
    if (answer.refusal.exception === 'ResourceNotFoundException') consumer.childShards = []
    consumer.state = consumer.childShards === null ? 'INITIALIZING' : 'PROCESSING'
    return
  }
  // Records up to the checkpoint are filtered by KCL: the iterator stands at the checkpoint itself.
  if (lease.checkpoint.kind === 'SEQUENCE_NUMBER') {
    consumer.processedOrdinal = lease.checkpoint.ordinal
    consumer.checkpointedOrdinal = lease.checkpoint.ordinal
  }
  if (lease.checkpoint.kind === 'LATEST') oweNothing(application, streamOf(world, application).shards[consumer.shardIndex])
  consumer.iterator = answer.value
  consumer.checkpointedAtUs = world.nowUs
  consumer.state = 'PROCESSING'
  tell(world, sink, {
    kind: 'ShardConsumerStarted',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(consumer.shardIndex),
  })
  scheduleFetch(world, application, worker, consumer, 0)
}

export function iteratorRequest(application: KclApplication, shardIndex: number, checkpoint: LeaseCheckpoint): Input<'GetShardIterator'> {
  const place = { StreamName: application.streamName, ShardId: formatShardId(shardIndex) }
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

export function hasRoomToFetch(consumer: ShardConsumer): boolean {
  return (
    consumer.pending.length < PENDING_BATCHES_MAX &&
    consumer.pendingRecords < PENDING_RECORDS_MAX &&
    consumer.pendingBytes < PENDING_BYTES_MAX
  )
}
