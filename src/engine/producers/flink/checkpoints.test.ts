import { describe, expect, it } from 'vitest'
import { detailsOf, distinct, fillShard, jobOf, resultsOf, runJob, total } from './testing/jobRun'

describe('a checkpoint', () => {
  it('is taken every minute, when requests under way are answered; what is buffered is part of it', () => {
    const run = runJob({ keyCount: 600, ratePerSecond: 1_000, maxTimeInBufferMs: 3_600_000, requestTimeoutMs: 200_000 })
    run.goTo(49_000)
    expect(run.books.recordsAcknowledged).toBeGreaterThan(1_900)
    expect(detailsOf(run).checkpoint.resultsWrittenSince).toBe(run.books.recordsAcknowledged)
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 60_000 } })
    run.goTo(60_000)
    expect(detailsOf(run).checkpoint).toMatchObject({ completed: 0, isWaiting: true })
    const { resultsBuffered } = detailsOf(run)
    let ms = 60_000
    for (; detailsOf(run).checkpoint.isWaiting; ms += 200) {
      // The sink takes nothing new, though a window ends every ten seconds.
      expect(detailsOf(run).resultsBuffered).toBeLessThanOrEqual(resultsBuffered)
      run.goTo(ms)
    }
    expect(ms).toBeGreaterThan(60_200)
    expect(detailsOf(run).checkpoint).toMatchObject({ completed: 1, isWaiting: false, resultsWrittenSince: 0 })
    expect(detailsOf(run).resultsBuffered).toBeGreaterThan(0)
  })

  it('waits 5 s after one that took long', () => {
    const run = runJob({ windowMs: 1_000, maxTimeInBufferMs: 900, requestTimeoutMs: 100_000 })
    run.goTo(59_970)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    for (let ms = 60_000; !detailsOf(run).checkpoint.isWaiting; ms += 10) run.goTo(ms)
    run.goTo(150_000)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.goTo(170_000)
    const { completed, completedAtMs } = detailsOf(run).checkpoint
    if (completed === 0 || completedAtMs === null) throw new Error('no checkpoint')
    if (jobOf(run).checkpoint.dueUs !== null) expect(jobOf(run).checkpoint.dueUs! / 1_000).toBeGreaterThanOrEqual(completedAtMs + 5_000)
  })
})

describe('a job that fails', () => {
  it('comes back after 10 s, and writes again what it wrote since its checkpoint', () => {
    const run = runJob({ failOnError: true, windowMs: 5_000, keyCount: 100, ratePerSecond: 500, seed: 2 })
    run.goTo(14_990)
    // The first window, after 5 s in the buffer; the second one waits there.
    expect(run.books).toMatchObject({ recordsAcknowledged: 100, recordsWaiting: 100 })
    fillShard(run, 2_000)
    run.goTo(15_100)
    const failed = detailsOf(run)
    expect(failed).toMatchObject({ jobStatus: 'FAILED', failures: 1, lastFailure: 'entries', messagesInFlight: 0 })
    expect(failed.restartsAtMs! - 10_000).toBeLessThan(15_100)
    // Acknowledged ones stay so in the books; the others wait, and those of the window that has just ended.
    expect(run.books).toMatchObject({ recordsAcknowledged: 100, recordsWaiting: 200, recordsInFlight: 0, recordsGivenUp: 0 })
    run.goTo(failed.restartsAtMs! - 1)
    expect(detailsOf(run).jobStatus).toBe('FAILED')
    run.goTo(45_000)
    expect(detailsOf(run)).toMatchObject({ jobStatus: 'RUNNING', checkpoint: { resultsRestored: 0 } })
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(70_000)
    const { failures } = detailsOf(run)
    expect(run.books.recordsCopied).toBeGreaterThanOrEqual(100)
    expect(run.books.recordsAcknowledged).toBe(run.books.recordsMeant)
    const results = resultsOf(run)
    expect(total(distinct(results), 'count')).toBe(detailsOf(run).eventsRead)
    expect(failures).toBeGreaterThan(0)
  })

  it('repeats nothing that was written before its last checkpoint', () => {
    const run = runJob({ windowMs: 10_000 })
    run.goTo(59_000)
    for (let ms = 60_000; detailsOf(run).checkpoint.completed === 0; ms += 500) run.goTo(ms)
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    run.submit({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(100_000)
    expect(run.books.recordsCopied).toBe(0)
  })

  it('fails when there is no stream, whatever its settings, and goes on once there is one again', () => {
    const run = runJob({ windowMs: 1_000, maxTimeInBufferMs: 100 })
    run.goTo(5_500)
    run.submit({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(30_000)
    expect(detailsOf(run)).toMatchObject({ lastFailure: 'stream' })
    expect(detailsOf(run).failures).toBeGreaterThan(1)
    expect(run.books.recordsGivenUp).toBe(0)
    run.submit({ type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } })
    run.goTo(60_000)
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(80_000)
    expect(run.books.recordsAcknowledged).toBe(run.books.recordsMeant)
  })

  it('loses nothing in a crash: it is all in the checkpoint, or in events that are read again', () => {
    const run = runJob({ windowMs: 1_000, maxTimeInBufferMs: 300, requestTimeoutMs: 700 })
    run.goTo(8_650)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(10_700)
    const { recordsWaiting, recordsInFlight } = run.books
    expect(recordsWaiting + recordsInFlight).toBeGreaterThan(0)
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    expect(run.books).toMatchObject({ recordsWaiting: recordsWaiting + recordsInFlight, recordsInFlight: 0, recordsGivenUp: 0 })
    run.goTo(12_000)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.submit({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(20_000)
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(25_000)
    expect(run.books.recordsAcknowledged).toBe(run.books.recordsMeant)
    expect(run.books.recordsCopied).toBeGreaterThanOrEqual(350)
    expect(total(distinct(resultsOf(run)), 'count')).toBe(detailsOf(run).eventsRead)
  })
})
