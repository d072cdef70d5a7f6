/** Daemons come and go with their application: what one has promised itself is nothing to the next. */
import { describe, expect, it } from 'vitest'
import { kplRun, type KplRun } from '../../testing/kplRun'
import { createMetrics, putError } from './metrics'
import { shownErrors } from './metricViews'
import type { KplTimer } from './model'
import { KPL_DEFAULTS } from './settings'

const remove = { type: 'RemoveProducer', producerIndex: 0 } as const
const restart = { type: 'RestartProducer', producerIndex: 0 } as const
const partition = (isPartitioned: boolean) => ({ type: 'SetPartition', producerIndex: 0, isPartitioned }) as const

/** That are not void. */
function timers(run: KplRun, due: KplTimer['due']): number {
  const { heap } = run.timeline.world.agenda
  return heap.filter(({ task }) => task.type === 'ProducerTimer' && task.life === run.kpl().life && task.timer.kind === 'kpl' && task.timer.due === due).length
}

describe('an application on the KPL that is removed', () => {
  it('flushes, and its daemon ends', () => {
    const run = kplRun({ settings: { recordMaxBufferedTimeMs: 5_000 }, traffic: { ratePerSecond: 100 } })
    run.goTo(2_000)
    run.act(remove)
    expect(run.daemon().records.count).toBeGreaterThan(0)
    run.goTo(4_000)
    expect(run.kpl()).toMatchObject({ daemon: null, books: { recordsWaiting: 0, recordsInFlight: 0, recordsAcknowledged: run.kpl().books.recordsMeant } })
  })

  it('and comes back at once has a new daemon, which alone hears its own answers', () => {
    const run = kplRun()
    expect(timers(run, 'listArrives')).toBe(1)
    run.goTo(3)
    run.act(remove)
    expect(run.kpl().daemon).toBeNull()
    run.goTo(4)
    run.act(restart)
    expect(timers(run, 'listArrives')).toBe(1)
    run.goTo(13)
    // Two ways of 5 ms at least.
    expect(run.daemon().shardMap.refreshes).toBe(0)
    run.goTo(60)
    expect(run.daemon().shardMap).toMatchObject({ state: 'READY', refreshes: 1, listsSent: 1 })
  })

  it('flushes once every 500 ms, however often it came back and was removed again', () => {
    const run = kplRun({ settings: { recordTtlMs: 3_600_000 }, traffic: { ratePerSecond: 100 } })
    run.goTo(500)
    run.act(partition(true))
    run.goTo(2_000)
    for (let atMs = 2_000; atMs < 2_400; atMs += 20) {
      run.goTo(atMs)
      run.act(remove)
      run.act(restart)
    }
    run.act(remove)
    run.goTo(4_000)
    expect(timers(run, 'flushSync')).toBe(1)
  })

  it('for a while makes up for no metric that it has missed', () => {
    const run = kplRun({ settings: { recordTtlMs: 3_600_000 }, traffic: { ratePerSecond: 100 } })
    run.goTo(500)
    run.act(partition(true))
    run.goTo(2_000)
    run.act(remove)
    run.goTo(1_202_000)
    const { metrics } = run.daemon()
    expect(metrics.uploads).toEqual([])
    run.act(restart)
    run.goTo(1_203_000)
    expect(metrics.uploads).toHaveLength(1)
    expect(metrics.nextUploadUs).toBe(1_260_000_000)
    expect(metrics.nextPendingUs).toBeGreaterThan(1_202_800_000)
  })
})

describe('ErrorsByCode', () => {
  it('shows of many shards those with the most', () => {
    const metrics = createMetrics(0)
    for (let shardIndex = 0; shardIndex < 500; shardIndex++) putError(metrics, 'ProvisionedThroughputExceededException', shardIndex, 1 + (shardIndex % 7))
    const shown = shownErrors(metrics, KPL_DEFAULTS)
    expect(shown).toHaveLength(64)
    expect(shown.every(({ total }) => total === 7)).toBe(true)
    expect(shownErrors(metrics, { ...KPL_DEFAULTS, metricsGranularity: 'stream' })).toMatchObject([{ shardId: null, total: 1_994 }])
  })
})
