import { describe, expect, it, vi } from 'vitest'
import type * as Constants from './constants'
import { distinct, drain, runCounting, sorted } from './testing/countingRun'

const KEYS_MAX = 500
vi.mock('./constants', async (original) => ({ ...(await original<typeof Constants>()), STATE_KEYS_MAX: 500 }))

describe('a job with as many counts as there may be', () => {
  it('reads no further while a shard without records holds the watermark back, and all of it once that may be idle', () => {
    const run = runCounting({ shardCount: 1, parallelism: 2, keyCount: 100_000, window: { kind: 'tumbling', sizeMs: 1_000 } }).goTo(30_000)
    expect(run.details()).toMatchObject({ isStateFull: true, watermarkMs: null })
    // What one answer may bring.
    expect(run.details().keysHeld).toBeLessThan(KEYS_MAX + 400)
    expect(run.application.recordsProcessed).toBeLessThan(KEYS_MAX + 400)
    run.set({ parallelism: 1 }).goTo(80_000)
    expect(run.details().isStateFull).toBe(false)
    drain(run)
    expect(sorted(distinct(run.results()))).toEqual(sorted(run.expected()))
    expect(run.details().totals.recordsLate).toBe(0)
  })

  it('goes on with the shard that the watermark waits for', () => {
    const run = runCounting({ shardCount: 4, parallelism: 4, keyCount: 100_000, ratePerSecond: 1_000, window: { kind: 'tumbling', sizeMs: 1_000 }, workUs: 100, outputShards: 2 }).goTo(20_000)
    expect(run.details().totals.windowsFired).toBeGreaterThan(15)
    drain(run)
    expect(sorted(distinct(run.results()))).toEqual(sorted(run.expected()))
  })
})
