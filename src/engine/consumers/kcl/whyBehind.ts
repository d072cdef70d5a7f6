/** What keeps an application on the KCL from records of a shard whose parents are done. */
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import type { Cause } from '../../cause'
import type { World } from '../../state'
import { findLease } from './leaseTable'
import type { ConnectorBuffer, KclApplication } from './model'

/** @returns null: its worker reads the shard. */
export function whyKclBehind(world: World, application: KclApplication, shardIndex: number): Cause | null {
  const shardId = formatShardId(shardIndex)
  if (application.workers.every(({ state }) => state === 'CRASHED')) return { kind: 'noWorkers' }
  const lease = findLease(application, shardIndex)
  if (lease === null) return { kind: 'notLeased', shardId }
  if (lease.leaseOwner === null) return { kind: 'unowned', shardId }
  const owner = application.workers.find(({ workerId }) => workerId === lease.leaseOwner)
  if (owner === undefined || owner.state === 'CRASHED') return { kind: 'ownerSilent', shardId, workerId: lease.leaseOwner, failoverMs: application.settings.failoverTimeMs }
  if (world.nowUs < owner.pausedUntilUs) return { kind: 'ownerPaused', shardId, workerId: owner.workerId }
  const consumer = owner.shardConsumers.get(shardIndex)
  if (consumer?.state === 'WAITING_ON_PARENT_SHARDS') return { kind: 'parentPoll', shardId, looksAtMs: consumer.parentsCheckedAtUs / US_PER_MS }
  const failures = consumer?.buffer?.failures ?? 0
  return failures === 0 ? null : { kind: 'destinationFails', attempt: failures + 1 }
}

/** Records that were read wait in the buffer of the Connector Library; null: there are none. */
export function whyBuffered(application: KclApplication, shardIndex: number): Cause | null {
  const buffer = bufferOf(application, shardIndex)
  if (buffer === null || buffer.ranges.length === 0 || buffer.tries > 0) return null
  const { bufferMsMax = 0 } = application.settings.connector ?? {}
  return { kind: 'buffering', untilMs: bufferMsMax > 0 ? buffer.sinceUs / US_PER_MS + bufferMsMax : null, bufferedBytes: buffer.bytes }
}

function bufferOf(application: KclApplication, shardIndex: number): ConnectorBuffer | null {
  const { leaseOwner } = findLease(application, shardIndex) ?? {}
  return application.workers.find(({ workerId }) => workerId === leaseOwner)?.shardConsumers.get(shardIndex)?.buffer ?? null
}
