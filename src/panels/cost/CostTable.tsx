/** A table of amounts as narrow as a rail: what it is and how it comes about, what it has cost, and a month of it. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import sheet from '../sheet/Sheet.module.css'
import styles from './Cost.module.css'

export interface CostRow {
  key: string
  name: string
  /** Under the name, smaller. */
  detail?: string
  cost: string
  perMonth: string
  isTotal?: boolean
}

export function CostTable({ caption, head, rows }: { caption: ReactNode; head: string; rows: readonly CostRow[] }) {
  const { t } = useTranslation('cost')
  return (
    <table className={`${sheet.table} ${sheet.named} ${styles.table}`}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {[head, t('head.cost'), t('head.perMonth')].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, detail, cost, perMonth, isTotal = false }) => (
          <tr key={key} data-total={isTotal}>
            <th scope="row">
              {name}
              {detail === undefined ? null : <small> {detail}</small>}
            </th>
            <td>{cost}</td>
            <td>{perMonth}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
