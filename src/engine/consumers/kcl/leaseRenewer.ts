/** The heartbeat: each lease that a worker works on gets a new counter; one that is no longer its own is given up. */
import { noteLeases } from '../../cloudWatch/noteKcl'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableWrites } from '../../usage/leaseTableUsage'
import { hasLapsed } from './checkpointing'
import { isToBeHandedOver, requestShutdown } from './handOff'
import { giveUpShardConsumer } from './holding'
import { findLease, holderOf, renewLease } from './leaseTable'
import type { KclApplication, KclWorker, Lease } from './model'

export function renewLeases(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  const isLate = hasLapsed(world, application, worker)
  worker.renewedUs = world.nowUs
  if (isLate) return giveUpAll(world, application, worker, sink)
  if (application.settings.version === '2.x') renewOwned(world, application, worker)
  else renewHeld(world, application, worker, sink)
  let lost = 0
  for (const consumer of worker.shardConsumers.values()) {
    const lease = findLease(application, consumer.shardIndex)
    if (lease !== null && holderOf(lease) === worker.workerId) continue
    lost++
    // The condition of its write has failed.
    if (application.settings.version === '2.x') noteTableWrites(world, application)
    giveUpShardConsumer(world, application, worker, consumer, sink)
  }
  noteRenewal(world, application, worker, lost)
}

/** It has slept so long that others may have them. What is still in its name it finds again, and begins at the checkpoint. */
function giveUpAll(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  const lost = worker.shardConsumers.size
  worker.held = new Map()
  for (const consumer of worker.shardConsumers.values()) giveUpShardConsumer(world, application, worker, consumer, sink)
  noteRenewal(world, application, worker, lost)
}

function noteRenewal(world: World, application: KclApplication, { workerId }: KclWorker, lost: number): void {
  let owned = 0
  for (const lease of application.leases.values()) if (holderOf(lease) === workerId) owned++
  noteLeases(world, application, 'RenewAllLeases', { CurrentLeases: owned, LostLeases: lost })
}

/** KCL 2.x renews what it has taken; the table says whose it is still. */
function renewOwned(world: World, application: KclApplication, worker: KclWorker): void {
  for (const lease of application.leases.values()) if (holderOf(lease) === worker.workerId) renew(world, application, worker, lease)
}

/** KCL 3.x renews what it has discovered. */
function renewHeld(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  for (const shardIndex of worker.held.keys()) {
    const lease = findLease(application, shardIndex)
    if (lease === null || !renew(world, application, worker, lease)) worker.held.delete(shardIndex)
    else if (isToBeHandedOver(lease, worker.workerId)) requestShutdown(world, application, worker, lease, sink)
  }
}

function renew(world: World, application: KclApplication, { workerId }: KclWorker, lease: Lease): boolean {
  noteTableWrites(world, application)
  return renewLease(lease, workerId)
}
