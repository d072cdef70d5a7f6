/** The same traffic by each way to run the stream: what it would have cost, and would in a month at the rate that is chosen. */
import { useTranslation } from 'react-i18next'
import { MIB } from '../../base/units'
import type { AlternativeName, Comparison, RateBasis } from '../../engine/cost/bill'
import type { Plan } from '../../engine/usage/model'
import { useFormats } from '../../strings/formats'
import sheet from '../sheet/Sheet.module.css'
import { CostTable } from './CostTable'
import type { Money } from './useMoney'

const OF_PLAN: Readonly<Record<Plan, AlternativeName>> = { provisioned: 'provisionedAsIs', onDemand: 'onDemand', advantage: 'advantage' }

/** Sums that were rounded on different ways. */
const SAME = 1 + 1e-9

export function ComparisonTable({ comparison, basis, money }: { comparison: Comparison; basis: RateBasis; money: Money }) {
  const { t } = useTranslation('cost')
  const { count, decimal, duration } = useFormats()
  const { alternatives, streamName, plan, shardsNeeded, shardsThere } = comparison
  // Who refuses records is cheap at their cost.
  const least = Math.min(...alternatives.map(({ costPerMonth, refusesRecords }) => (refusesRecords ? Infinity : costPerMonth)))
  const name = (way: AlternativeName) => {
    switch (way) {
      case 'provisionedAsIs':
        return t('compare.provisionedAsIs', { shards: decimal(shardsThere), count: Math.round(100 * shardsThere) / 100 })
      case 'provisionedNeeded':
        return t('compare.provisionedNeeded', { count: shardsNeeded })
      default:
        return t(`compare.${way}`)
    }
  }
  const shortfall = alternatives.find((way) => way.name === 'advantage')?.shortfallPerMonth ?? 0
  const rows = alternatives.map((way) => {
    const marks = [way.name === OF_PLAN[plan] ? t('compare.now') : '', way.costPerMonth <= least * SAME && !way.refusesRecords ? t('compare.cheapest') : '', way.refusesRecords ? t('compare.refuses') : ''].filter((mark) => mark !== '')
    return { key: way.name, name: name(way.name), ...(marks.length === 0 ? {} : { detail: marks.join(' · ') }), cost: money.amount(way.cost), perMonth: money.amount(way.costPerMonth) }
  })
  return (
    <>
      <p className={sheet.hint}>{t(`compare.basis.${basis}`, { time: duration(1_000 * comparison.seconds), plan: t(`compare.plan.${plan}`) })}</p>
      <CostTable caption={t('compare.caption', { stream: streamName })} head={t('compare.way')} rows={rows} />
      <p className={sheet.hint}>
        {t('compare.rule', { bytesIn: decimal(comparison.bytesInPerSecondMax / MIB), records: count(comparison.recordsInPerSecondMax), bytesOut: decimal(comparison.bytesReadPerSecondMax / MIB) })}{' '}
        {shortfall === 0 ? null : t('compare.shortfall', { amount: money.amount(shortfall) })}
      </p>
    </>
  )
}
