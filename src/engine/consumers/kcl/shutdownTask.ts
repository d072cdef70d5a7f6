/**
 * The end of a shard: the worker that reaches it creates the children's leases first, then checkpoints SHARD_END, which frees
 * the children. Source: KCL ShutdownTask.
 */
import { nextBelow } from '../../../base/prng'
import { formatShardId } from '../../../kinesis/shardId'
import { streamOf } from '../../naming'
import { oweNothing } from '../../progress'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import type { ChildShardRef } from '../../task'
import { findLease, writeCheckpoint } from './leaseTable'
import type { KclApplication, KclWorker, Lease, ShardConsumer } from './model'
import { addLease } from './shardSync'

/** Missing merge parent: 1 in 30 tries drops the own lease, so that another worker tries. */
const DROP_LEASE_ONE_IN = 30

export function runShutdownTask(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): void {
  const lease = findLease(application, consumer.shardIndex)
  if (lease?.leaseOwner !== worker.workerId) return
  const children = consumer.childShards ?? []
  if (children.some((child) => child.parentShardIndexes.some((parent) => findLease(application, parent) === null))) {
    if (nextBelow(worker.prng, DROP_LEASE_ONE_IN) === 0) lease.leaseOwner = null
    return
  }
  createChildLeases(world, application, worker, lease, children, sink)
  // Without children the shard, or the whole stream, was not found: a stream of that name made since is another one.
  if (children.length > 0) oweNothing(application, streamOf(world, application).shards[consumer.shardIndex])
  writeCheckpoint(lease, worker.workerId, { kind: 'SHARD_END' })
  consumer.state = 'SHUTDOWN_COMPLETE'
  worker.ended.set(consumer.shardIndex, world.nowUs)
  const where = { application: application.settings.name, workerId: worker.workerId, shardId: formatShardId(consumer.shardIndex) }
  tell(world, sink, { kind: 'ShardEnded', ...where })
  tell(world, sink, { kind: 'Checkpointed', ...where, sequenceNumber: 'SHARD_END' })
}

/** A child begins at TRIM_HORIZON whatever the application's position, so that nothing is skipped. */
function createChildLeases(world: World, application: KclApplication, worker: KclWorker, lease: Lease, children: readonly ChildShardRef[], sink: Sink): void {
  for (const child of children) addLease(world, application, worker, child, { kind: 'TRIM_HORIZON' }, sink)
  lease.childShardIndexes = children.map(({ shardIndex }) => shardIndex)
}
