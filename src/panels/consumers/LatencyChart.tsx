/** How old records are when they are read: a shape for each application and way of reading, one under the other on one axis. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { ApplicationSwatch, applicationColour } from '../ApplicationSwatch'
import { logScale } from '../producers/logScale'
import sheet from '../sheet/Sheet.module.css'
import { useWidth } from '../useWidth'
import { latencyShapes } from './latencyShapes'
import type { LatencyShape } from './latencyShapes'
import styles from './LatencyChart.module.css'

const SHAPE_HEIGHT_PX = 26

export function LatencyChart({ applications }: { applications: readonly ApplicationRow[] }) {
  const { t } = useTranslation('consumers')
  const [isTable, setIsTable] = useState(false)
  const shapes = latencyShapes(applications)
  if (shapes.length === 0) return <p className={sheet.hint}>{t('latency.none')}</p>
  return (
    <>
      {isTable ? <Table shapes={shapes} /> : <Shapes shapes={shapes} />}
      <button type="button" className={`${controls.toggle} ${sheet.fits}`} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
        {t('latency.asTable')}
      </button>
      <p className={sheet.hint}>{t('latency.means')}</p>
    </>
  )
}

function Shapes({ shapes }: { shapes: readonly LatencyShape[] }) {
  const { t } = useTranslation('consumers')
  const sayAge = useSaidAge()
  const frame = useRef<HTMLDivElement>(null)
  const width = Math.max(1, useWidth(frame))
  const reach = shapes.flatMap(({ steps }) => steps.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))
  const scale = logScale(reach, { top: 0, bottom: width })
  const xOf = (ms: number) => width - scale.yOf(ms)
  const ticks = scale.ticks.filter((ms) => xOf(ms) <= width - 8)
  return (
    <div ref={frame}>
      <ul className={styles.shapes} aria-label={t('latency.title')}>
        {shapes.map((shape) => (
          <li key={`${shape.name} ${shape.retrieval}`}>
            <p className={styles.name}>
              <ApplicationSwatch index={shape.applicationIndex} />
              <span>
                {shape.name} <small>{t(`retrieval.brief.${shape.retrieval}`)}</small>
              </span>
              <span>{t('latency.median', { age: sayAge(shape.medianMs) })}</span>
            </p>
            <svg className={styles.shape} width={width} height={SHAPE_HEIGHT_PX} aria-hidden="true">
              {ticks.map((ms) => (
                <line key={ms} className={styles.grid} x1={xOf(ms)} x2={xOf(ms)} y2={SHAPE_HEIGHT_PX} />
              ))}
              <path className={styles.area} data-retrieval={shape.retrieval} d={pathOf(shape, xOf)} fill={applicationColour(shape.applicationIndex)} stroke={applicationColour(shape.applicationIndex)} />
              <line className={styles.median} x1={xOf(shape.medianMs)} x2={xOf(shape.medianMs)} y2={SHAPE_HEIGHT_PX} />
            </svg>
          </li>
        ))}
      </ul>
      <svg className={styles.axis} width={width} height={16} aria-hidden="true">
        {ticks.map((ms) => (
          <text key={ms} x={xOf(ms)} y={12} textAnchor={xOf(ms) < 12 ? 'start' : 'middle'}>
            {sayAge(ms)}
          </text>
        ))}
      </svg>
    </div>
  )
}

function pathOf({ steps }: LatencyShape, xOf: (ms: number) => number): string {
  const [first] = steps
  if (first === undefined) return ''
  const bottom = SHAPE_HEIGHT_PX - 0.5
  const tops = steps.map(({ toMs, height }) => `V${(bottom - height * (bottom - 2)).toFixed(1)}H${xOf(toMs).toFixed(1)}`)
  return `M${xOf(first.fromMs).toFixed(1)} ${bottom}${tops.join('')}V${bottom}Z`
}

function Table({ shapes }: { shapes: readonly LatencyShape[] }) {
  const { t } = useTranslation('consumers')
  const { short } = useFormats()
  const sayAge = useSaidAge()
  return (
    <div className={sheet.scroller} role="region" aria-label={t('latency.title')} tabIndex={0} data-own-keys>
      <table className={sheet.table}>
        <thead>
          <tr>
            <th scope="col">{t('latency.application')}</th>
            {(['records', 'mean', 'p50', 'p90', 'p99'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`latency.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shapes.map(({ name, retrieval, records, meanMs, medianMs, p90Ms, p99Ms }) => (
            <tr key={`${name} ${retrieval}`}>
              <th scope="row">
                {name} ({t(`retrieval.brief.${retrieval}`)})
              </th>
              <td>{short(records)}</td>
              {[meanMs, medianMs, p90Ms, p99Ms].map((ms, index) => (
                <td key={index}>{sayAge(ms)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function useSaidAge(): (ms: number) => string {
  const { t } = useTranslation('consumers')
  const { duration } = useFormats()
  return (ms) => (ms === Infinity ? t('latency.beyond') : duration(Math.round(ms)))
}
