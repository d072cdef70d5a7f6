/** The running bill: a table for each stream, each application and the account. */
import { useTranslation } from 'react-i18next'
import type { BillLine } from '../../engine/cost/bill'
import sheet from '../sheet/Sheet.module.css'
import { billGroups, causedBy, type BillGroup } from './billGroups'
import { CostTable, type CostRow } from './CostTable'
import { useCostRow } from './useCostRow'
import type { Money } from './useMoney'

export function BillTables({ lines, money }: { lines: readonly BillLine[]; money: Money }) {
  const { t } = useTranslation('cost')
  if (lines.length === 0) return <p className={sheet.hint}>{t('nothing')}</p>
  return billGroups(lines).map((group) => <GroupTable key={`${group.kind} ${group.name}`} group={group} all={lines} money={money} />)
}

function GroupTable({ group, all, money }: { group: BillGroup; all: readonly BillLine[]; money: Money }) {
  const { t } = useTranslation('cost')
  const caption = useCaption(group)
  const rowOf = useCostRow(money)
  const caused = group.kind === 'application' ? causedBy(all, group.name) : null
  const rows = group.lines.map((line) => rowOf(`${line.item} ${line.by ?? ''} ${line.plan ?? ''}`, line))
  const total: CostRow = { key: 'total', name: t('total'), cost: money.amount(group.cost), perMonth: money.amount(group.costPerMonth), isTotal: true }
  return (
    <>
      <CostTable caption={caption} head={t('head.line')} rows={rows.length === 1 ? rows : [...rows, total]} />
      {group.lines.some(({ isFormer }) => isFormer) ? <p className={sheet.hint}>{t('noMoreMeans')}</p> : null}
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
