import { describe, expect, it } from 'vitest'
import type { LatencyRow } from '../../engine/summary'
import { latencyShapes, LOWEST_MS } from './latencyShapes'

const BOUNDS_MS = [5, 10, 20, 40, 80, 160]

function row(counts: readonly number[]): LatencyRow {
  const records = counts.reduce((sum, count) => sum + count, 0)
  return { records, meanMs: records === 0 ? null : 30, boundsMs: BOUNDS_MS, counts: Float64Array.from([...counts, ...Array<number>(7 - counts.length).fill(0)]) }
}

const NONE = row([])

describe('shapes', () => {
  it('are there for each way in which an application has read, in the order of the applications', () => {
    const shapes = latencyShapes([
      { name: 'orders', applicationIndex: 0, latency: { polling: row([0, 0, 3, 9]), fanOut: row([0, 9]) } },
      { name: 'idle', applicationIndex: 1, latency: { polling: NONE, fanOut: NONE } },
      { name: 'billing', applicationIndex: 5, latency: { polling: row([0, 0, 0, 0, 4]), fanOut: NONE } },
    ])
    expect(shapes.map(({ name, applicationIndex, retrieval }) => ({ name, applicationIndex, retrieval }))).toEqual([
      { name: 'orders', applicationIndex: 0, retrieval: 'polling' },
      { name: 'orders', applicationIndex: 0, retrieval: 'fanOut' },
      { name: 'billing', applicationIndex: 5, retrieval: 'polling' },
    ])
  })

  it('end where the records end, and the highest step is 1', () => {
    const [shape] = latencyShapes([{ name: 'orders', applicationIndex: 0, latency: { polling: row([0, 2, 8, 2]), fanOut: NONE } }])
    expect(shape!.steps.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [5, 10],
      [10, 20],
      [20, 40],
    ])
    expect(shape!.steps.map(({ height }) => height)).toEqual([0.25, 1, 0.25])
  })

  it('are as high for the same share on the same way of the axis, however wide the step', () => {
    const [shape] = latencyShapes([{ name: 'orders', applicationIndex: 0, latency: { polling: row([8, 8]), fanOut: NONE } }])
    const [wide, narrow] = shape!.steps
    expect(wide!.fromMs).toBe(LOWEST_MS)
    expect(wide!.height / narrow!.height).toBeCloseTo(Math.log(2) / Math.log(2.5), 10)
  })

  it('show what is above all bounds as a step of its own', () => {
    const [shape] = latencyShapes([{ name: 'orders', applicationIndex: 0, latency: { polling: row([0, 0, 0, 0, 0, 0, 9]), fanOut: NONE } }])
    expect(shape!.steps).toEqual([{ fromMs: 160, toMs: 320, height: 1 }])
    expect([shape!.medianMs, shape!.p99Ms]).toEqual([Infinity, Infinity])
  })
})
