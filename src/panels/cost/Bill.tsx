/** What the run costs: the running bill by line, the same traffic run otherwise, the break-even, and the price table. */
import { useTranslation } from 'react-i18next'
import type { BillView } from '../../engine/cost/bill'
import controls from '../../widgets/controls.module.css'
import sheet from '../sheet/Sheet.module.css'
import { Facts } from '../sheet/parts'
import { BillTables } from './BillTables'
import { BreakEvenFigure } from './BreakEvenFigure'
import { ComparisonTable } from './ComparisonTable'
import styles from './Cost.module.css'
import { PriceEditor } from './PriceEditor'
import { fetchPrices } from './priceStore'
import { USUAL_CURRENCY, type PriceTable } from './priceTable'
import { RateHint, RateSwitch } from './RateSwitch'
import { useBill, usePrices } from './usePrices'
import { useMoney } from './useMoney'

export function Bill() {
  const { t } = useTranslation('cost')
  const { table, isOwn, failure } = usePrices()
  if (table !== null) return <Priced table={table} isOwn={isOwn} />
  if (failure === null) return <p className={sheet.hint}>{t('loading')}</p>
  return (
    <div className={styles.failure} role="alert">
      <p>{t('failed', { message: failure })}</p>
      <button type="button" className={controls.button} onClick={() => void fetchPrices()}>
        {t('again')}
      </button>
    </div>
  )
}

function Priced({ table, isOwn }: { table: PriceTable; isOwn: boolean }) {
  const bill = useBill(table)
  return (
    <div className={styles.bill} data-testid="bill">
      {bill === null ? null : <Amounts bill={bill} table={table} isOwn={isOwn} />}
      <PriceEditor table={table} isOwn={isOwn} />
    </div>
  )
}

function Amounts({ bill, table, isOwn }: { bill: BillView; table: PriceTable; isOwn: boolean }) {
  const { t } = useTranslation('cost')
  const money = useMoney(table.currency)
  const { region, date, currency } = table
  return (
    <>
      <RateSwitch />
      <Facts
        facts={[
          [t('soFar'), money.amount(bill.cost)],
          [t(`perMonth.${bill.basis}`), money.amount(bill.costPerMonth)],
        ]}
      />
      <RateHint bill={bill} />
      <p className={sheet.hint}>
        {t('pricesOf', { region, date, currency })} {isOwn ? <b>{t('ownTable')}</b> : null} {currency === USUAL_CURRENCY ? null : <b>{t('prices.notConverted', { currency })}</b>}
      </p>
      <BillTables lines={bill.lines} money={money} />
      {bill.comparison === null ? null : (
        <>
          <h3>{t('compare.title')}</h3>
          <ComparisonTable comparison={bill.comparison} basis={bill.basis} money={money} />
        </>
      )}
      <BreakEvenFigure breakEven={bill.breakEven} basis={bill.basis} money={money} />
      <p className={sheet.hint}>{t('howMeasured')}</p>
    </>
  )
}
