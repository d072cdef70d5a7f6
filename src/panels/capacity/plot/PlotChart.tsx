/** A plot drawn by recharts in its cheapest form: numeric axes, fixed domains, no motion. */
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts'
import { clockText } from '../../../strings/formats'
import type { Key } from 'react'
import type { Plot, PlotLine } from './plot'
import { timeTicks } from './plot'

export const AXIS_WIDTH_PX = 46
export const RIGHT_PX = 10
const HEIGHT_PX = 144
const AXIS_HEIGHT_PX = 20
const TOP_PX = 8
const TICK_WIDTH_PX = 62
const TICK_HALF_PX = 16
const AXIS_TEXT = { fontSize: 10.5, fill: 'var(--ink-soft)' }
const MARK_PX = 4

export function PlotChart({ plot, widthPx, sayAxis }: { plot: Plot; widthPx: number; sayAxis: (value: number) => string }) {
  const { rows, lines, levels, fromMs, toMs, yMax, yTicks = [0, yMax / 2, yMax] } = plot
  const plotPx = widthPx - AXIS_WIDTH_PX - RIGHT_PX
  const ticks = timeTicks(fromMs, toMs, Math.max(2, Math.floor(plotPx / TICK_WIDTH_PX)))
  // A clock in the middle under its instant would not fit nearer to the end.
  const lastMs = toMs - ((toMs - fromMs) * TICK_HALF_PX) / plotPx
  return (
    <LineChart width={widthPx} height={HEIGHT_PX} data={rows} margin={{ top: TOP_PX, right: RIGHT_PX, bottom: 0, left: 0 }} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--line-soft)" />
      <XAxis
        type="number"
        dataKey="atMs"
        domain={[fromMs, toMs]}
        ticks={ticks.filter((atMs) => atMs <= lastMs)}
        interval={0}
        allowDataOverflow
        tickFormatter={(atMs: number) => axisClock(atMs, toMs - fromMs)}
        tick={AXIS_TEXT}
        tickLine={false}
        stroke="var(--line)"
        height={AXIS_HEIGHT_PX}
      />
      <YAxis type="number" domain={[0, yMax]} ticks={yTicks} allowDataOverflow tickFormatter={sayAxis} tick={AXIS_TEXT} tickLine={false} axisLine={false} width={AXIS_WIDTH_PX} />
      {levels.map(({ name, value, colour, dash }) => (
        <ReferenceLine key={name} y={value} stroke={colour} strokeWidth={1.5} strokeDasharray={dash} />
      ))}
      {lines.map((line) => (
        <Line
          key={line.key}
          dataKey={line.key}
          type={line.shape === 'steps' ? 'stepAfter' : 'linear'}
          stroke={line.shape === 'marks' ? 'none' : line.colour}
          strokeWidth={2}
          strokeDasharray={line.dash ?? ''}
          dot={dotOf(line, rows)}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  )
}

interface DotPlace {
  key?: Key | null | undefined
  cx?: number | undefined
  cy?: number | undefined
}

/** A line of one point would not be seen. */
function dotOf({ key, shape, colour }: PlotLine, rows: Plot['rows']) {
  if (shape === 'marks') return ({ key: place, cx, cy }: DotPlace) => (cx === undefined || cy === undefined || Number.isNaN(cy) ? <g key={place} /> : <path key={place} d={triangle(cx, cy)} fill={colour} />)
  return rows.filter((row) => key in row).length === 1 ? { r: 3, fill: colour, strokeWidth: 0 } : false
}

function triangle(x: number, y: number): string {
  return `M${x - MARK_PX} ${y + MARK_PX}L${x + MARK_PX} ${y + MARK_PX}L${x} ${y - MARK_PX}Z`
}

const CLOCK_WITHOUT_SECONDS_MS = 7_200_000

/** `02:30`, with hours `1:02:30`, and over several hours `26:00`. */
function axisClock(atMs: number, spanMs: number): string {
  const text = clockText(atMs).slice(0, -4)
  if (spanMs < CLOCK_WITHOUT_SECONDS_MS) return text
  return text.length > 5 ? text.slice(0, -3) : `0:${text.slice(0, 2)}`
}
