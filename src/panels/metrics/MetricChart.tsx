/** A small line chart by recharts in its cheapest form: numeric axes, fixed domains, no dots, no motion. */
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts'
import { useTranslation } from 'react-i18next'
import { clockText, useFormats } from '../../strings/formats'
import { applicationColour } from '../ApplicationSwatch'
import type { ChartData, ChartLine, LineTone } from './chartSeries'
import { spreadLabels } from './chartSeries'
import styles from './Metrics.module.css'

const HEIGHT_PX = 136
const AXIS_WIDTH_PX = 38
const AXIS_HEIGHT_PX = 20
const TOP_PX = 8
const LABEL_WIDTH_PX = 80
const LABEL_GAP_PX = 13
const PLOT_BOTTOM_PX = HEIGHT_PX - AXIS_HEIGHT_PX
const TICK_COUNT = 6
const AXIS_TEXT = { fontSize: 10.5, fill: 'var(--ink-soft)' }

/** Told apart on a projector without colours. */
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '12 4', '4 2 1 2', '1 3', '6 2 2 2 2 2'] as const

export function MetricChart({ data, widthPx }: { data: ChartData; widthPx: number }) {
  const formats = useFormats()
  const say = useLineNames()
  const yText = (value: number) => (data.chart === 'writeUse' ? formats.percent(value) : formats.short(value))
  return (
    <div className={styles.chart} aria-hidden="true">
      <LineChart
        width={widthPx}
        height={HEIGHT_PX}
        data={data.rows}
        margin={{ top: TOP_PX, right: LABEL_WIDTH_PX, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line-soft)" />
        <XAxis
          type="number"
          dataKey="atMs"
          domain={[data.fromMs, data.toMs]}
          ticks={timeTicks(data)}
          tickCount={TICK_COUNT}
          allowDataOverflow
          tickFormatter={(atMs: number) => clockText(atMs).slice(0, -4)}
          tick={AXIS_TEXT}
          tickLine={false}
          stroke="var(--line)"
          height={AXIS_HEIGHT_PX}
        />
        <YAxis
          type="number"
          domain={[0, data.yMax]}
          ticks={data.chart === 'writeUse' ? [0, 0.5, 1] : [0, data.yMax / 2, data.yMax]}
          tickCount={TICK_COUNT}
          allowDataOverflow
          tickFormatter={yText}
          tick={AXIS_TEXT}
          tickLine={false}
          axisLine={false}
          width={AXIS_WIDTH_PX}
        />
        {data.chart === 'writeUse' ? <ReferenceLine y={1} stroke="var(--fault)" strokeDasharray="5 4" /> : null}
        {data.lines.map((line) => (
          <Line
            key={line.key}
            dataKey={line.key}
            type="linear"
            stroke={colourOf(line.tone)}
            strokeWidth={line.dash === 0 ? 2 : 1.6}
            strokeDasharray={DASHES[line.dash % DASHES.length] ?? ''}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
      <EndLabels data={data} say={say} />
    </div>
  )
}

/** Names at the right end of each line: nobody has to look up a legend. */
function EndLabels({ data, say }: { data: ChartData; say: (line: ChartLine) => string }) {
  const last = data.rows.at(-1)
  const wanted = data.lines.map((line) => TOP_PX + (1 - Math.min(1, (last?.[line.key] ?? 0) / data.yMax)) * (PLOT_BOTTOM_PX - TOP_PX))
  const placed = spreadLabels(wanted, { gap: LABEL_GAP_PX, top: TOP_PX - 2, bottom: PLOT_BOTTOM_PX - 4 })
  return (
    <ul className={styles.endLabels} style={{ width: LABEL_WIDTH_PX - 4 }}>
      {data.lines.map((line, index) => (
        <li key={line.key} style={{ top: placed[index] }} data-tone={typeof line.tone === 'string' ? line.tone : 'application'}>
          <svg width="20" height="8" viewBox="0 0 20 8">
            <path d="M0 4H20" stroke={colourOf(line.tone)} strokeWidth="2" strokeDasharray={DASHES[line.dash % DASHES.length]} />
          </svg>
          <span>{say(line)}</span>
        </li>
      ))}
    </ul>
  )
}

export function useLineNames(): (line: ChartLine) => string {
  const { t } = useTranslation('metrics')
  return (line) => line.name ?? (line.meaning === 'throttled' ? t('line.throttled') : t('line.incoming'))
}

function colourOf(tone: LineTone): string {
  return typeof tone === 'string' ? `var(--${tone})` : applicationColour(tone.applicationIndex)
}

const TICK_EVERY_MS = 30_000

function timeTicks({ fromMs, toMs }: ChartData): number[] {
  const ticks: number[] = []
  for (let atMs = Math.ceil(Math.max(0, fromMs) / TICK_EVERY_MS) * TICK_EVERY_MS; atMs <= toMs; atMs += TICK_EVERY_MS) ticks.push(atMs)
  return ticks
}
