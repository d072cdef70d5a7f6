/** The running bill of a world: the same usage priced in all, and since a minute or two ago for the present rate. */
import type { Prices } from '../../kinesis/billing'
import type { Stream, World } from '../state'
import { createUsage, MARKS_MAX } from '../usage/model'
import type { BillLine, BillView, UsageLine } from './bill'
import { breakEvenOf } from './breakEven'
import { comparisonOf } from './comparison'
import { SECONDS_PER_MONTH } from './streamLines'
import { usageLines } from './usageLines'
import { since } from './usageSums'

/** @param stream which one is compared with its alternatives; null: none. */
export function billOf(world: World, stream: Stream | null, prices: Prices): BillView {
  const { totals, marks } = world.usage
  const names = world.applications.map(({ settings }) => settings.name)
  const mark = marks.length === MARKS_MAX ? marks[0] : { seconds: 0, totals: createUsage().totals }
  const rateSeconds = world.meters.seconds - mark.seconds
  const lines = priced(usageLines(totals, names), usageLines(since(totals, mark.totals), names), { prices, perMonth: rateSeconds === 0 ? 0 : SECONDS_PER_MONTH / rateSeconds })
  return {
    seconds: world.meters.seconds,
    rateSeconds,
    lines,
    cost: lines.reduce((sum, { cost }) => sum + cost, 0),
    costPerMonth: lines.reduce((sum, { costPerMonth }) => sum + costPerMonth, 0),
    comparison: stream === null ? null : comparisonOf(world, stream, prices),
    breakEven: stream === null ? null : breakEvenOf(world, stream, prices),
  }
}

function priced(all: readonly UsageLine[], recent: readonly UsageLine[], { prices, perMonth }: { prices: Prices; perMonth: number }): BillLine[] {
  const rates = new Map(recent.map((line) => [keyOf(line), line]))
  const keys = new Set(all.map(keyOf))
  // A commitment may fall short now without having done so in all.
  const late = recent.filter((line) => !keys.has(keyOf(line))).map((line) => ({ ...line, quantity: 0 }))
  return [...all, ...late].map((line) => {
    const unitPrice = prices[line.price]
    return { ...line, unitPrice, cost: line.quantity * unitPrice, costPerMonth: (rates.get(keyOf(line))?.quantity ?? 0) * unitPrice * perMonth }
  })
}

function keyOf({ item, streamName, application, by }: UsageLine): string {
  return JSON.stringify([item, streamName, application, by])
}
