/** What keeps records of a shard out of the bucket. */
import { US_PER_MS } from '../../../base/units'
import type { Cause } from '../../cause'
import type { World } from '../../state'
import { whyUnknown } from '../shardDiscovery'
import { filledBytes, intervalUsOf, transformIntervalUsOf } from './bufferState'
import type { FirehoseApplication } from './model'

/** @returns null: nothing of it is in hand yet, or what is goes on now. */
export function whyFirehoseBehind(_world: World, application: FirehoseApplication, shardIndex: number): Cause | null {
  const { delivery, buffer, shards, settings } = application
  const isOfShard = (piece: { shardIndex: number }) => piece.shardIndex === shardIndex
  const isDelivered = delivery?.pieces.some(isOfShard) === true
  const isBuffered = buffer.pieces.some(isOfShard)
  // One delivery at a time: a buffer waits for the one before.
  if (delivery !== null && delivery.failures > 0 && (isDelivered || isBuffered)) return { kind: 'destinationFails', attempt: delivery.failures + 1 }
  if (isDelivered) return null
  if (isBuffered && buffer.openedUs !== null) return { kind: 'buffering', untilMs: (buffer.openedUs + intervalUsOf(settings)) / US_PER_MS, bufferedBytes: filledBytes(buffer) }
  const shard = shards.get(shardIndex)
  const { pendingSinceUs = null, pendingBytes = 0, invocation = null } = shard ?? {}
  if (pendingSinceUs === null || invocation !== null) return whyUnknown(application, shardIndex)
  return { kind: 'buffering', untilMs: (pendingSinceUs + transformIntervalUsOf(settings)) / US_PER_MS, bufferedBytes: pendingBytes }
}
