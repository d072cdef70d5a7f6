/** The latency, throughput and cost of producers side by side, a point a second. Pure. */
import type { ProducerRow, Summary } from '../../engine/summary'
import { meanLatencyMs, putCostOf, recordsPerCall, type PutRate } from './achieved'

export const MEASURES = ['latency', 'recordsPerCall', 'cost'] as const
export type Measure = (typeof MEASURES)[number]

export interface ComparedLine {
  producer: ProducerRow
  /** Its place among the lines: decides colour and dash. */
  place: number
  /** NaN where it sent nothing. */
  values: number[]
}

export interface Comparison {
  /** Oldest first. */
  atMs: number[]
  producers: ProducerRow[]
  /** Producers that are not shown. */
  more: number
  lines: Record<Measure, ComparedLine[]>
}

/** More lines than this cannot be told apart. */
const LINES_MAX = 6
const SPAN_SECONDS = 60
/** Each point is the mean of the last seconds. */
const SMOOTHED_SECONDS = 5

/** @param rate what puts are billed by; null: not known yet. @returns null unless there are two that put in different ways: applications on the SDK or the KPL, else of any kind. */
export function comparisonOf({ producers, series }: Pick<Summary, 'producers' | 'series'>, rate: PutRate | null): Comparison | null {
  const atWork = producers.filter(({ state }) => state === 'RUNNING')
  const own = atWork.filter(({ settings }) => settings.kind === 'sdk' || settings.kind === 'kpl')
  const running = waysOf(own).size < 2 ? atWork : own
  const ways = waysOf(running)
  if (ways.size < 2) return null
  const shown = oneOfEach([...ways.values()]).slice(0, LINES_MAX)
  const count = series.atMs.length
  const points = Array.from({ length: Math.min(count, SPAN_SECONDS) }, (_, point) => count - Math.min(count, SPAN_SECONDS) + point + 1)
  const linesOf = (measure: Measure) => shown.map((producer, place) => ({ producer, place, values: points.map((until) => valueOf(measure, producer, { until, rate })) }))
  return {
    atMs: points.map((until) => series.atMs[until - 1] ?? NaN),
    producers: shown,
    more: running.length - shown.length,
    lines: { latency: linesOf('latency'), recordsPerCall: linesOf('recordsPerCall'), cost: linesOf('cost') },
  }
}

function waysOf(producers: readonly ProducerRow[]): Map<string, ProducerRow[]> {
  const ways = new Map<string, ProducerRow[]>()
  for (const producer of producers) {
    const way = JSON.stringify(producer.settings)
    ways.set(way, [...(ways.get(way) ?? []), producer])
  }
  return ways
}

/** The first of each way, then the second ones, and so on. */
function oneOfEach(groups: readonly ProducerRow[][]): ProducerRow[] {
  const longest = Math.max(...groups.map(({ length }) => length))
  return Array.from({ length: longest }, (_, round) => groups.flatMap((group) => group[round] ?? [])).flat()
}

function valueOf(measure: Measure, { series }: ProducerRow, { until, rate }: { until: number; rate: PutRate | null }): number {
  switch (measure) {
    case 'latency':
      return meanLatencyMs(series, until, SMOOTHED_SECONDS) ?? NaN
    case 'recordsPerCall':
      return recordsPerCall(series, until, SMOOTHED_SECONDS) ?? NaN
    case 'cost':
      return (rate === null ? null : putCostOf(series, rate, until, SMOOTHED_SECONDS).perMillion) ?? NaN
  }
}
