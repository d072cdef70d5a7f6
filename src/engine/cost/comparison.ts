/** One stream's own usage priced by each way to run it: nothing is estimated but the shards that a provisioned stream would need. */
import { SECONDS_PER_MINUTE } from '../../base/units'
import type { Prices } from '../../kinesis/billing'
import { READ_BYTES_PER_SECOND_MAX, WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import type { Stream, World } from '../state'
import type { Peaks, Plan, StreamUsage } from '../usage/model'
import { planOf } from '../usage/noteUsage'
import type { Alternative, AlternativeName, Comparison } from './bill'
import { shortfall } from './commitment'
import { gigabytesIn, gigabytesOut, SECONDS_PER_MONTH, streamLines } from './streamLines'
import { scaled, sumOfPlans } from './usageSums'

/** What a stream has used under all plans, and its peaks; null: it is not a second old. */
export function trafficOf({ usage }: World, { streamName }: Stream): { usage: StreamUsage; peaks: Peaks } | null {
  const sum = sumOfPlans(usage.totals.streams.get(streamName)?.values() ?? [])
  const peaks = usage.peaks.get(streamName)
  return peaks === undefined || sum.seconds === 0 ? null : { usage: sum, peaks }
}

export function comparisonOf(world: World, stream: Stream, prices: Prices): Comparison | null {
  const traffic = trafficOf(world, stream)
  if (traffic === null) return null
  const { usage, peaks } = traffic
  const needed = shardsFor(peaks)
  const ofNeeded = scaled(usage, 1, needed)
  const alternatives: [AlternativeName, Plan, StreamUsage][] = [
    ['provisionedAsIs', 'provisioned', usage],
    ['provisionedNeeded', 'provisioned', ofNeeded],
    ['onDemand', 'onDemand', usage],
    ['advantage', 'advantage', usage],
  ]
  return {
    streamName: stream.streamName,
    plan: planOf(world, stream),
    seconds: usage.seconds,
    bytesInPerSecondMax: peaks.bytesInPerSecond,
    recordsInPerSecondMax: peaks.recordsInPerSecond,
    bytesReadPerSecondMax: peaks.bytesReadPerMinute / SECONDS_PER_MINUTE,
    shardsNeeded: needed,
    shardsThere: usage.shardSeconds / usage.seconds,
    alternatives: alternatives.map(([name, plan, of]) => alternative(name, costOf(plan, of, prices), usage.seconds)),
  }
}

function alternative(name: AlternativeName, { cost, short }: PlanCost, seconds: number): Alternative {
  const months = SECONDS_PER_MONTH / seconds
  return { name, cost, costPerMonth: cost * months, shortfallPerMonth: short * months }
}

export interface PlanCost {
  cost: number
  /** Of it, for what the commitment bills although nobody used it. */
  short: number
}

/** As if the stream were the only one of the account. */
export function costOf(plan: Plan, usage: StreamUsage, prices: Prices): PlanCost {
  const used = streamLines(plan, usage).reduce((sum, { price, quantity }) => sum + quantity * prices[price], 0)
  if (plan !== 'advantage') return { cost: used, short: 0 }
  const short = shortfall(gigabytesIn(usage), usage.seconds) * prices.advantageIn + shortfall(gigabytesOut(usage), usage.seconds) * prices.advantageOut
  return { cost: used + short, short }
}

/** Facts §7 Sizing, with the records of a second beside it. @param scale of the traffic. */
export function shardsFor({ bytesInPerSecond, recordsInPerSecond, bytesReadPerMinute }: Peaks, scale = 1): number {
  const read = bytesReadPerMinute / SECONDS_PER_MINUTE
  const shards = Math.max(bytesInPerSecond / WRITE_BYTES_PER_SECOND_MAX, recordsInPerSecond / WRITE_RECORDS_PER_SECOND_MAX, read / READ_BYTES_PER_SECOND_MAX)
  return Math.max(1, Math.ceil(shards * scale))
}
