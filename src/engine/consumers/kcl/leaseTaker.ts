/**
 * How a worker comes to leases (KCL 2.x): it scans the table about every 20 s, takes what is free or expired, and steals one
 * from the most loaded worker when it has less than its share. Source: DynamoDBLeaseTaker.
 */
import { shuffle } from '../../../base/prng'
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { noteLeases } from '../../cloudWatch/noteKcl'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableScan, noteTableWrites } from '../../usage/leaseTableUsage'
import { LEASES_STOLEN_MAX, VERY_OLD_FAILOVERS } from './defaults'
import { ensureShardConsumer, giveUpShardConsumer } from './holding'
import { takeLease } from './leaseTable'
import type { KclApplication, KclWorker, Lease } from './model'

export function takeLeases(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  scan(world, application, worker)
  const failoverUs = application.settings.failoverTimeMs * US_PER_MS
  const ageUs = (lease: Lease) => world.nowUs - (worker.seen.get(lease.shardIndex)?.renewedAtUs ?? world.nowUs)
  const isAvailable = (lease: Lease) => lease.leaseOwner === null || ageUs(lease) > failoverUs
  const available = Array.from(application.leases.values()).filter(isAvailable)
  const counts = countLeases(application, worker, isAvailable)
  const target = leaseTarget(application.leases.size, counts.size)
  const veryOld = available.filter((lease) => ageUs(lease) > VERY_OLD_FAILOVERS * failoverUs)
  const takenOf = (leases: readonly Lease[]) => leases.filter((lease) => take(world, application, worker, lease, sink)).length
  const takenVeryOld = takenOf(veryOld)
  const need = Math.max(0, target - (counts.get(worker.workerId) ?? 0) - veryOld.length)
  const more = need === 0 ? [] : chooseLeases(application, worker, { available: available.filter((lease) => !veryOld.includes(lease)), counts, need, target })
  const taken = takenVeryOld + takenOf(more)
  noteLeases(world, application, 'TakeLeases', {
    NumWorkers: counts.size,
    TotalLeases: application.leases.size,
    ExpiredLeases: available.length,
    NeededLeases: Math.max(0, need - more.length),
    LeasesToTake: veryOld.length + more.length,
    TakenLeases: taken,
    UntakenLeases: veryOld.length + more.length - taken,
    LeaseSpillover: 0,
    VeryOldLeases: veryOld.length,
  })
}

/** Free ones at random; only where there is none, somebody else's. */
function chooseLeases(application: KclApplication, worker: KclWorker, { available, counts, need, target }: { available: Lease[]; counts: Map<string, number>; need: number; target: number }): Lease[] {
  if (available.length === 0) return chooseLeasesToSteal(application, worker, counts, { need, target })
  shuffle(worker.prng, available)
  return available.slice(0, need)
}

/** Notes which counters have moved since the last scan; only this worker's own clock judges expiry. */
function scan(world: World, application: KclApplication, worker: KclWorker): void {
  noteTableScan(world, application)
  const seen: KclWorker['seen'] = new Map()
  for (const { shardIndex, leaseCounter, leaseOwner } of application.leases.values()) {
    const before = worker.seen.get(shardIndex)
    if (before?.leaseCounter === leaseCounter) seen.set(shardIndex, before)
    else if (before === undefined && leaseOwner === null) seen.set(shardIndex, { leaseCounter, renewedAtUs: -Infinity })
    else seen.set(shardIndex, { leaseCounter, renewedAtUs: world.nowUs })
  }
  worker.seen = seen
}

/** Workers that hold no lease are invisible to the others. */
function countLeases(application: KclApplication, worker: KclWorker, isAvailable: (lease: Lease) => boolean): Map<string, number> {
  const counts = new Map([[worker.workerId, 0]])
  for (const lease of application.leases.values()) {
    if (lease.leaseOwner === null || isAvailable(lease)) continue
    counts.set(lease.leaseOwner, (counts.get(lease.leaseOwner) ?? 0) + 1)
  }
  return counts
}

export function leaseTarget(leaseCount: number, workerCount: number): number {
  return workerCount >= leaseCount ? 1 : Math.ceil(leaseCount / workerCount)
}

function chooseLeasesToSteal(application: KclApplication, worker: KclWorker, counts: Map<string, number>, wish: { need: number; target: number }): Lease[] {
  let victim: string | null = null
  let most = 0
  for (const [workerId, count] of counts) {
    if (workerId === worker.workerId || count <= most) continue
    victim = workerId
    most = count
  }
  let stolen = Math.min(wish.need, Math.max(0, most - wish.target))
  if (stolen === 0 && wish.need > 1 && most > 0) stolen = 1
  const candidates = Array.from(application.leases.values()).filter((lease) => victim !== null && lease.leaseOwner === victim)
  shuffle(worker.prng, candidates)
  return candidates.slice(0, Math.min(stolen, LEASES_STOLEN_MAX))
}

/** @returns whether it is the worker's now. */
function take(world: World, application: KclApplication, worker: KclWorker, lease: Lease, sink: Sink): boolean {
  const seen = worker.seen.get(lease.shardIndex)
  const from = lease.leaseOwner
  const expired = seen !== undefined && world.nowUs - seen.renewedAtUs > application.settings.failoverTimeMs * US_PER_MS
  if (seen === undefined) return false
  noteTableWrites(world, application)
  if (!takeLease(lease, seen.leaseCounter, worker.workerId)) return false
  worker.seen.set(lease.shardIndex, { leaseCounter: lease.leaseCounter, renewedAtUs: world.nowUs })
  if (from === worker.workerId) return true
  // It had the lease before and has not noticed its loss: what it knows of the shard may be older than the checkpoint.
  const stale = worker.shardConsumers.get(lease.shardIndex)
  if (stale !== undefined) giveUpShardConsumer(world, application, worker, stale, sink)
  tell(world, sink, {
    kind: 'LeaseTaken',
    application: application.settings.name,
    workerId: worker.workerId,
    shardId: formatShardId(lease.shardIndex),
    from,
    how: from === null ? 'unowned' : expired ? 'expired' : 'stolen',
  })
  ensureShardConsumer(world, application, worker, lease)
  return true
}
