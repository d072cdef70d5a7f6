/** The lease table as DynamoDB holds it, with what its rows cause. A long one draws only the rows in sight. */
import { useCallback, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeaseRow } from '../../engine/summary'
import { useSetView, useView } from '../../store/hooks'
import { LeaseTableRow, ROW_HEIGHT_PX } from './LeaseTableRow'
import { LEASE_COLUMNS, orderLeases } from './leaseOrder'
import type { LeaseColumn, LeaseOrder } from './leaseOrder'
import styles from './LeaseTable.module.css'

/** Up to this many rows are all drawn. */
const ROWS_DRAWN_MAX = 200
const ROWS_IN_SIGHT = 60
const ROWS_BEFORE = 15

export interface LeaseTableProps {
  leases: readonly LeaseRow[]
  /** An application's name to its index. */
  indexOf: ReadonlyMap<string, number>
  caption: string
}

export function LeaseTable({ leases, indexOf, caption }: LeaseTableProps) {
  const { t } = useTranslation('leases')
  const setView = useSetView()
  const highlightedShardId = useView((view) => view.highlightedShardId)
  const [order, setOrder] = useState<LeaseOrder>({ column: 'leaseKey', direction: 'ascending' })
  const [explained, setExplained] = useState<string | null>(null)
  const [firstInSight, setFirstInSight] = useState(0)

  const onWhy = useCallback((application: string, shardId: string) => setView({ whyAsked: { application, shardId } }), [setView])

  const rows = orderLeases(leases, order)
  const isWindowed = rows.length > ROWS_DRAWN_MAX
  const from = isWindowed ? Math.max(0, Math.min(firstInSight - ROWS_BEFORE, rows.length - ROWS_IN_SIGHT)) : 0
  const drawn = isWindowed ? rows.slice(from, from + ROWS_IN_SIGHT) : rows
  const after = rows.length - from - drawn.length
  return (
    <div>
      <p className={styles.explained} aria-live="polite">
        {explained ?? t('explainHint')}
      </p>
      <div
        className={styles.scroller}
        role="region"
        aria-label={caption}
        tabIndex={0}
        onScroll={(event) => isWindowed && setFirstInSight(Math.floor(event.currentTarget.scrollTop / ROW_HEIGHT_PX))}
        onPointerLeave={() => setView({ highlightedShardId: null })}
      >
        <table className={styles.table} aria-rowcount={rows.length + 1}>
          <caption className={styles.caption}>{caption}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {LEASE_COLUMNS.map((column) => (
                <HeaderCell key={column} column={column} order={order} onOrder={setOrder} onExplain={setExplained}>
                  {t(`column.${column}`)}
                </HeaderCell>
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer rows={from} />
            {drawn.map((lease, index) => (
              <LeaseTableRow
                key={`${lease.application}/${lease.shardId}`}
                lease={lease}
                rowIndex={from + index + 2}
                applicationIndex={indexOf.get(lease.application) ?? 0}
                isHighlighted={lease.shardId === highlightedShardId}
                onHighlight={(shardId) => setView({ highlightedShardId: shardId })}
                onExplain={setExplained}
                onWhy={onWhy}
              />
            ))}
            <Spacer rows={after} />
          </tbody>
        </table>
      </div>
    </div>
  )
}

interface HeaderCellProps {
  column: LeaseColumn
  order: LeaseOrder
  onOrder: (order: LeaseOrder) => void
  onExplain: (text: string | null) => void
  children: ReactNode
}

function HeaderCell({ column, order, onOrder, onExplain, children }: HeaderCellProps) {
  const { t } = useTranslation('leases')
  const isOrdered = order.column === column
  const help = t(`help.${column}`)
  const reversed = isOrdered && order.direction === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={isOrdered ? order.direction : 'none'} data-column={column}>
      <button
        type="button"
        title={help}
        aria-description={help}
        onClick={() => onOrder({ column, direction: reversed })}
        onFocus={() => onExplain(help)}
        onBlur={() => onExplain(null)}
        onPointerEnter={() => onExplain(help)}
        onPointerLeave={() => onExplain(null)}
      >
        {children}
        <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true" data-direction={isOrdered ? order.direction : 'none'}>
          <path d="M4 1 7.4 6.4H.6Z" fill="currentColor" />
        </svg>
      </button>
    </th>
  )
}

function Spacer({ rows }: { rows: number }) {
  if (rows <= 0) return null
  return (
    <tr aria-hidden="true" style={{ height: rows * ROW_HEIGHT_PX }}>
      <td colSpan={LEASE_COLUMNS.length} />
    </tr>
  )
}
