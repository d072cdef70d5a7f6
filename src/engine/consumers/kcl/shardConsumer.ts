/**
 * The state machine that works one shard for one worker:
 * WAITING_ON_PARENT_SHARDS → INITIALIZING → PROCESSING → SHUTTING_DOWN → SHUTDOWN_COMPLETE, a step at each dispatch tick.
 */
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import type { Environment } from '../../environment'
import { streamOf } from '../../naming'
import { beginShard } from '../finishing'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import type { KclApplication, KclWorker, Lease, ShardConsumer } from './model'
import { askIterator } from './askIterator'
import { completeHandOff } from './handOff'
import { ensureShardConsumer } from './holding'
import { findLease, isEnded } from './leaseTable'
import { goOnReading, iteratorRequest, scheduleFetch, subscribeFrom } from './retrieving'
import { shardIdsOf } from './shardSync'
import { noteIfDrained, noteTime } from './shardTimes'
import { runShutdownTask } from './shutdownTask'

export function dispatchShardConsumers(world: World, environment: Environment, application: KclApplication, worker: KclWorker, sink: Sink): void {
  for (const lease of application.leases.values()) {
    if (isOwn(application, worker, lease)) ensureShardConsumer(world, application, worker, lease)
  }
  for (const consumer of worker.shardConsumers.values()) stepConsumer(world, environment, application, worker, consumer, sink)
}

/** As far as the worker knows: it has taken it (2.x), or discovered it (3.x) and is not to hand it over. */
function isOwn({ settings }: KclApplication, { workerId, held }: KclWorker, { leaseOwner, checkpointOwner, shardIndex }: Lease): boolean {
  return leaseOwner === workerId && checkpointOwner === null && (settings.version === '2.x' || held.has(shardIndex))
}

function stepConsumer(world: World, environment: Environment, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  switch (consumer.state) {
    case 'WAITING_ON_PARENT_SHARDS':
      return checkParents(world, application, worker, consumer, sink)
    case 'INITIALIZING':
      return initialize(world, application, worker, consumer, sink)
    case 'PROCESSING':
      if (consumer.childShards !== null && consumer.pending.length === 0) consumer.state = 'SHUTTING_DOWN'
      else if (application.settings.retrieval === 'fanOut') goOnReading(world, application, worker, consumer)
      return
    case 'SHUTDOWN_REQUESTED':
      return completeHandOff(world, application, worker, consumer, sink)
    case 'SHUTTING_DOWN':
      return runShutdownTask(world, environment, application, worker, consumer, sink)
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
  const { checkpoint } = lease
  if (application.settings.retrieval === 'fanOut') {
    subscribeFrom(world, application, consumer, checkpoint.kind === 'SEQUENCE_NUMBER' ? { kind: 'ORDINAL', ordinal: checkpoint.ordinal } : { kind: checkpoint.kind === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON' })
    return beginProcessing(world, application, worker, consumer, lease, sink)
  }
  const answer = askIterator(world, application, consumer.shardIndex, iteratorRequest(application, consumer.shardIndex, checkpoint))
  if (!answer.ok) {
    // ResourceNotFound means the shard is gone: an end with no children, as KinesisDataFetcher takes it.
    if (answer.refusal.exception !== 'ResourceNotFoundException') return
    consumer.childShards = []
    consumer.state = 'PROCESSING'
    return noteIfDrained(world, application, consumer)
  }
  consumer.iterator = answer.value
  beginShard(world, application, streamOf(world, application).shards[consumer.shardIndex], answer.value.ordinal, sink)
  beginProcessing(world, application, worker, consumer, lease, sink)
  scheduleFetch(world, application, worker, consumer, 0)
}

/** Records up to the checkpoint are filtered by KCL: iterator and subscription stand at the checkpoint itself. */
function beginProcessing(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, { checkpoint }: Lease, sink: Sink): void {
  if (checkpoint.kind === 'SEQUENCE_NUMBER') {
    consumer.processedOrdinal = checkpoint.ordinal
    consumer.checkpointedOrdinal = checkpoint.ordinal
  }
  consumer.checkpointedAtUs = world.nowUs
  consumer.state = 'PROCESSING'
  noteTime(world, application, consumer.shardIndex, 'startedUs')
  tell(world, sink, {
    kind: 'ShardConsumerStarted',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(consumer.shardIndex),
  })
}
