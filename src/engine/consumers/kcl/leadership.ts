/** KCL 3.x: one worker holds a lock in DynamoDB and leads. Source: DynamoDBLockBasedLeaderDecider. */
import { US_PER_SECOND } from '../../../base/units'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableWrites } from '../../usage/leaseTableUsage'
import type { Coordinator, KclApplication, KclWorker } from './model'

export const LOCK_US = 120 * US_PER_SECOND
export const HEARTBEAT_US = 30 * US_PER_SECOND

export function createCoordinator(): Coordinator {
  return { leader: null, heartbeatUs: 0, stats: new Map(), assigner: null, runs: 0, seen: new Map() }
}

/** Takes the lock where nobody holds it, or its holder has been silent for 120 s. @returns whether this worker leads. */
export function leads(world: World, application: KclApplication, { workerId }: KclWorker, sink: Sink): boolean {
  const { coordinator, settings } = application
  if (coordinator.leader === workerId) return true
  if (coordinator.leader !== null && world.nowUs - coordinator.heartbeatUs <= LOCK_US) return false
  noteTableWrites(world, application)
  coordinator.leader = workerId
  coordinator.heartbeatUs = world.nowUs
  tell(world, sink, { kind: 'LeaderElected', application: settings.name, workerId })
  return true
}

/** In an orderly shutdown. */
export function resign({ coordinator }: KclApplication, { workerId }: KclWorker): void {
  coordinator.stats.delete(workerId)
  if (coordinator.leader === workerId) coordinator.leader = null
}
