/** The same traffic by each way to run the stream: what it has cost, and would cost in a month like this run. */
import { useTranslation } from 'react-i18next'
import type { AlternativeName, Comparison } from '../../engine/cost/bill'
import type { Plan } from '../../engine/usage/model'
import { useFormats } from '../../strings/formats'
import sheet from '../sheet/Sheet.module.css'
import { CostTable } from './CostTable'
import type { Money } from './useMoney'

const OF_PLAN: Readonly<Record<Plan, AlternativeName>> = { provisioned: 'provisionedAsIs', onDemand: 'onDemand', advantage: 'advantage' }

/** Sums that were rounded on different ways. */
const SAME = 1 + 1e-9

export function ComparisonTable({ comparison, money }: { comparison: Comparison; money: Money }) {
  const { t } = useTranslation('cost')
  const { bytes, count, decimal } = useFormats()
  const { alternatives, streamName, plan, shardsNeeded, shardsThere } = comparison
  const least = Math.min(...alternatives.map(({ cost }) => cost))
  const name = (way: AlternativeName) => {
    switch (way) {
      case 'provisionedAsIs':
        return t('compare.provisionedAsIs', { shards: decimal(shardsThere) })
      case 'provisionedNeeded':
        return t('compare.provisionedNeeded', { count: shardsNeeded })
      default:
        return t(`compare.${way}`)
    }
  }
  const shortfall = alternatives.find((way) => way.name === 'advantage')?.shortfallPerMonth ?? 0
  const rows = alternatives.map((way) => {
    const marks = [way.name === OF_PLAN[plan] ? t('compare.now') : '', way.cost <= least * SAME ? t('compare.cheapest') : ''].filter((mark) => mark !== '')
    return { key: way.name, name: name(way.name), ...(marks.length === 0 ? {} : { detail: marks.join(' · ') }), cost: money.amount(way.cost), perMonth: money.amount(way.costPerMonth) }
  })
  return (
    <>
      <CostTable caption={t('compare.caption', { stream: streamName })} head={t('compare.way')} rows={rows} />
      <p className={sheet.hint}>
        {t('compare.rule', { bytesIn: bytes(comparison.bytesInPerSecondMax), records: count(comparison.recordsInPerSecondMax), bytesOut: bytes(comparison.bytesReadPerSecondMax) })}{' '}
        {shortfall === 0 ? null : t('compare.shortfall', { amount: money.amount(shortfall) })}
      </p>
    </>
  )
}
