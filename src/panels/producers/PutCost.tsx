/** What a producer's puts cost as its stream is billed: of late, so far, and in a month. */
import { useTranslation } from 'react-i18next'
import type { BillView } from '../../engine/cost/bill'
import type { ProducerRow } from '../../engine/summary'
import type { Plan } from '../../engine/usage/model'
import { CostTable } from '../cost/CostTable'
import { pricesOf, type PriceTable } from '../cost/priceTable'
import { useMoney } from '../cost/useMoney'
import { useBill, usePrices } from '../cost/usePrices'
import { RateHint } from '../cost/RateSwitch'
import { useCostRow } from '../cost/useCostRow'
import { Facts } from '../sheet/parts'
import sheet from '../sheet/Sheet.module.css'
import { MEAN_SECONDS, putCostOf, putRateOf } from './achieved'
import { useProducerName } from './producerWords'

export function PutCost({ producer }: { producer: ProducerRow }) {
  const { table } = usePrices()
  const bill = useBill(table)
  return table === null || bill === null ? null : <Priced producer={producer} table={table} bill={bill} />
}

function Priced({ producer, table, bill }: { producer: ProducerRow; table: PriceTable; bill: BillView }) {
  const { t } = useTranslation('producers')
  const { t: sayCost } = useTranslation('cost')
  const nameOf = useProducerName()
  const money = useMoney(table.currency)
  const rowOf = useCostRow(money)
  const { region, date, currency } = table
  const rows = bill.puts
    .filter(({ producerIndex }) => producerIndex === producer.producerIndex)
    .map((line) => rowOf(line.item, { ...line, by: null }))
  return (
    <>
      {bill.putsPlan === null ? null : <Lately producer={producer} plan={bill.putsPlan} table={table} />}
      {rows.length === 0 ? <p className={sheet.hint}>{t('putCost.nothing')}</p> : <CostTable caption={t('putCost.of', { name: nameOf(producer) })} head={sayCost('head.line')} rows={rows} />}
      {rows.length === 0 ? null : <RateHint bill={bill} />}
      <p className={sheet.hint}>{sayCost('pricesOf', { region, date, currency })}</p>
    </>
  )
}

function Lately({ producer, plan, table }: { producer: ProducerRow; plan: Plan; table: PriceTable }) {
  const { t } = useTranslation('producers')
  const { amount } = useMoney(table.currency)
  const { perMillion, perHour } = putCostOf(producer.series, putRateOf(plan, pricesOf(table)))
  return (
    <>
      <Facts
        facts={[
          [t('rates.perMillion'), perMillion === null ? '–' : amount(perMillion)],
          [t('rates.perHour'), amount(perHour)],
        ]}
      />
      <p className={sheet.hint}>{t(`putCost.plan.${plan}`, { seconds: MEAN_SECONDS })}</p>
    </>
  )
}
