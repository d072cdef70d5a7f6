/** Statistic sets of one set of dimensions: the minute that runs, and finished minutes in blocks, of which only the last may still change. */
import { share } from '../../base/plainData'
import type { MetricBlock, MetricSet } from './model'

/** Count, sum, minimum, maximum. */
export const CELL = 4
export const BLOCK_MINUTES = 15

export function createMetricSet(metrics: number): MetricSet {
  return { running: new Float64Array(CELL * metrics), series: Array.from({ length: metrics }, () => []) }
}

export function noteValue({ running }: MetricSet, metric: number, value: number): void {
  const at = CELL * metric
  if (running[at] === 0 || value < running[at + 2]) running[at + 2] = value
  if (running[at] === 0 || value > running[at + 3]) running[at + 3] = value
  running[at]++
  running[at + 1] += value
}

/** @param minute since 1970, that has ended. @returns whether there are data, or were within reach. */
export function endMetricMinute({ running, series }: MetricSet, minute: number, minutesKept: number): boolean {
  let isAlive = false
  for (let metric = 0; metric < series.length; metric++) {
    const blocks = series[metric]
    while (blocks.length > 0 && blocks[0].fromMinute + BLOCK_MINUTES <= minute - minutesKept) blocks.shift()
    const at = CELL * metric
    if (running[at] > 0) blockOf(blocks, minute).cells.set(running.subarray(at, at + CELL), CELL * (minute % BLOCK_MINUTES))
    isAlive ||= blocks.length > 0
  }
  running.fill(0)
  return isAlive
}

function blockOf(blocks: MetricBlock[], minute: number): MetricBlock {
  const fromMinute = minute - (minute % BLOCK_MINUTES)
  const last = blocks.at(-1)
  if (last?.fromMinute === fromMinute) return last
  if (last !== undefined) share(last)
  const block: MetricBlock = { fromMinute, cells: new Float64Array(CELL * BLOCK_MINUTES) }
  blocks.push(block)
  return block
}

/** After a snapshot was read. */
export function shareFinishedBlocks({ series }: MetricSet): void {
  for (const blocks of series) for (const block of blocks.slice(0, -1)) share(block)
}
