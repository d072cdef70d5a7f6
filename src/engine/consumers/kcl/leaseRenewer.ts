/** The heartbeat: each lease that a worker works on gets a new counter; one that is no longer its own is given up. */
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { findLease, renewLease } from './leaseTable'
import type { KclApplication, KclWorker } from './model'
import { giveUpShardConsumer } from './shardConsumer'

export function renewLeases(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  for (const lease of application.leases.values()) renewLease(lease, worker.workerId)
  for (const consumer of worker.shardConsumers.values()) {
    if (findLease(application, consumer.shardIndex)?.leaseOwner === worker.workerId) continue
    giveUpShardConsumer(world, application, worker, consumer, sink)
  }
}
