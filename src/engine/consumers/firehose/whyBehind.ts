/** What keeps records of a shard out of the bucket. */
import { US_PER_MS } from '../../../base/units'
import type { Cause } from '../../cause'
import type { World } from '../../state'
import { filledBytes, intervalUsOf } from './bufferState'
import type { FirehoseApplication } from './model'

/** @returns null: nothing is read of it yet. */
export function whyFirehoseBehind(_world: World, application: FirehoseApplication, shardIndex: number): Cause | null {
  const { delivery, buffer } = application
  const isOfShard = (piece: { shardIndex: number }) => piece.shardIndex === shardIndex
  if (delivery !== null && delivery.failures > 0 && delivery.pieces.some(isOfShard)) return { kind: 'destinationFails', attempt: delivery.failures + 1 }
  if (!buffer.pieces.some(isOfShard) || buffer.openedUs === null) return null
  return { kind: 'buffering', untilMs: (buffer.openedUs + intervalUsOf(application.settings)) / US_PER_MS, bufferedBytes: filledBytes(buffer) }
}
