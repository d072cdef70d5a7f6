/** What the leader of KCL 3.x sees when it assigns leases: who is alive, how loaded, and how much more each may take. */
import type { World } from '../../../state'
import { holderOf } from '../leaseTable'
import type { KclApplication, Lease } from '../model'
import { LOAD_MAX, REPORT_US, REPORTS_MISSED_MAX, THROUGHPUT_SHARE_MAX } from './constants'

export interface FleetWorker {
  workerId: string
  /** What is balanced: load, or throughput where nobody is loaded; raised with each lease that it is given. */
  value: number
  throughputKBps: number
  leases: Lease[]
}

export interface Fleet {
  workers: FleetWorker[]
  /** Of the values as they were reported. */
  average: number
  valueMax: number
  /** Throughput of each worker, were all alike. */
  fairThroughputKBps: number
  fairLeases: number
  throughputOf(lease: Lease): number
}

/** @param silent workers that are not to be given anything. */
export function viewFleet(world: World, { coordinator, leases }: KclApplication, silent: ReadonlySet<string>): Fleet {
  for (const [workerId, { reportedUs }] of coordinator.stats) if (world.nowUs - reportedUs > REPORTS_MISSED_MAX * REPORT_US) coordinator.stats.delete(workerId)
  const all = Array.from(leases.values())
  const known = all.map(({ throughputKBps }) => throughputKBps).filter((throughput) => throughput !== null)
  const averageOfLease = known.length === 0 ? 0 : sum(known) / known.length
  const throughputOf = ({ throughputKBps }: Lease) => throughputKBps ?? averageOfLease
  const alive = Array.from(coordinator.stats).filter(([workerId]) => !silent.has(workerId))
  const fairThroughputKBps = (averageOfLease * all.length) / Math.max(1, alive.length)
  const isLoaded = alive.some(([, { load }]) => load > 0)
  const workers = alive.map(([workerId, { load }]): FleetWorker => {
    const held = all.filter((lease) => holderOf(lease) === workerId)
    const throughputKBps = sum(held.map(throughputOf))
    return { workerId, value: isLoaded ? load : fairThroughputKBps === 0 ? 0 : throughputKBps / fairThroughputKBps, throughputKBps, leases: held }
  })
  return {
    workers,
    average: workers.length === 0 ? 0 : sum(workers.map(({ value }) => value)) / workers.length,
    valueMax: isLoaded ? LOAD_MAX : THROUGHPUT_SHARE_MAX,
    fairThroughputKBps,
    fairLeases: Math.max(1, Math.floor(all.length / Math.max(1, workers.length))),
    throughputOf,
  }
}

/** WorkerMetricStats.computePercentageToReachAverage; ours: among equals, whoever has the fewest leases. */
export function mostHeadroom({ workers, average }: Fleet): FleetWorker | null {
  const headroom = ({ value }: FleetWorker) => (value === 0 ? 1 : (average - value) / value)
  let best: FleetWorker | null = null
  for (const worker of workers) {
    const isBetter = best === null || headroom(worker) > headroom(best) || (headroom(worker) === headroom(best) && worker.leases.length < best.leases.length)
    if (isBetter) best = worker
  }
  return best
}

/** What the worker's value would be with this lease too. */
export function valueWith(fleet: Fleet, { value }: FleetWorker, lease: Lease): number {
  if (fleet.fairThroughputKBps > 0) return value + (fleet.throughputOf(lease) * fleet.average) / fleet.fairThroughputKBps
  return value + fleet.average / fleet.fairLeases
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
