/** A line of a bill as a row of a table of amounts. */
import { useTranslation } from 'react-i18next'
import type { BillLine } from '../../engine/cost/bill'
import type { CostRow } from './CostTable'
import type { Money } from './useMoney'
import { useSaidLine } from './useSaidLine'

type Shown = Pick<BillLine, 'item' | 'by' | 'quantity' | 'price' | 'unitPrice' | 'cost' | 'costPerMonth' | 'isFormer'>

export function useCostRow(money: Money): (key: string, line: Shown) => CostRow {
  const { t } = useTranslation('cost')
  const { sayLine, sayDetail } = useSaidLine(money)
  return (key, line) => ({ key, name: sayLine(line), detail: sayDetail(line), cost: money.amount(line.cost), perMonth: line.isFormer ? t('noMore') : money.amount(line.costPerMonth) })
}
