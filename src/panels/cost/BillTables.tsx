/** The running bill: a table for each stream, each application and the account. */
import { useTranslation } from 'react-i18next'
import type { BillLine } from '../../engine/cost/bill'
import { PRICE_UNITS } from '../../kinesis/billing'
import sheet from '../sheet/Sheet.module.css'
import { billGroups, causedBy, type BillGroup } from './billGroups'
import { CostTable, type CostRow } from './CostTable'
import type { Money } from './useMoney'

export function BillTables({ lines, money }: { lines: readonly BillLine[]; money: Money }) {
  const { t } = useTranslation('cost')
  if (lines.length === 0) return <p className={sheet.hint}>{t('nothing')}</p>
  return billGroups(lines).map((group) => <GroupTable key={`${group.kind} ${group.name}`} group={group} all={lines} money={money} />)
}

function GroupTable({ group, all, money }: { group: BillGroup; all: readonly BillLine[]; money: Money }) {
  const { t } = useTranslation('cost')
  const caption = useCaption(group)
  const sayLine = useSaidLine()
  const caused = group.kind === 'application' ? causedBy(all, group.name) : null
  const rows = group.lines.map((line): CostRow => {
    const { item, by, price, quantity, unitPrice, cost, costPerMonth } = line
    const detail = t('quantityOf', { quantity: money.quantity(quantity), unit: t(`unit.${PRICE_UNITS[price]}`), price: money.price(unitPrice) })
    return { key: `${item} ${by ?? ''}`, name: sayLine(line), detail, cost: money.amount(cost), perMonth: money.amount(costPerMonth) }
  })
  const total: CostRow = { key: 'total', name: t('total'), cost: money.amount(group.cost), perMonth: money.amount(group.costPerMonth), isTotal: true }
  return (
    <>
      <CostTable caption={caption} head={t('head.line')} rows={rows.length === 1 ? rows : [...rows, total]} />
      {caused === null || caused.cost === group.cost ? null : <p className={sheet.hint}>{t('withReading', { cost: money.amount(caused.cost), perMonth: money.amount(caused.costPerMonth) })}</p>}
    </>
  )
}

function useCaption({ kind, name }: BillGroup): string {
  const { t } = useTranslation('cost')
  switch (kind) {
    case 'stream':
      return name === '' ? t('otherStreams') : t('ofStream', { name })
    case 'application':
      return t('ofApplication', { name })
    case 'account':
      return t('ofAccount')
  }
}

function useSaidLine(): (line: BillLine) => string {
  const { t } = useTranslation('cost')
  return ({ item, by }) => {
    const line = t(`line.${item}`)
    return by === null ? line : t('byWhom', { line, who: by })
  }
}
