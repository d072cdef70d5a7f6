/** What a month uses at the average rate of a part of the run: of each stream only what it uses as it is billed now. */
import { findStream } from '../naming'
import type { World } from '../state'
import { hasAdvantage } from '../throughputCommitment'
import { createProducerUsage, createUsage, MARKS_MAX, type Plan, type ProducerUsage, type StreamUsage, type UsageTotals } from '../usage/model'
import { planOf } from '../usage/noteUsage'
import type { RateBasis } from './bill'
import { SECONDS_PER_MONTH } from './streamLines'
import { manyTimes, numbersTimes, since, sumOfPlans } from './usageSums'

/** The part of a run whose average rate counts. */
export interface Period {
  basis: RateBasis
  seconds: number
  used: UsageTotals
}

export function periodOf({ usage: { totals, marks }, meters }: World, basis: RateBasis): Period {
  const mark = basis === 'minute' && marks.length === MARKS_MAX ? marks[0] : { seconds: 0, totals: createUsage().totals }
  return { basis, seconds: meters.seconds - mark.seconds, used: since(totals, mark.totals) }
}

/** What the stream of that name used in the period as it is billed now. @returns null: it is not there, or was not for a second. */
export function usedAsNow(world: World, { used }: Period, streamName: string): { plan: Plan; usage: StreamUsage } | null {
  const stream = findStream(world, streamName)
  if (stream === null) return null
  const plan = planOf(world, stream)
  const usage = used.streams.get(streamName)?.get(plan)
  return usage === undefined || usage.seconds === 0 ? null : { plan, usage }
}

export function monthOf(world: World, period: Period): UsageTotals {
  const { used, seconds } = period
  const months = seconds === 0 ? 0 : SECONDS_PER_MONTH / seconds
  const streams: UsageTotals['streams'] = new Map()
  for (const [streamName, plans] of used.streams) {
    const now = usedAsNow(world, period, streamName)
    if (now !== null) streams.set(streamName, new Map([[now.plan, manyTimes(now.usage, SECONDS_PER_MONTH / now.usage.seconds)]]))
    // Streams that are counted together are told apart by nothing.
    else if (streamName === '') streams.set(streamName, new Map(Array.from(plans, ([plan, usage]) => [plan, manyTimes(usage, months)])))
  }
  return {
    streams,
    applications: used.applications.map((usage) => numbersTimes(usage, months)),
    producers: producersOfMonth(world, period),
    account: { ...numbersTimes(used.account, months), advantageSeconds: hasAdvantage(world) ? SECONDS_PER_MONTH : 0 },
  }
}

const PUT_BY: Readonly<Record<Plan, keyof ProducerUsage>> = { provisioned: 'payloadUnits', onDemand: 'onDemandKibibytes', advantage: 'advantageKibibytes' }

/** Their puts share in what their stream takes in. */
function producersOfMonth(world: World, period: Period): ProducerUsage[] {
  const now = usedAsNow(world, period, world.producing.streamName)
  return period.used.producers.map((usage) => {
    if (now === null) return createProducerUsage()
    const name = PUT_BY[now.plan]
    return { ...createProducerUsage(), [name]: (usage[name] * SECONDS_PER_MONTH) / now.usage.seconds }
  })
}

/** All that a stream of that name has ever used, however it was billed. */
export function usedInAll({ usage }: World, streamName: string): StreamUsage {
  return sumOfPlans(usage.totals.streams.get(streamName)?.values() ?? [])
}
