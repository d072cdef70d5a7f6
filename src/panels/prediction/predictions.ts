/** Stories that ask before they show: what is asked, and how the run itself answers. */
import type { SimMs } from '../../base/units'
import type { Summary } from '../../engine/summary'

export const PREDICTION_CHOICES = ['falls', 'stays', 'grows'] as const
export type PredictionChoice = (typeof PREDICTION_CHOICES)[number]

export interface Prediction {
  scenarioId: string
  /** In the strings of predictions. */
  key: 'doesReshardingHelp'
  application: string
  /** The lag at the first instant is compared with that at the second, when the answer is shown. */
  fromMs: SimMs
  toMs: SimMs
}

export interface Measured {
  lagBeforeMs: number
  lagAfterMs: number
  truth: PredictionChoice
}

/** So much more or less is a change. */
const CHANGED_BY = 0.2

const PREDICTIONS: readonly Prediction[] = [{ scenarioId: 'does-resharding-help', key: 'doesReshardingHelp', application: 'orders', fromMs: 60_000, toMs: 118_000 }]

export function predictionOf(scenarioId: string): Prediction | null {
  return PREDICTIONS.find((prediction) => prediction.scenarioId === scenarioId) ?? null
}

/** @returns null where the run is not there yet, or has gone on so far that the chart has forgotten it. */
export function measure({ application, fromMs, toMs }: Prediction, { atMs, series }: Pick<Summary, 'atMs' | 'series'>): Measured | null {
  const lags = series.applications.find(({ name }) => name === application)?.iteratorAgeMs
  if (atMs < toMs || lags === undefined) return null
  const lagBeforeMs = valueAt(series.atMs, lags, fromMs)
  const lagAfterMs = valueAt(series.atMs, lags, toMs)
  if (lagBeforeMs === null || lagAfterMs === null) return null
  const change = lagBeforeMs === 0 ? (lagAfterMs === 0 ? 0 : 1) : lagAfterMs / lagBeforeMs - 1
  return { lagBeforeMs, lagAfterMs, truth: change > CHANGED_BY ? 'grows' : change < -CHANGED_BY ? 'falls' : 'stays' }
}

function valueAt(instants: Float64Array, values: Float64Array, atMs: SimMs): number | null {
  const place = instants.findIndex((instant) => instant >= atMs)
  return place < 0 || (instants[place] ?? Infinity) > atMs + 1_000 ? null : (values[place] ?? null)
}
