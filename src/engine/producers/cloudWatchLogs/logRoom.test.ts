/** What a subscription filter has in hand: how much at most, in which state, and what becomes of it at its end. */
import { describe, expect, it } from 'vitest'
import type { Workload } from '../../commands'
import { runProducer } from '../testing/producerRun'
import { cloudWatchLogsKind } from './cloudWatchLogsProducer'
import { COLLECTING_BYTES_MAX, DELIVERY_BYTES_MAX, LOG_EVENT_OVERHEAD_BYTES, PUT_LOG_EVENTS_BYTES_MAX } from './constants'
import type { CloudWatchLogsProducer } from './model'
import { CLOUD_WATCH_LOGS_DEFAULTS, type CloudWatchLogsSettings } from './settings'

const remove = { type: 'RemoveProducer', producerIndex: 0 } as const
const partition = (isPartitioned: boolean) => ({ type: 'SetPartition', producerIndex: 0, isPartitioned }) as const

/** Nothing becomes shorter. */
function subscribe(workload: Partial<Extract<Workload, { kind: 'synthetic' }>>, settings: Partial<CloudWatchLogsSettings> = {}) {
  return runProducer({
    settings: { ...CLOUD_WATCH_LOGS_DEFAULTS, ...settings },
    workload: { kind: 'synthetic', ratePerSecond: 20, recordBytes: 100, keys: { kind: 'sequential', keyCount: 4 }, ...workload },
    gzip: (bytes) => bytes,
  })
}

function filterOf({ world }: ReturnType<typeof subscribe>): CloudWatchLogsProducer {
  return world.producers[0] as CloudWatchLogsProducer
}

const detailsOf = (run: ReturnType<typeof subscribe>) => cloudWatchLogsKind.details(run.world, filterOf(run))

describe('a stream that cannot be reached', () => {
  it('lets wait as many bytes as there is room for, and the rest is dropped and counted', () => {
    const run = subscribe({ ratePerSecond: 60, recordBytes: 900_000, keys: { kind: 'uniform', keyCount: 1_000 } }, { forceFlushIntervalSeconds: 1 })
    run.submit(partition(true))
    run.goTo(4_000)
    const { deliveryBytes, deliveries, counts } = filterOf(run)
    expect(deliveryBytes).toBeGreaterThanOrEqual(DELIVERY_BYTES_MAX)
    expect(deliveryBytes).toBeLessThan(DELIVERY_BYTES_MAX + PUT_LOG_EVENTS_BYTES_MAX)
    expect(deliveryBytes).toBe(Array.from(deliveries.values()).reduce((sum, { data }) => sum + data.length, 0))
    expect(counts.eventsDropped).toBeGreaterThan(50)
    expect(run.events.some((event) => event.kind === 'RecordsGivenUp' && event.reason === 'buffer')).toBe(true)
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    expect(filterOf(run)).toMatchObject({ deliveryBytes: 0, collectingBytes: 0 })
  })

  it('has its records shown as retries from their first failure on', () => {
    const run = subscribe({})
    run.goTo(5_500)
    run.submit(partition(true))
    run.goTo(11_000)
    const waiting = filterOf(run).deliveries.size
    expect(waiting).toBeGreaterThan(0)
    expect(detailsOf(run).retries).toEqual([])
    for (let ms = 11_000; detailsOf(run).retries.length < waiting && ms < 17_000; ms += 100) run.goTo(ms)
    expect(detailsOf(run).retries.slice(0, waiting).every(({ attempts }) => attempts === 1)).toBe(true)
    expect(detailsOf(run).retries).toHaveLength(waiting)
    run.submit(remove)
    run.submit(partition(false))
    run.goTo(60_000)
    expect(filterOf(run)).toMatchObject({ deliveryBytes: 0, collectingBytes: 0 })
    expect(filterOf(run).deliveries.size).toBe(0)
  })
})

describe('log events that are collected', () => {
  it('are put early where agents have too many bytes of them, the oldest first', () => {
    const run = subscribe({ ratePerSecond: 2_000, recordBytes: 10_000, keys: { kind: 'sequential', keyCount: 200 } }, { forceFlushIntervalSeconds: 86_400, filterPattern: 'nothingHasThis' })
    for (let ms = 100; ms <= 8_000; ms += 100) {
      run.goTo(ms)
      expect(filterOf(run).collectingBytes).toBeLessThanOrEqual(COLLECTING_BYTES_MAX)
    }
    const { collecting, collectingBytes } = filterOf(run)
    expect(collectingBytes).toBeGreaterThan(COLLECTING_BYTES_MAX - 2 * PUT_LOG_EVENTS_BYTES_MAX)
    expect(collectingBytes).toBe(Array.from(collecting.values()).reduce((sum, { bytes }) => sum + bytes, 0))
    expect(Array.from(collecting.values()).every(({ events, bytes }) => bytes === events * (10_000 + LOG_EVENT_OVERHEAD_BYTES))).toBe(true)
  })

  it('are put when their agents come to their end', () => {
    const run = subscribe({}, { forceFlushIntervalSeconds: 3_600 })
    run.goTo(3_000)
    const { eventsMatched } = filterOf(run).counts
    expect(eventsMatched).toBeGreaterThan(50)
    expect(run.stored()).toHaveLength(1)
    run.submit(remove)
    run.goTo(5_000)
    expect(filterOf(run).counts).toMatchObject({ eventsMatched, eventsDelivered: eventsMatched, eventsDropped: 0 })
    expect(filterOf(run).collectingBytes).toBe(0)
    expect(run.stored()).toHaveLength(1 + 4)
  })
})
