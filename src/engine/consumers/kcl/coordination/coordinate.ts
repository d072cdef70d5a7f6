/** KCL 3.x: what each worker does beside reading. It reports how busy it is, and finds the leases that the leader has given it. */
import { KIB, US_PER_SECOND } from '../../../../base/units'
import type { Sink } from '../../../sink'
import type { World } from '../../../state'
import { noteTableScan, noteTableWrites } from '../../../usage/leaseTableUsage'
import { ensureShardConsumer } from '../holding'
import { HEARTBEAT_US, leads } from '../leadership'
import { findLease } from '../leaseTable'
import type { KclApplication, KclWorker } from '../model'
import { noteTime } from '../shardTimes'
import type { Coordination } from '../workerActs'
import { assignLeases } from './assignment'
import { assignIntervalUs, discoverIntervalUs, REPORT_US, SMOOTHING } from './constants'

/** @returns after how long it is to be done again. */
export function coordinate(world: World, application: KclApplication, worker: KclWorker, what: Coordination, sink: Sink): number {
  switch (what) {
    case 'report':
      report(world, application, worker)
      // Worker metrics have an item for each worker.
      noteTableWrites(world, application)
      return REPORT_US
    case 'assign':
      if (leads(world, application, worker, sink)) assignLeases(world, application, worker, sink)
      return assignIntervalUs(application.settings)
    case 'discover':
      // A query of the index by owner: an item at least.
      noteTableScan(world, { applicationIndex: application.applicationIndex, leases: worker.held })
      discover(world, application, worker)
      return discoverIntervalUs(application.settings)
    case 'heartbeat':
      if (application.coordinator.leader === worker.workerId) {
        application.coordinator.heartbeatUs = world.nowUs
        noteTableWrites(world, application)
      }
      return HEARTBEAT_US
  }
}

/** Its load, in place of the CPU that a real worker reports, and the throughput of each lease that it works on. */
function report(world: World, { coordinator, settings, leases }: KclApplication, worker: KclWorker): void {
  const before = coordinator.stats.get(worker.workerId)
  const busy = before === undefined ? 0 : Math.min(1, (worker.workedUs - before.workedUs) / (settings.threadsPerWorker * Math.max(1, world.nowUs - before.reportedUs)))
  const load = before === undefined ? busy : smoothed(before.load, busy)
  for (const consumer of worker.shardConsumers.values()) {
    const lease = leases.get(consumer.shardIndex)
    if (lease === undefined || consumer.state !== 'PROCESSING') continue
    const kilobytesPerSecond = (consumer.bytesFetched - consumer.bytesReported) / KIB / (REPORT_US / US_PER_SECOND)
    lease.throughputKBps = lease.throughputKBps === null ? kilobytesPerSecond : smoothed(lease.throughputKBps, kilobytesPerSecond)
    consumer.bytesReported = consumer.bytesFetched
  }
  coordinator.stats.set(worker.workerId, { reportedUs: world.nowUs, load, workedUs: worker.workedUs })
}

function smoothed(before: number, value: number): number {
  return before + SMOOTHING * (value - before)
}

/** One that is still to be handed over by another worker is not taken up before. */
function discover(world: World, application: KclApplication, worker: KclWorker): void {
  for (const { shardIndex, leaseOwner, checkpointOwner } of application.leases.values()) {
    if (leaseOwner !== worker.workerId || checkpointOwner !== null || worker.held.has(shardIndex)) continue
    worker.held.set(shardIndex, world.nowUs)
    noteTime(world, application, shardIndex, 'leasedUs')
    const lease = findLease(application, shardIndex)
    if (lease !== null) ensureShardConsumer(world, application, worker, lease)
  }
}
