/** Shards whose records wait before S3 while puts fail, one after the other: nothing of them gets past the delivery under way. */
import { formatShardId } from '../../../kinesis/shardId'
import { sequenceNumberOf, streamOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { BLOCKED_AFTER_RETRIES } from '../blocked'
import type { FirehoseApplication } from './model'

/** After each put that failed. */
export function noteBlocked(world: World, application: FirehoseApplication, sink: Sink): void {
  const { delivery, buffer, shards, settings } = application
  if (delivery === null || delivery.failures < BLOCKED_AFTER_RETRIES) return
  const stream = streamOf(world, application)
  const pieces = [...delivery.pieces, ...buffer.pieces]
  for (const shard of shards.values()) {
    const own = pieces.filter(({ shardIndex }) => shardIndex === shard.shardIndex)
    if (shard.isBlocked || own.length === 0) continue
    shard.isBlocked = true
    const records = own.reduce((sum, { fromOrdinal, toOrdinal }) => sum + toOrdinal - fromOrdinal, 0)
    const sequenceNumber = sequenceNumberOf(world, stream.shards[shard.shardIndex], own[0].fromOrdinal)
    tell(world, sink, { kind: 'ShardBlocked', application: settings.name, shardId: formatShardId(shard.shardIndex), sequenceNumber, records, retries: delivery.failures, blockedBy: 'destination' }, stream)
  }
}

export function noteUnblocked(world: World, application: FirehoseApplication, by: 'ok' | 'givenUp', sink: Sink): void {
  for (const shard of application.shards.values()) {
    if (!shard.isBlocked) continue
    shard.isBlocked = false
    tell(world, sink, { kind: 'ShardUnblocked', application: application.settings.name, shardId: formatShardId(shard.shardIndex), by, blockedBy: 'destination' }, streamOf(world, application))
  }
}
