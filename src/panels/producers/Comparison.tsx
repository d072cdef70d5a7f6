/** Ways of putting side by side: what batching and aggregating win in calls and cost, and what they take in latency. */
import { curveMonotoneX, line } from 'd3-shape'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Summary } from '../../engine/summary'
import { clockText, useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { useMoney } from '../cost/useMoney'
import { usePrices } from '../cost/usePrices'
import { spreadLabels } from '../metrics/chartSeries'
import { useWidth } from '../useWidth'
import { comparisonOf, MEASURES } from './comparedLines'
import type { ComparedLine, Comparison as Compared, Measure } from './comparedLines'
import { logScale } from './logScale'
import { useProducerName, wayOf } from './producerWords'
import { usePutRate } from './usePutRate'
import sheet from '../sheet/Sheet.module.css'
import styles from './Comparison.module.css'

const HEIGHT_PX = 84
const LABEL_WIDTH_PX = 76
/** At the left, for the numbers of the axis. */
const AXIS_WIDTH_PX = 56
const LABEL_GAP_PX = 13
const TOP_PX = 7
/** Told apart on a projector without colours. */
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '12 4', '4 2 1 2'] as const
const COLOURS = ['var(--record)', 'var(--app-text-1)', 'var(--app-text-0)', 'var(--fault-text)', 'var(--app-text-3)', 'var(--ink)'] as const
const TABLE_EVERY_SECONDS = 5

export function Comparison({ summary }: { summary: Summary }) {
  const { t } = useTranslation('producers')
  const [isTable, setIsTable] = useState(false)
  const compared = comparisonOf(summary, usePutRate())
  if (compared === null) return <p className={sheet.hint}>{t('compare.one')}</p>
  return (
    <>
      <Legend compared={compared} />
      {compared.more === 0 ? null : <p className={sheet.hint}>{t('compare.more', { count: compared.more })}</p>}
      {MEASURES.map((measure) => (
        <figure key={measure} className={styles.chart}>
          <figcaption>
            <h3>{t(`compare.measure.${measure}`)}</h3>
          </figcaption>
          {isTable ? <Table measure={measure} compared={compared} /> : <Chart measure={measure} lines={compared.lines[measure]} />}
        </figure>
      ))}
      <button type="button" className={`${controls.toggle} ${sheet.fits}`} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
        {t('compare.asTable')}
      </button>
      <p className={sheet.hint}>{t('compare.means')}</p>
    </>
  )
}

function Legend({ compared: { producers } }: { compared: Compared }) {
  const nameOf = useProducerName()
  return (
    <ul className={styles.legend}>
      {producers.map((producer, place) => (
        <li key={producer.producerId}>
          <Stroke place={place} />
          {nameOf(producer)} <small>{wayOf(producer)}</small>
        </li>
      ))}
    </ul>
  )
}

function Stroke({ place }: { place: number }) {
  return (
    <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
      <path d="M0 4H24" stroke={COLOURS[place]} strokeWidth="2" strokeDasharray={DASHES[place]} />
    </svg>
  )
}

function Chart({ measure, lines }: { measure: Measure; lines: readonly ComparedLine[] }) {
  const { t } = useTranslation('producers')
  const print = usePrint(measure)
  const nameOf = useProducerName()
  const frame = useRef<HTMLDivElement>(null)
  const width = Math.max(1, useWidth(frame) - LABEL_WIDTH_PX - AXIS_WIDTH_PX)
  const scale = logScale(
    lines.flatMap(({ values }) => values),
    { top: TOP_PX, bottom: HEIGHT_PX - TOP_PX },
  )
  const last = lines.map(({ values }) => values.findLast((value) => !Number.isNaN(value)) ?? NaN)
  const shown = lines.filter((_, index) => !Number.isNaN(last[index]))
  const labels = spreadLabels(
    shown.map(({ place }) => scale.yOf(last[place] ?? NaN)),
    { gap: LABEL_GAP_PX, top: TOP_PX, bottom: HEIGHT_PX - TOP_PX },
  )
  const said = shown.map(({ producer, place }) => t('compare.lineNow', { name: nameOf(producer), value: print(last[place] ?? NaN) })).join('; ')
  return (
    <div ref={frame} className={styles.plot}>
      <svg width={AXIS_WIDTH_PX + width} height={HEIGHT_PX} viewBox={`${-AXIS_WIDTH_PX} 0 ${AXIS_WIDTH_PX + width} ${HEIGHT_PX}`} role="img" aria-label={t('compare.chartName', { measure: t(`compare.measure.${measure}`), said })}>
        {scale.ticks.map((tick) => (
          <line key={tick} className={styles.grid} x2={width} y1={scale.yOf(tick)} y2={scale.yOf(tick)} />
        ))}
        {lines.map(({ place, values }) => (
          <path key={place} className={styles.line} d={pathOf(values, { width, yOf: scale.yOf })} stroke={COLOURS[place]} strokeDasharray={DASHES[place]} />
        ))}
        {scale.ticks.map((tick) => (
          <text key={tick} className={styles.scale} x={-6} y={scale.yOf(tick) + 4} textAnchor="end" aria-hidden="true">
            {print(tick)}
          </text>
        ))}
      </svg>
      <ul className={styles.ends} style={{ width: LABEL_WIDTH_PX }} aria-hidden="true">
        {shown.map(({ place }, index) => (
          <li key={place} style={{ top: labels[index], color: COLOURS[place] }}>
            {print(last[place] ?? NaN)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function pathOf(values: readonly number[], { width, yOf }: { width: number; yOf: (value: number) => number }): string {
  const path = line<number>()
    .defined((value) => !Number.isNaN(value))
    .x((_, index) => (values.length < 2 ? width : (index / (values.length - 1)) * width))
    .y(yOf)
    .curve(curveMonotoneX)
  return path(values) ?? ''
}

function Table({ measure, compared: { atMs, producers, lines } }: { measure: Measure; compared: Compared }) {
  const { t } = useTranslation('producers')
  const print = usePrint(measure)
  const nameOf = useProducerName()
  const rows = atMs.map((instantMs, index) => ({ instantMs, index })).filter(({ index }) => (atMs.length - 1 - index) % TABLE_EVERY_SECONDS === 0)
  return (
    <div className={sheet.scroller} role="region" aria-label={t(`compare.measure.${measure}`)} tabIndex={0} data-own-keys>
      <table className={sheet.table}>
        <thead>
          <tr>
            <th scope="col">{t('compare.at')}</th>
            {producers.map((producer) => (
              <th key={producer.producerId} scope="col">
                {nameOf(producer)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ instantMs, index }) => (
            <tr key={instantMs}>
              <th scope="row">{clockText(instantMs).slice(0, -4)}</th>
              {lines[measure].map(({ place, values }) => (
                <td key={place}>{print(values[index] ?? NaN)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function usePrint(measure: Measure): (value: number) => string {
  const { duration, short, decimal } = useFormats()
  const { table } = usePrices()
  const { amount } = useMoney(table?.currency ?? 'USD')
  const print = { latency: (value: number) => duration(Math.round(value)), recordsPerCall: (value: number) => (value < 100 ? decimal(value) : short(value)), cost: amount }[measure]
  return (value) => (Number.isNaN(value) ? '–' : print(value))
}
