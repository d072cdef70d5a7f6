/** The running bill of a world: its usage priced in all, and for a month at the average rate of the run or of its last minute. */
import type { Prices } from '../../kinesis/billing'
import { findStream } from '../naming'
import type { Stream, World } from '../state'
import { hasAdvantage } from '../throughputCommitment'
import { planOf } from '../usage/noteUsage'
import type { BillLine, BillView, RateBasis, UsageLine } from './bill'
import { breakEvenOf } from './breakEven'
import { comparisonOf } from './comparison'
import { monthOf, periodOf } from './monthOf'
import { putLines } from './putLines'
import { usageLines } from './usageLines'

/** @param stream which one is compared with its alternatives; null: none. */
export function billOf(world: World, stream: Stream | null, prices: Prices, basis: RateBasis = 'run'): BillView {
  const { totals } = world.usage
  const names = world.applications.map(({ settings }) => settings.name)
  const period = periodOf(world, basis)
  const month = monthOf(world, period)
  const lines = priced(world, { all: usageLines(totals, names), month: usageLines(month, names), prices })
  const putInto = findStream(world, world.producing.streamName)
  const putsPlan = putInto === null ? null : planOf(world, putInto)
  return {
    seconds: world.meters.seconds,
    basis,
    rateSeconds: period.seconds,
    lines,
    cost: lines.reduce((sum, { cost }) => sum + cost, 0),
    costPerMonth: lines.reduce((sum, { costPerMonth }) => sum + costPerMonth, 0),
    puts: putLines(totals.producers, month.producers, { prices, putsPlan }),
    putsPlan,
    comparison: stream === null ? null : comparisonOf(world, { stream, period, prices }),
    breakEven: stream === null ? null : breakEvenOf(world, { stream, period, prices }),
  }
}

function priced(world: World, { all, month, prices }: { all: readonly UsageLine[]; month: readonly UsageLine[]; prices: Prices }): BillLine[] {
  const inMonth = new Map(month.map((line) => [keyOf(line), line]))
  const keys = new Set(all.map(keyOf))
  // A commitment may fall short now without having done so in all.
  const late = month.filter((line) => !keys.has(keyOf(line))).map((line) => ({ ...line, quantity: 0 }))
  return [...all, ...late].map((line) => {
    const unitPrice = prices[line.price]
    return { ...line, unitPrice, cost: line.quantity * unitPrice, costPerMonth: (inMonth.get(keyOf(line))?.quantity ?? 0) * unitPrice, isFormer: isFormer(world, line) }
  })
}

function isFormer(world: World, { item, streamName, plan }: UsageLine): boolean {
  if (streamName === null) return (item === 'advantageInShortfall' || item === 'advantageOutShortfall') && !hasAdvantage(world)
  if (streamName === '') return false
  const stream = findStream(world, streamName)
  return stream === null || planOf(world, stream) !== plan
}

function keyOf({ item, streamName, plan, application, by }: UsageLine): string {
  return JSON.stringify([item, streamName, plan, application, by])
}
