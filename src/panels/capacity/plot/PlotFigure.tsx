/** A chart with its name, what it says in a sentence, what its lines are, and the same numbers as a table. */
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clockText } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../sheet/Sheet.module.css'
import { useWidth } from '../../useWidth'
import { Breakable } from '../Breakable'
import type { Plot, PlotLevel, PlotLine } from './plot'
import { PlotChart } from './PlotChart'
import styles from './Plot.module.css'

export interface PlotFigureProps {
  title: string
  /** What its height is, over the axis. */
  axis: string
  /** What the chart says. */
  children: ReactNode
  /** Null: there is nothing to draw yet. */
  plot: Plot | null
  /** Briefly, for the axis. */
  sayAxis: (value: number) => string
  /** Under the chart, on its axis of time. */
  strip?: (widthPx: number) => ReactNode
}

export function PlotFigure({ title, axis, children, plot, sayAxis, strip }: PlotFigureProps) {
  const { t } = useTranslation('capacity')
  const [isTable, setIsTable] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(place)
  return (
    <figure className={styles.figure} aria-label={title}>
      <figcaption>
        <span className={styles.titleLine}>
          <h3>
            <Breakable name={title} />
          </h3>
          {plot === null ? null : (
            <button type="button" className={controls.toggle} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
              {t('asTable')}
              <span className={sheet.hidden}> {title}</span>
            </button>
          )}
        </span>
        <div className={styles.reading}>{children}</div>
      </figcaption>
      {plot === null || isTable ? null : <Legend lines={plot.lines} levels={plot.levels} />}
      <div ref={place} className={styles.place}>
        {plot === null ? null : isTable ? (
          <PlotTable title={title} plot={plot} />
        ) : widthPx === 0 ? null : (
          <div aria-hidden="true">
            <p className={styles.axis}>{axis}</p>
            <PlotChart plot={plot} widthPx={widthPx} sayAxis={sayAxis} />
            {strip?.(widthPx)}
            <p className={`${styles.axis} ${styles.axisEnd}`}>{t('timeAxis')}</p>
          </div>
        )}
      </div>
    </figure>
  )
}

function Legend({ lines, levels }: { lines: readonly PlotLine[]; levels: readonly PlotLevel[] }) {
  return (
    <ul className={styles.legend} aria-hidden="true">
      {lines.map(({ key, name, colour, shape, dash }) => (
        <li key={key}>
          <svg width="20" height="10" viewBox="0 0 20 10">
            {shape === 'marks' ? <path d="M6 9L14 9L10 1Z" fill={colour} /> : <path d={shape === 'steps' ? 'M0 8H8V2H20' : 'M0 5H20'} fill="none" stroke={colour} strokeWidth="2" strokeDasharray={dash} />}
          </svg>
          {name}
        </li>
      ))}
      {levels.map(({ name, colour, dash }) => (
        <li key={name}>
          <svg width="20" height="10" viewBox="0 0 20 10">
            <path d="M0 5H20" stroke={colour} strokeWidth="1.5" strokeDasharray={dash} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

const ROWS_MAX = 60

/** Newest first; levels stand in the sentence above. */
function PlotTable({ title, plot: { rows, lines } }: { title: string; plot: Plot }) {
  const { t } = useTranslation('capacity')
  const shown = rows
    .filter((row) => lines.some(({ key, tableKey = key }) => tableKey in row))
    .slice(-ROWS_MAX)
    .reverse()
  return (
    <div className={`${sheet.scroller} ${styles.scroller}`} role="region" aria-label={t('tableOf', { title })} tabIndex={0} data-own-keys>
      <table className={sheet.table}>
        <thead>
          <tr>
            <th scope="col">{t('at')}</th>
            {lines.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.atMs}>
              <th scope="row">{clockText(row.atMs).slice(0, -4)}</th>
              {lines.map(({ key, tableKey = key, say }) => (
                <td key={key}>{tableKey in row ? say(row[tableKey] ?? 0) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
