/** A shard, or a slot of it, stands still while its batch fails again and again. */
import { formatShardId } from '../../../kinesis/shardId'
import { sequenceNumberOf } from '../../naming'
import { tell } from '../../sink'
import { BLOCKED_AFTER_RETRIES } from '../blocked'
import type { LambdaSlot } from './model'
import type { Place } from './place'
import { countIn } from './runs'

export function isBlocked({ pieces: [piece] }: LambdaSlot): boolean {
  return piece !== undefined && piece.retries >= BLOCKED_AFTER_RETRIES && (piece.isFinal || piece.runs.length > 0)
}

/** @param by what became of the last batch. */
export function noteBlocked({ world, application, stream, stored, shard, sink }: Place, by: 'failed' | 'ok' | 'givenUp' | 'expired'): void {
  const slot = shard.slots.find(isBlocked)
  if (shard.isBlocked === (slot !== undefined)) return
  shard.isBlocked = slot !== undefined
  const about = { application: application.settings.name, shardId: formatShardId(shard.shardIndex) }
  if (slot === undefined) {
    if (by !== 'failed') tell(world, sink, { kind: 'ShardUnblocked', ...about, by, blockedBy: 'function' }, stream)
    return
  }
  const [{ runs, retries }] = slot.pieces
  const sequenceNumber = sequenceNumberOf(world, stored, runs.length === 0 ? shard.readTo : runs[0])
  tell(world, sink, { kind: 'ShardBlocked', ...about, records: countIn(runs), retries, sequenceNumber, blockedBy: 'function' }, stream)
}
