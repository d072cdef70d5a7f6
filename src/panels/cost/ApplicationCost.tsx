/** What one application costs: its own services, and what its reading adds to the bill of its stream. */
import { useTranslation } from 'react-i18next'
import sheet from '../sheet/Sheet.module.css'
import { causedBy } from './billGroups'
import { CostTable, type CostRow } from './CostTable'
import type { PriceTable } from './priceTable'
import { RateHint } from './RateSwitch'
import { useCostRow } from './useCostRow'
import { useBill, usePrices } from './usePrices'
import { useMoney } from './useMoney'

export function ApplicationCost({ name }: { name: string }) {
  const { table } = usePrices()
  return table === null ? null : <Priced name={name} table={table} />
}

function Priced({ name, table }: { name: string; table: PriceTable }) {
  const { t } = useTranslation('cost')
  const { region, date, currency } = table
  const money = useMoney(currency)
  const rowOf = useCostRow(money)
  const bill = useBill(table)
  if (bill === null) return null
  const own = bill.lines.filter(({ application }) => application === name)
  if (own.length === 0) return <p className={sheet.hint}>{t('nothingOfApplication')}</p>
  const caused = causedBy(bill.lines, name)
  const rows = own.map((line) => rowOf(`${line.item} ${line.streamName ?? ''} ${line.by ?? ''} ${line.plan ?? ''}`, line))
  const total: CostRow = { key: 'total', name: t('total'), cost: money.amount(caused.cost), perMonth: money.amount(caused.costPerMonth), isTotal: true }
  return (
    <>
      <CostTable caption={t('ofApplication', { name })} head={t('head.line')} rows={rows.length === 1 ? rows : [...rows, total]} />
      <RateHint bill={bill} />
      <p className={sheet.hint}>{t('pricesOf', { region, date, currency })}</p>
    </>
  )
}
