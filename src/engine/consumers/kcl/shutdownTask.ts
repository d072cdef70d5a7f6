/**
 * The end of a shard: the worker that reaches it creates the children's leases first, then checkpoints SHARD_END, which frees
 * the children. Source: KCL ShutdownTask.
 */
import { nextBelow } from '../../../base/prng'
import { formatShardId } from '../../../kinesis/shardId'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { findLease, indexOfShard, writeCheckpoint } from './leaseTable'
import type { KclApplication, KclWorker, Lease, ShardConsumer } from './model'
import { addLease, listAll } from './shardSync'

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
  if (!createChildLeases(world, application, worker, lease, consumer, sink)) return
  writeCheckpoint(lease, worker.workerId, { kind: 'SHARD_END' })
  consumer.state = 'SHUTDOWN_COMPLETE'
  worker.ended.push({ shardIndex: consumer.shardIndex, endedAtUs: world.nowUs })
  const where = { application: application.settings.name, workerId: worker.workerId, shardId: formatShardId(consumer.shardIndex) }
  tell(world, sink, { kind: 'ShardEnded', ...where })
  tell(world, sink, { kind: 'Checkpointed', ...where, sequenceNumber: 'SHARD_END' })
}

/** A child begins at TRIM_HORIZON whatever the application's position, so that nothing is skipped. */
function createChildLeases(world: World, application: KclApplication, worker: KclWorker, lease: Lease, consumer: ShardConsumer, sink: Sink): boolean {
  const wanted = (consumer.childShards ?? []).map((child) => child.shardIndex)
  if (wanted.length === 0) return true
  const shards = listAll(world, application.streamName, { Type: 'FROM_TRIM_HORIZON' })
  if (shards === null) return false
  for (const shard of shards) {
    if (wanted.includes(indexOfShard(shard.ShardId))) addLease(world, application, worker, shard, { kind: 'TRIM_HORIZON' }, sink)
  }
  lease.childShardIndexes = wanted
  return true
}
