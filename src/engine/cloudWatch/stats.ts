/** Statistic sets and what can be told from them. */
import { ALARM_PERCENTILE_SAMPLES_MIN } from '../../kinesis/limits'
import { BLOCK_MINUTES, CELL } from './metricSet'
import type { MetricBlock } from './model'

export interface Stats {
  count: number
  sum: number
  min: number
  max: number
}

/** The data of one metric by minutes since 1970; null: none. */
export type Minutes = (minute: number) => Stats | null

const PERCENT_DIGITS = 1e10
const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/

export function minutesIn(blocks: readonly MetricBlock[]): Minutes {
  return (minute) => {
    let at = blocks.length - 1
    while (at >= 0 && blocks[at].fromMinute > minute) at--
    if (at < 0 || minute >= blocks[at].fromMinute + BLOCK_MINUTES) return null
    const { fromMinute, cells } = blocks[at]
    const cell = CELL * (minute - fromMinute)
    return cells[cell] === 0 ? null : { count: cells[cell], sum: cells[cell + 1], min: cells[cell + 2], max: cells[cell + 3] }
  }
}

export function merge(left: Stats | null, right: Stats | null): Stats | null {
  if (left === null || right === null) return left ?? right
  return { count: left.count + right.count, sum: left.sum + right.sum, min: Math.min(left.min, right.min), max: Math.max(left.max, right.max) }
}

/** @returns 0 … 100 of `p99.9`; null for what is no percentile. */
export function percentileOf(statistic: string): number | null {
  const [, percent] = PERCENTILE.exec(statistic) ?? []
  return percent === undefined ? null : Number(percent)
}

/** So many samples a percentile needs to mean something; 0 for its ends, of which nothing is said. Source: CloudWatch user guide, "Percentile-based alarms and low data samples". */
export function samplesNeeded(percent: number): number {
  const rarer = percent >= 50 ? 100 - percent : percent
  // The dust of 100 − 99.9 is none of its digits.
  return rarer === 0 ? 0 : Math.ceil((100 * ALARM_PERCENTILE_SAMPLES_MIN) / (Math.round(rarer * PERCENT_DIGITS) / PERCENT_DIGITS))
}

/** Over `to` − `from` minutes, `to` excluded. @returns null where there are no data, NaN for a percentile that the sets do not tell. */
export function valueOver(minutes: Minutes, statistic: string, from: number, to: number): number | null {
  const percent = percentileOf(statistic)
  if (percent !== null) return percentileOver(minutes, percent, from, to)
  let stats: Stats | null = null
  for (let minute = from; minute < to; minute++) stats = merge(stats, minutes(minute))
  if (stats === null) return null
  switch (statistic) {
    case 'SampleCount':
      return stats.count
    case 'Sum':
      return stats.sum
    case 'Minimum':
      return stats.min
    case 'Maximum':
      return stats.max
    default:
      return stats.sum / stats.count
  }
}

/** CloudWatch user guide: of statistic sets there are percentiles only where all samples of a set are alike. Nearest rank. */
function percentileOver(minutes: Minutes, percent: number, from: number, to: number): number | null {
  const sets: Stats[] = []
  for (let minute = from; minute < to; minute++) {
    const stats = minutes(minute)
    if (stats !== null) sets.push(stats)
  }
  if (sets.length === 0) return null
  if (sets.some(({ min, max }) => min !== max)) return NaN
  sets.sort((left, right) => left.min - right.min)
  const samples = sets.reduce((sum, { count }) => sum + count, 0)
  const rank = Math.max(1, Math.ceil((samples * percent) / 100))
  let passed = 0
  for (const { count, min } of sets) {
    passed += count
    if (passed >= rank) return min
  }
  return sets[sets.length - 1].min
}
