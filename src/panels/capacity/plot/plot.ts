/** A chart as data: rows by instants, lines over them, levels across. Pure. */
import { MS_PER_SECOND, SECONDS_PER_MINUTE, type SimMs } from '../../../base/units'

const MS_PER_MINUTE = SECONDS_PER_MINUTE * MS_PER_SECOND

/** A key that a row does not have: its line has no point there. */
export type PlotRow = { atMs: SimMs } & Record<string, number>

export interface PlotLine {
  key: string
  name: string
  colour: string
  /** `marks`: a triangle at each point, no line. */
  shape: 'line' | 'steps' | 'marks'
  /** Lines are told apart without colour. */
  dash?: string
  /** What the table shows in its column, where that is not what is drawn. */
  tableKey?: string
  say: (value: number) => string
}

/** A line across the whole chart. */
export interface PlotLevel {
  value: number
  name: string
  colour: string
  dash: string
}

export interface Plot {
  /** Oldest first. */
  rows: readonly PlotRow[]
  lines: readonly PlotLine[]
  levels: readonly PlotLevel[]
  fromMs: SimMs
  toMs: SimMs
  yMax: number
  /** Absent: both ends and the middle. */
  yTicks?: readonly number[]
}

const TICK_STEPS_MINUTES = [1 / 6, 1 / 3, 1 / 2, 1, 2, 5, 10, 20, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 5_760, 10_080, 20_160, 43_200]

/** Round instants of the run. */
export function timeTicks(fromMs: SimMs, toMs: SimMs, ticksMax: number): SimMs[] {
  const everyMs = TICK_STEPS_MINUTES.map((minutes) => minutes * MS_PER_MINUTE).find((step) => (toMs - fromMs) / step <= ticksMax) ?? (toMs - fromMs) / ticksMax
  const first = Math.ceil(Math.max(0, fromMs) / everyMs)
  return Array.from({ length: Math.max(0, Math.floor(toMs / everyMs) - first + 1) }, (_, index) => (first + index) * everyMs)
}

/** Rows of several lines joined by their instants, in order of time. */
export function joinRows(...columns: readonly { key: string; points: Iterable<readonly [atMs: SimMs, value: number]> }[]): PlotRow[] {
  const rows = new Map<SimMs, PlotRow>()
  for (const { key, points } of columns) {
    for (const [atMs, value] of points) {
      const row: PlotRow = rows.get(atMs) ?? { atMs }
      row[key] = value
      rows.set(atMs, row)
    }
  }
  return [...rows.values()].sort((left, right) => left.atMs - right.atMs)
}

export function highestOf({ rows, lines, levels }: Pick<Plot, 'rows' | 'lines' | 'levels'>): number {
  return Math.max(0, ...levels.map(({ value }) => value), ...rows.flatMap((row) => lines.map(({ key }) => row[key] ?? 0)))
}
