/** Whether a function can keep up with a shard: it works at most through a batch for each slot at a time. */
import { US_PER_MS, US_PER_SECOND } from '../../../base/units'
import type { Cause } from '../../cause'
import { shardRates } from '../../meters'
import type { Shard, World } from '../../state'
import { concurrencyOf } from './concurrency'
import { PAYLOAD_BYTES_MAX } from './constants'
import type { LambdaApplication } from './model'
import { slotCountOf } from './slots'

/** Full batches, spread evenly over the slots: a single key has only one. @returns null where it can. */
export function whyTooSlow(world: World, application: LambdaApplication, shard: Shard): Cause | null {
  const { settings } = application
  const { recordsPerSecond: arrivingPerSecond, bytesPerSecond } = shardRates(world, shard)
  if (arrivingPerSecond === 0) return null
  const batchRecords = Math.max(1, Math.min(settings.batchSize, Math.floor((PAYLOAD_BYTES_MAX * arrivingPerSecond) / bytesPerSecond)))
  const invocationUs = settings.function.invokeMs * US_PER_MS + batchRecords * (settings.workUs + (settings.deduplication?.workUs ?? 0))
  const invocationsAtOnce = Math.min(slotCountOf(settings), concurrencyOf(world, application).limit)
  const perSecondMax = (invocationsAtOnce * batchRecords * US_PER_SECOND) / invocationUs
  if (arrivingPerSecond <= perSecondMax) return null
  return { kind: 'functionTooSlow', arrivingPerSecond, perSecondMax, invocationsAtOnce, batchRecords, invocationMs: invocationUs / US_PER_MS }
}
