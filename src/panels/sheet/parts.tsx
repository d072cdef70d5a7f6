/** What panels of the left rail say of something: facts, gauges and small tables. */
import type { ReactNode } from 'react'
import sheet from './Sheet.module.css'
import small from './SmallTable.module.css'

export type Fact = readonly [name: string, value: ReactNode]

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={sheet.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export interface GaugeProps {
  name: string
  /** 0 … 1 and more. */
  share: number
  value: string
  /** Full is bad. */
  isFaultWhenFull?: boolean
}

export function Gauge({ name, share, value, isFaultWhenFull = false }: GaugeProps) {
  return (
    <div className={sheet.level}>
      <span>{name}</span>
      <span>{value}</span>
      <span className={sheet.gauge} data-fault={isFaultWhenFull && share >= 1} aria-hidden="true">
        <i style={{ width: `${Math.min(100, 100 * share)}%` }} />
      </span>
    </div>
  )
}

export interface SmallTableProps {
  caption: string
  heads: readonly string[]
  /** The first cell of a row names it. */
  rows: readonly { key: string | number; cells: readonly ReactNode[]; isFault?: boolean }[]
}

export function SmallTable({ caption, heads, rows }: SmallTableProps) {
  if (rows.length === 0) return null
  return (
    <div className={sheet.scroller} role="region" aria-label={caption} tabIndex={0} data-own-keys>
      <table className={`${sheet.table} ${small.small}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...cells], isFault = false }) => (
            <tr key={key} data-fault={isFault}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
