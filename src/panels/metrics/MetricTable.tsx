/** The numbers of a chart as text, newest second first. */
import { useTranslation } from 'react-i18next'
import { clockText, useFormats } from '../../strings/formats'
import { useLineNames } from './MetricChart'
import type { ChartData } from './chartSeries'
import styles from './Metrics.module.css'

const ROWS_MAX = 30

export function MetricTable({ data }: { data: ChartData }) {
  const { t } = useTranslation('metrics')
  const formats = useFormats()
  const say = useLineNames()
  const print = (value: number) => (data.chart === 'writeUse' ? formats.percent(value) : data.chart === 'iteratorAge' ? formats.decimal(value) : formats.count(value))
  const printCell = (value: number | undefined) => (value === undefined ? '–' : print(value))
  const rows = data.rows.slice(-ROWS_MAX).reverse()
  return (
    <div className={styles.tableScroller} role="region" aria-label={t('tableOf', { title: t(`title.${data.chart}`) })} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('at')}</th>
            {data.lines.map((line) => (
              <th key={line.key} scope="col">
                {say(line)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.atMs}>
              <th scope="row">{clockText(row.atMs).slice(0, -4)}</th>
              {data.lines.map((line) => (
                <td key={line.key}>{printCell(row[line.key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
