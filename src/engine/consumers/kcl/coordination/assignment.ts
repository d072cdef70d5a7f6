/**
 * The leader's assignment in KCL 3.x: leases that nobody renews go to whoever has most headroom, and every third run evens out
 * the load. Source: LeaseAssignmentManager, VarianceBasedLeaseAssignmentDecider.
 */
import { shuffle } from '../../../../base/prng'
import { US_PER_MS } from '../../../../base/units'
import { formatShardId } from '../../../../kinesis/shardId'
import { noteLeases } from '../../../cloudWatch/noteKcl'
import { tell, type Sink } from '../../../sink'
import type { World } from '../../../state'
import { noteTableScan, noteTableWrites } from '../../../usage/leaseTableUsage'
import { holderOf, isEnded } from '../leaseTable'
import type { Coordinator, KclApplication, KclWorker, Lease } from '../model'
import { DAMPENING, RUNS_PER_BALANCE, THRESHOLD } from './constants'
import { mostHeadroom, valueWith, viewFleet, type Fleet, type FleetWorker } from './fleet'

export function assignLeases(world: World, application: KclApplication, leader: KclWorker, sink: Sink): void {
  const { coordinator } = application
  if (coordinator.assigner !== leader.workerId) Object.assign(coordinator, { assigner: leader.workerId, runs: 0, seen: new Map() })
  scan(world, application)
  noteTableScan(world, application)
  const failoverUs = application.settings.failoverTimeMs * US_PER_MS
  const isExpired = (lease: Lease) => world.nowUs - renewedUsOf(coordinator, lease) > failoverUs
  const free = Array.from(application.leases.values()).filter((lease) => holderOf(lease) === null || isExpired(lease))
  // Ours: the KCL takes a worker that renews nothing for alive until its reports are missing too, and may offer it its own leases.
  const silent = new Set(free.map(holderOf).filter((holder) => holder !== null))
  const fleet = viewFleet(world, application, silent)
  const spilled = inOrder(free, coordinator).filter((lease) => !assignFree(world, application, fleet, lease, sink)).length
  const isBalancing = coordinator.runs++ % RUNS_PER_BALANCE === 0
  const moved = isBalancing ? balance(world, application, leader, fleet, new Set(free)) : 0
  noteLeases(world, application, 'LeaseAssignmentManager', {
    NumWorkers: fleet.workers.length,
    TotalLeases: application.leases.size,
    ExpiredLeases: free.length,
    ...(spilled > 0 ? { LeaseSpillover: spilled } : {}),
    ...(isBalancing ? { NumOfLeasesReassignment: moved } : {}),
  })
}

/** Notes which counters have moved since the last run; a new leader knows of none. */
function scan(world: World, { coordinator, leases }: KclApplication): void {
  const seen: Coordinator['seen'] = new Map()
  for (const lease of leases.values()) {
    const before = coordinator.seen.get(lease.shardIndex)
    if (before?.leaseCounter === lease.leaseCounter) seen.set(lease.shardIndex, before)
    else seen.set(lease.shardIndex, { leaseCounter: lease.leaseCounter, renewedAtUs: before === undefined && holderOf(lease) === null ? -Infinity : world.nowUs })
  }
  coordinator.seen = seen
}

function renewedUsOf({ seen }: Coordinator, { shardIndex }: Lease): number {
  return seen.get(shardIndex)?.renewedAtUs ?? -Infinity
}

/** Those that nobody ever owned first, then whichever was renewed longest ago. */
function inOrder(leases: readonly Lease[], coordinator: Coordinator): Lease[] {
  return [...leases].sort((left, right) => {
    const [leftUs, rightUs] = [renewedUsOf(coordinator, left), renewedUsOf(coordinator, right)]
    return leftUs < rightUs ? -1 : leftUs > rightUs ? 1 : left.shardIndex - right.shardIndex
  })
}

/** @returns whether there was a worker for it. */
function assignFree(world: World, application: KclApplication, fleet: Fleet, lease: Lease, sink: Sink): boolean {
  const worker = mostHeadroom(fleet)
  if (worker === null) return false
  const from = holderOf(lease)
  give(fleet, lease, worker)
  noteTableWrites(world, application)
  lease.leaseOwner = worker.workerId
  lease.checkpointOwner = null
  lease.leaseCounter++
  lease.ownerSwitchesSinceCheckpoint++
  application.coordinator.seen.set(lease.shardIndex, { leaseCounter: lease.leaseCounter, renewedAtUs: world.nowUs })
  tell(world, sink, {
    kind: 'LeaseTaken',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(lease.shardIndex),
    from,
    how: from === null ? 'unowned' : 'expired',
  })
  return true
}

function give(fleet: Fleet, lease: Lease, to: FleetWorker): void {
  to.value = valueWith(fleet, to, lease)
  to.leases.push(lease)
}

/** Each lease that is given away is asked of its holder: a graceful hand-off. @returns how many were. */
function balance(world: World, application: KclApplication, leader: KclWorker, fleet: Fleet, free: ReadonlySet<Lease>): number {
  let moved = 0
  const givers = workersAbove(fleet)
    .map((worker) => ({ worker, throughputKBps: (worker.throughputKBps * DAMPENING * (worker.value - fleet.average)) / worker.value }))
    .sort((left, right) => right.throughputKBps - left.throughputKBps)
  for (const { worker, throughputKBps } of givers) {
    const movable = worker.leases.filter((lease) => lease.checkpointOwner === null && !isEnded(lease) && !free.has(lease))
    for (const lease of leasesWorth(fleet, leader, movable, worker, throughputKBps)) {
      const to = mostHeadroom(fleet)
      const isFull = to === null || valueWith(fleet, to, lease) > Math.min(fleet.average, fleet.valueMax)
      if (isFull) break
      if (to === worker) continue
      moved++
      give(fleet, lease, to)
      noteTableWrites(world, application)
      lease.checkpointOwner = worker.workerId
      lease.leaseOwner = to.workerId
      lease.leaseCounter++
    }
  }
  for (const lease of application.leases.values()) application.coordinator.seen.set(lease.shardIndex, { leaseCounter: lease.leaseCounter, renewedAtUs: renewedUsOf(application.coordinator, lease) })
  return moved
}

/** None while all are within the threshold; where only somebody idle is outside it, the most loaded one gives. */
function workersAbove({ workers, average, valueMax }: Fleet): FleetWorker[] {
  if (average === 0) return []
  const upper = average * (1 + THRESHOLD)
  const lower = average * (1 - THRESHOLD)
  if (!workers.some(({ value }) => value > upper || value < lower || value > valueMax)) return []
  const above = workers.filter(({ value }) => value >= upper || value > valueMax)
  if (above.length > 0) return above
  return [workers.reduce((most, worker) => (worker.value > most.value ? worker : most))]
}

/** Random ones that fit, or else the smallest (allowThroughputOvershoot). */
function leasesWorth(fleet: Fleet, leader: KclWorker, movable: readonly Lease[], worker: FleetWorker, throughputKBps: number): Lease[] {
  if (movable.length === 0) return []
  if (worker.throughputKBps === 0) return [movable[0]]
  const shuffled = [...movable]
  shuffle(leader.prng, shuffled)
  const chosen: Lease[] = []
  let left = throughputKBps
  for (const lease of shuffled) {
    if (left - fleet.throughputOf(lease) <= 0) continue
    left -= fleet.throughputOf(lease)
    chosen.push(lease)
  }
  if (chosen.length > 0) return chosen
  return [shuffled.reduce((least, lease) => (fleet.throughputOf(lease) < fleet.throughputOf(least) ? lease : least))]
}
