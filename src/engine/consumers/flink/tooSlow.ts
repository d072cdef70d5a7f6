/** Whether a subtask can keep up with its shards: it works through the records of all of them, one after the other. */
import { US_PER_SECOND } from '../../../base/units'
import type { Cause } from '../../cause'
import { shardRates } from '../../meters'
import { findStream } from '../../naming'
import type { Shard, World } from '../../state'
import { subtaskId, type FlinkApplication } from './model'

/** @returns null where it can. */
export function whyTooSlow(world: World, application: FlinkApplication, { shardIndex }: Shard): Cause | null {
  const { splits, settings } = application
  const subtask = splits.get(shardIndex)?.subtask ?? null
  const recordUs = settings.workUs + (settings.deduplication?.workUs ?? 0)
  const { shards } = findStream(world, application.streamName) ?? {}
  if (subtask === null || shards === undefined || recordUs === 0) return null
  const own = Array.from(splits.values()).filter((split) => split.subtask === subtask)
  const arrivingPerSecond = own.reduce((sum, split) => sum + shardRates(world, shards[split.shardIndex]).recordsPerSecond, 0)
  const perSecondMax = US_PER_SECOND / recordUs
  if (arrivingPerSecond <= perSecondMax) return null
  return { kind: 'subtaskTooSlow', subtask: subtaskId(subtask), shards: own.length, arrivingPerSecond, perSecondMax, workUs: settings.workUs }
}
