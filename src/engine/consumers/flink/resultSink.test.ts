import { describe, expect, it } from 'vitest'
import { SINK_BATCH_RECORDS_MAX, SINK_BUFFERED_MAX, SINK_LINGER_US } from './constants'
import { distinct, drain, runCounting, sorted } from './testing/countingRun'

describe('the sink of a job', () => {
  it('lets results linger for 5 s, and sends full batches of 500 at once', () => {
    expect([SINK_LINGER_US, SINK_BATCH_RECORDS_MAX, SINK_BUFFERED_MAX]).toEqual([5_000_000, 500, 10_000])
    const few = runCounting().goTo(10_600)
    expect(few.details().totals.windowsFired).toBe(1)
    const { flushesAtMs } = few.details().sink
    expect(flushesAtMs).toBe(few.details().firedWindows[0]!.firedAtMs + SINK_LINGER_US / 1_000)
    expect(few.goTo(flushesAtMs! - 1).results().length).toBe(0)
    expect(few.goTo(flushesAtMs!).results().length).toBe(20)
    const many = runCounting({ ratePerSecond: 2_000, keyCount: 1_200, outputShards: 4 }).goTo(11_500)
    expect(many.results().length).toBe(1_000)
    expect(many.details().sink.resultsBuffered).toBe(200)
  })

  it('sends again what shards refuse, until all is stored once', () => {
    const run = drain(runCounting({ ratePerSecond: 4_000, keyCount: 4_000, window: { kind: 'tumbling', sizeMs: 5_000 }, shardCount: 4 }).goTo(20_000), 60_000)
    const { totals } = run.details()
    expect(totals.resultsRefused).toBeGreaterThan(1_000)
    const results = run.results()
    expect(sorted(distinct(results))).toEqual(sorted(run.expected()))
    expect(results.length).toBe(totals.resultsMade)
    expect(totals.resultsWrittenAgain).toBe(0)
  })

  it('holds the job up as far as its source where the output stream takes less than it makes', () => {
    const run = runCounting({ ratePerSecond: 4_000, keyCount: 50_000, window: { kind: 'tumbling', sizeMs: 1_000 }, shardCount: 4 })
    let isHeld = false
    for (let ms = 1_000; ms <= 18_000; ms += 1_000) {
      run.goTo(ms)
      const { sink } = run.details()
      isHeld ||= sink.isBackPressured
      // What is there, and one window.
      expect(sink.resultsBuffered).toBeLessThanOrEqual(SINK_BUFFERED_MAX + 4_100)
    }
    expect(isHeld).toBe(true)
    const stored = run.world.streams[0]!.shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0)
    expect(stored - run.application.recordsProcessed).toBeGreaterThan(10_000)
    drain(run, 100_000)
    expect(sorted(distinct(run.results()))).toEqual(sorted(run.expected()))
  })

  it('is the end of the job where its stream is not there, again and again until it is', () => {
    const run = runCounting({ outputShards: 0 }).goTo(60_000)
    const failures = run.events.filter((event) => event.kind === 'ApplicationFailed')
    expect(failures.length).toBeGreaterThan(1)
    expect(run.details()).toMatchObject({ lastFailure: 'outputStream', totals: { resultsWritten: 0 } })
    expect(failures.every((event) => event.kind === 'ApplicationFailed' && event.failure === 'outputStream')).toBe(true)
    expect(run.world.streams.length).toBe(1)
    run.act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 'out', ShardCount: 1 } }).goTo(120_000)
    drain(run)
    expect(sorted(distinct(run.results()))).toEqual(sorted(run.expected()))
    expect(run.results().length).toBe(distinct(run.results()).size)
  })

  it('writes nothing where there is none', () => {
    const run = runCounting({ outputStreamName: null }).goTo(60_000)
    expect(run.results()).toEqual([])
    expect(run.details().totals).toMatchObject({ windowsFired: 5, resultsMade: 100, resultsWritten: 0 })
    expect(run.details().sink.resultsBuffered).toBe(0)
  })
})
