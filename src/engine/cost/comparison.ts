/** One stream's own usage priced by each way to run it: nothing is estimated but the shards that a provisioned stream would need. */
import { SECONDS_PER_MINUTE } from '../../base/units'
import type { Prices } from '../../kinesis/billing'
import { READ_BYTES_PER_SECOND_MAX, WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import type { Stream, World } from '../state'
import type { Peaks, Plan, StreamUsage } from '../usage/model'
import type { Alternative, AlternativeName, Comparison } from './bill'
import { shortfall } from './commitment'
import { usedAsNow, usedInAll, type Period } from './monthOf'
import { gigabytesIn, gigabytesOut, SECONDS_PER_MONTH, streamLines } from './streamLines'
import { scaled } from './usageSums'

/** What is priced in other ways, and what it is priced by. */
export interface Compared {
  stream: Stream
  period: Period
  prices: Prices
}

interface Traffic {
  plan: Plan
  usage: StreamUsage
  peaks: Peaks
}

/** What the stream used in the period as it is billed now, and the peaks of the run; null: it is not billed so for a second. */
export function trafficOf(world: World, { stream: { streamName }, period }: Compared): Traffic | null {
  const peaks = world.usage.peaks.get(streamName)
  const now = usedAsNow(world, period, streamName)
  return peaks === undefined || now === null ? null : { ...now, peaks }
}

export function comparisonOf(world: World, compared: Compared): Comparison | null {
  const traffic = trafficOf(world, compared)
  if (traffic === null) return null
  const { plan, usage, peaks } = traffic
  const { streamName } = compared.stream
  const needed = shardsFor(peaks)
  return {
    streamName,
    plan,
    seconds: usage.seconds,
    bytesInPerSecondMax: peaks.bytesInPerSecond,
    recordsInPerSecondMax: peaks.recordsInPerSecond,
    bytesReadPerSecondMax: peaks.bytesReadPerMinute / SECONDS_PER_MINUTE,
    shardsNeeded: needed,
    shardsThere: usage.shardSeconds / usage.seconds,
    alternatives: alternativesOf(traffic, usedInAll(world, streamName), { needed, prices: compared.prices }),
  }
}

const WAYS: Readonly<Record<AlternativeName, Plan>> = { provisionedAsIs: 'provisioned', provisionedNeeded: 'provisioned', onDemand: 'onDemand', advantage: 'advantage' }

function alternativesOf(traffic: Traffic, all: StreamUsage, { needed, prices }: { needed: number; prices: Prices }): Alternative[] {
  const { usage } = traffic
  const months = SECONDS_PER_MONTH / usage.seconds
  return (Object.keys(WAYS) as AlternativeName[]).map((name) => {
    const of = (used: StreamUsage) => costOf(WAYS[name], name === 'provisionedNeeded' ? scaled(used, 1, needed) : used, prices)
    const { cost, short } = of(usage)
    return { name, cost: of(all).cost, costPerMonth: cost * months, shortfallPerMonth: short * months, refusesRecords: refusesRecords(name, traffic, needed) }
  })
}

/** It did so with the same shards, or with more of them. */
function refusesRecords(name: AlternativeName, { plan, usage }: Traffic, needed: number): boolean {
  if (usage.recordsRefused === 0) return false
  switch (name) {
    case 'provisionedAsIs':
      return true
    case 'provisionedNeeded':
      return needed * usage.seconds <= usage.shardSeconds
    case 'onDemand':
    case 'advantage':
      return plan !== 'provisioned'
  }
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
export function shardsFor({ bytesInPerSecond, recordsInPerSecond, bytesReadPerMinute }: Pick<Peaks, 'bytesInPerSecond' | 'recordsInPerSecond' | 'bytesReadPerMinute'>, scale = 1): number {
  const read = bytesReadPerMinute / SECONDS_PER_MINUTE
  const shards = Math.max(bytesInPerSecond / WRITE_BYTES_PER_SECOND_MAX, recordsInPerSecond / WRITE_RECORDS_PER_SECOND_MAX, read / READ_BYTES_PER_SECOND_MAX)
  return Math.max(1, Math.ceil(shards * scale))
}
