/** The staircase of capacity over the traffic under it: what was written, what was refused, and on demand twice the peak. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CapacityView } from '../../../engine/onDemand/capacityView'
import { useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import { Segments } from '../../settings/Segments'
import { highestOf, type Plot, type PlotLine, type PlotRow } from '../plot/plot'
import { PlotFigure } from '../plot/PlotFigure'
import { useMetrics } from '../useCapacity'
import { capacityQueries, capacityRows, thinned, wholeScale } from './capacityPlot'

const HOUR_MS = 3_600_000
const SPANS = { hour: HOUR_MS, day: 24 * HOUR_MS } as const
type Span = keyof typeof SPANS
const SPAN_NAMES = Object.keys(SPANS) as Span[]
const SPAN_MIN_MS = 300_000

export function CapacityChart({ view }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const { decimal } = useFormats()
  const [span, setSpan] = useState<Span>('hour')
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  const fromMs = Math.max(0, atMs - SPANS[span])
  // Asked by whole minutes, so that it is not another question each time.
  const asked = useMetrics({ series: capacityQueries(view.streamName, Math.floor(fromMs / 60_000) * 60_000), lens: null })
  const shards = useWorld((world) => world.summary?.shards)
  const lines = useLines(view.onDemand !== null)
  const rows = thinned(capacityRows({ shards: shards ?? [], series: asked?.series ?? [], onDemand: view.onDemand, fromMs, toMs: atMs }) as PlotRow[])
  const plot: Plot = { rows, lines, levels: [], fromMs, toMs: Math.max(atMs, fromMs + SPAN_MIN_MS), ...wholeScale(highestOf({ rows, lines, levels: [] })) }
  const refused = rows.reduce((sum, row) => sum + (row['refused'] ?? 0), 0)
  return (
    <>
      <PlotFigure title={t('chart.title')} axis={t('chart.axis')} plot={plot} sayAxis={decimal}>
        <p>
          {t('chart.unit')} {refused === 0 ? t('chart.nothingRefused') : t('chart.refusedSome', { count: refused })}
        </p>
      </PlotFigure>
      {atMs <= HOUR_MS ? null : <Segments label={t('chart.span')} names={SPAN_NAMES} chosen={span} say={(name) => t(`chart.spans.${name}`)} onChoose={setSpan} />}
    </>
  )
}

function useLines(isOnDemand: boolean): PlotLine[] {
  const { t } = useTranslation('capacity')
  const { count, decimal } = useFormats()
  return [
    { key: 'shards', name: t('chart.shards'), colour: 'var(--ink)', shape: 'steps', say: count },
    ...(isOnDemand ? [{ key: 'twicePeak', name: t('chart.twicePeak'), colour: 'var(--app-text-1)', shape: 'steps', dash: '6 4', say: decimal } as const] : []),
    { key: 'written', name: t('chart.written'), colour: 'var(--record)', shape: 'line', say: decimal },
    { key: 'refusedMark', tableKey: 'refused', name: t('chart.refused'), colour: 'var(--fault)', shape: 'marks', say: count },
  ]
}
