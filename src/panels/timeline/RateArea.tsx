/** The incoming rate as a soft area behind the timeline, and how far the run has been told. */
import { memo } from 'react'
import type { SimMs } from '../../base/units'
import { areaPath } from './areaPath'
import type { RatePoint } from './rateHistory'
import styles from './Timeline.module.css'

export interface RateAreaProps {
  rates: readonly RatePoint[]
  rateMax: number
  furthestMs: SimMs
  untilMs: SimMs
  widthPx: number
  heightPx: number
}

/** The highest rate stays this far below the top. */
const HEADROOM_PX = 3

export const RateArea = memo(function RateArea({ rates, rateMax, furthestMs, untilMs, widthPx, heightPx }: RateAreaProps) {
  const xOf = (atMs: SimMs) => (atMs / untilMs) * widthPx
  const told = rates.filter((rate) => rate.toMs <= furthestMs)
  const first = told[0]
  const last = told.at(-1)
  const ends = first === undefined || last === undefined ? [] : [{ ...first, toMs: first.fromMs }, ...told, { ...last, fromMs: last.toMs }]
  const points = ends.map(({ fromMs, toMs, recordsPerSecond }) => ({
    x: xOf((fromMs + toMs) / 2),
    y: heightPx - (rateMax > 0 ? recordsPerSecond / rateMax : 0) * (heightPx - HEADROOM_PX),
  }))
  return (
    <svg className={styles.area} width={widthPx} height={heightPx} aria-hidden="true">
      <rect className={styles.told} width={Math.min(widthPx, xOf(furthestMs))} height={heightPx} />
      <path className={styles.rate} d={areaPath(points, heightPx)} />
    </svg>
  )
})
