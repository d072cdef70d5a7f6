/** The points of one metric, as GetMetricData gives them: periods on multiples of their length, oldest first. */
import { US_PER_MS, type SimMs } from '../../base/units'
import type { World } from '../state'
import { STREAM_MINUTES_KEPT } from './bounds'
import type { MetricSeries, SeriesQuery } from './metricsView'
import { formulaOf, instantOf, minuteAt, unitOf, valuesOf } from './sourceValue'

const SECONDS_PER_MINUTE = 60

/** Of finished minutes alone. A length that is no whole number of minutes is rounded up to one. */
export function metricSeries(world: World, { source, periodSeconds, fromMs }: SeriesQuery): MetricSeries {
  const length = Math.max(1, Math.ceil(periodSeconds / SECONDS_PER_MINUTE))
  const ended = minuteAt(world, world.nowUs)
  const since = Math.max(ended - STREAM_MINUTES_KEPT, fromMs === null ? 0 : minuteAt(world, fromMs * US_PER_MS), minuteAt(world, 0))
  const valueOver = valuesOf(world, source)
  const atMs: SimMs[] = []
  const values: number[] = []
  let isPercentileUnknown = false
  for (let from = since - (since % length); from < ended; from += length) {
    const value = valueOver(from, Math.min(from + length, ended))
    if (value === null) continue
    if (Number.isNaN(value)) isPercentileUnknown = true
    else {
      atMs.push(instantOf(world, from) / US_PER_MS)
      values.push(value)
    }
  }
  return { source, periodSeconds: length * SECONDS_PER_MINUTE, unit: unitOf(world, source), formula: formulaOf(source, periodSeconds), atMs, values, isPercentileUnknown }
}
