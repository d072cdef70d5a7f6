/** Leases for shards that have none: at first start, and as a repair when the hash range has a hole. */
import type { ApiShape } from '../../../kinesis/api/types'
import { formatShardId } from '../../../kinesis/shardId'
import { HASH_KEY_MAX } from '../../../kinesis/hashKey'
import { streamOf } from '../../naming'
import { oweNothing } from '../../progress'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { noteTableScan, noteTableWrites } from '../../usage/leaseTableUsage'
import { AUDIT_CONFIRMATIONS } from './defaults'
import type { ChildShardRef } from '../../fetched'
import { indexOfShard, listAll, listedShard } from '../listing'
import { createLease, findLease, isEnded } from './leaseTable'
import type { KclApplication, KclWorker, LeaseCheckpoint } from './model'

/** Fills an empty table for the application's initial position. @returns false when the service refused to list, or the stream has no shards yet. */
export function syncEmptyTable(world: World, application: KclApplication, worker: KclWorker, sink: Sink): boolean {
  const { initialPosition } = application.settings
  const shards = listAll(world, application, { Type: initialPosition === 'LATEST' ? 'AT_LATEST' : 'AT_TRIM_HORIZON' })
  if (shards === null || shards.length === 0) return false
  for (const shard of shards) addLease(world, application, worker, listedShard(shard), { kind: initialPosition }, sink)
  if (initialPosition === 'LATEST') for (const shard of streamOf(world, application).shards) oweNothing(application, shard)
  return true
}

export function addLease(world: World, application: KclApplication, worker: KclWorker, shard: ChildShardRef, checkpoint: LeaseCheckpoint, sink: Sink): void {
  noteTableWrites(world, application)
  if (!createLease(application, shard, checkpoint)) return
  const shardId = formatShardId(shard.shardIndex)
  tell(world, sink, { kind: 'LeaseCreated', application: application.settings.name, shardId, workerId: worker.workerId })
}

/** The leader's periodic look: leases that are not at SHARD_END must cover the whole hash range. */
export function auditLeases(world: World, application: KclApplication, worker: KclWorker, sink: Sink): void {
  noteTableScan(world, application)
  const hole = firstHole(application)
  application.holesConfirmed = hole !== null && hole === application.holeAt ? application.holesConfirmed + 1 : hole === null ? 0 : 1
  application.holeAt = hole
  if (application.holesConfirmed < AUDIT_CONFIRMATIONS) return
  application.holesConfirmed = 0
  const shards = listAll(world, application, { Type: 'FROM_TRIM_HORIZON' })
  if (shards === null) return
  const byId = new Map(shards.map((shard) => [shard.ShardId, shard]))
  for (const shard of shards) {
    if (shard.SequenceNumberRange.EndingSequenceNumber === undefined) leaseFirstLevel(world, application, worker, shard, byId, sink)
  }
}

/** @returns the first hash key that no unfinished lease covers, or null. */
function firstHole(application: KclApplication): bigint | null {
  const ranges = Array.from(application.leases.values()).filter((lease) => !isEnded(lease))
  ranges.sort((left, right) => (left.startingHashKey < right.startingHashKey ? -1 : left.startingHashKey > right.startingHashKey ? 1 : 0))
  let covered = 0n
  for (const { startingHashKey, endingHashKey } of ranges) {
    if (startingHashKey > covered) return covered
    if (endingHashKey + 1n > covered) covered = endingHashKey + 1n
  }
  return covered <= HASH_KEY_MAX ? covered : null
}

/** Walks up from an open shard without a lease and leases the oldest ancestors that are needed; their children follow by themselves. */
function leaseFirstLevel(world: World, application: KclApplication, worker: KclWorker, shard: ApiShape<'Shard'>, byId: Map<string, ApiShape<'Shard'>>, sink: Sink): void {
  const lease = findLease(application, indexOfShard(shard.ShardId))
  if (lease !== null && !(isEnded(lease) && shard.SequenceNumberRange.EndingSequenceNumber === undefined)) return
  const parents = [shard.ParentShardId, shard.AdjacentParentShardId]
    .filter((id) => id !== undefined)
    .map((id) => byId.get(id))
    .filter((parent) => parent !== undefined)
  const unfinished = parents.filter((parent) => {
    const parentLease = findLease(application, indexOfShard(parent.ShardId))
    return parentLease === null || !isEnded(parentLease)
  })
  if (unfinished.length === 0) addLease(world, application, worker, listedShard(shard), { kind: 'TRIM_HORIZON' }, sink)
  else for (const parent of unfinished) leaseFirstLevel(world, application, worker, parent, byId, sink)
}

export function shardIdsOf(shardIndexes: readonly number[]): string[] {
  return shardIndexes.map(formatShardId)
}
