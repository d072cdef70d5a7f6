/**
 * The end of a shard: the worker that reaches it creates the children's leases first, then checkpoints SHARD_END, which frees
 * the children. Source: KCL ShutdownTask.
 */
import { nextBelow } from '../../../base/prng'
import { formatShardId } from '../../../kinesis/shardId'
import type { Environment } from '../../environment'
import { streamOf } from '../../naming'
import { oweNothing } from '../../progress'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableWrites } from '../../usage/leaseTableUsage'
import type { ChildShardRef } from '../../fetched'
import { noteSavedPosition } from '../finishing'
import { findLease, holderOf, writeCheckpoint } from './leaseTable'
import type { KclApplication, KclWorker, Lease, ShardConsumer } from './model'
import { addLease } from './shardSync'
import { noteTime } from './shardTimes'

/** Missing merge parent: 1 in 30 tries drops the own lease, so that another worker tries. */
const DROP_LEASE_ONE_IN = 30

export function runShutdownTask(world: World, environment: Environment, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  const lease = findLease(application, consumer.shardIndex)
  if (lease === null || holderOf(lease) !== worker.workerId) return
  const children = consumer.childShards ?? []
  if (children.some((child) => child.parentShardIndexes.some((parent) => findLease(application, parent) === null))) {
    if (nextBelow(worker.prng, DROP_LEASE_ONE_IN) === 0) {
      lease.leaseOwner = null
      noteTableWrites(world, application)
    }
    return
  }
  createChildLeases(world, application, worker, lease, children, sink)
  if (application.settings.faults.forgetsShardEnd) return forgetShardEnd(world, application, worker, consumer, sink)
  if (application.settings.connector !== null && !environment.applications.kcl.connector.isDone(world, application, worker, consumer, sink)) return
  endShard(world, application, worker, consumer, lease, sink)
}

function endShard(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, lease: Lease, sink: Sink): void {
  // Without children the shard, or the whole stream, was not found: a stream of that name made since is another one.
  if (consumer.childShards !== null && consumer.childShards.length > 0) {
    const shard = streamOf(world, application).shards[consumer.shardIndex]
    noteSavedPosition(world, application, shard, shard.log.nextOrdinal, 'skipped', sink)
    oweNothing(application, shard)
  }
  writeCheckpoint(lease, worker.workerId, { kind: 'SHARD_END' })
  noteTableWrites(world, application)
  consumer.state = 'SHUTDOWN_COMPLETE'
  worker.ended.set(consumer.shardIndex, world.nowUs)
  noteTime(world, application, consumer.shardIndex, 'endedUs')
  const where = { application: application.settings.name, workerId: worker.workerId, shardId: formatShardId(consumer.shardIndex) }
  tell(world, sink, { kind: 'ShardEnded', ...where })
  tell(world, sink, { kind: 'Checkpointed', ...where, sequenceNumber: 'SHARD_END' })
}

/** shardEnded must checkpoint: the KCL throws IllegalArgumentException, and tries again at every dispatch. */
function forgetShardEnd(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  if (consumer.forgotShardEnd) return
  consumer.forgotShardEnd = true
  tell(world, sink, { kind: 'ShardEndForgotten', application: application.settings.name, workerId: worker.workerId, shardId: formatShardId(consumer.shardIndex) })
}

/** A child begins at TRIM_HORIZON whatever the application's position, so that nothing is skipped. */
function createChildLeases(world: World, application: KclApplication, worker: KclWorker, lease: Lease, children: readonly ChildShardRef[], sink: Sink): void {
  for (const child of children) addLease(world, application, worker, child, { kind: 'TRIM_HORIZON' }, sink)
  // The lease learns of its children.
  if (children.length > 0) noteTableWrites(world, application)
  lease.childShardIndexes = children.map(({ shardIndex }) => shardIndex)
}
