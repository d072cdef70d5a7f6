import { describe, expect, it } from 'vitest'
import { EPOCH_MS } from '../../testing/quietWorld'
import { detailsOf, distinct, jobOf, resultsOf, runJob, total } from './testing/jobRun'

describe('its sink', () => {
  it('sends what makes no full batch 5 s later, and full batches at once', () => {
    const few = runJob({ keyCount: 50 })
    few.goTo(14_900)
    expect(detailsOf(few)).toMatchObject({ resultsBuffered: 50, messagesInFlight: 0 })
    few.goTo(15_100)
    expect(few.books.recordsAcknowledged).toBe(50)
    const many = runJob({ keyCount: 1_200, ratePerSecond: 2_000, shardCount: 4 })
    many.goTo(10_100)
    expect(many.books.recordsAcknowledged).toBe(1_000)
    expect(detailsOf(many).resultsBuffered).toBe(200)
    many.goTo(15_200)
    expect(many.books.recordsAcknowledged).toBe(1_200)
  })

  it('has no more messages in flight than success and failure allow: ten more, or one percent less', () => {
    const run = runJob({ keyCount: 3_000, ratePerSecond: 5_000, windowMs: 1_000, shardCount: 8 })
    run.goTo(990)
    expect(detailsOf(run).messagesInFlightMax).toBe(500)
    let calls = 0
    for (let ms = 1_000; ms < 4_000; ms += 5) {
      run.goTo(ms)
      const { messagesInFlight, messagesInFlightMax } = detailsOf(run)
      const answered = jobOf(run).meter.calls - jobOf(run).requests.size
      expect(messagesInFlightMax).toBe(500 + 10 * answered)
      expect(messagesInFlight).toBeLessThanOrEqual(messagesInFlightMax)
      calls = answered
    }
    expect(calls).toBeGreaterThan(10)
  })

  it('takes one percent less for each request with failures, and never more than fits all requests', () => {
    const run = runJob({ keyCount: 3_000, ratePerSecond: 3_000, windowMs: 3_000, maxInFlightRequests: 1 })
    const seen: number[] = []
    for (let ms = 3_000; ms < 4_000; ms += 4) {
      run.goTo(ms)
      const { messagesInFlightMax } = detailsOf(run)
      if (seen.at(-1) !== messagesInFlightMax) seen.push(messagesInFlightMax)
    }
    expect(seen[0]).toBe(500)
    expect(seen.length).toBeGreaterThan(10)
    for (const [at, max] of seen.entries()) if (at > 0) expect([Math.min(500, seen[at - 1]! + 10), Math.round(seen[at - 1]! * 0.99)]).toContain(max)
    expect(seen.slice(0, 4)).toEqual([500, 495, 490, 485])
  })

  it('keeps within maxInFlightRequests', () => {
    const run = runJob({ keyCount: 900, ratePerSecond: 2_000, windowMs: 1_000, maxBatchSize: 10, maxInFlightRequests: 3, shardCount: 4 })
    let most = 0
    for (let ms = 1_000; ms < 4_000; ms += 7) {
      run.goTo(ms)
      most = Math.max(most, jobOf(run).requests.size)
    }
    expect(most).toBe(3)
    expect(run.books.recordsAcknowledged).toBeGreaterThan(900)
  })

  it('sends what was refused before anything newer, until it is stored', () => {
    const run = runJob({ keyCount: 2_500, ratePerSecond: 2_500, windowMs: 1_000, maxInFlightRequests: 1 })
    let newestSent = -1
    const again = new Set<number>()
    for (let ms = 1_000; ms < 2_000; ms += 11) {
      run.goTo(ms)
      const { requests, sink } = jobOf(run)
      for (const { batch, requestNumber } of requests.values()) {
        const ids = Array.from(batch.recordIds.subarray(0, batch.count))
        expect(ids).toEqual([...ids].sort((one, other) => one - other))
        for (const buffered of sink.buffer.recordIds.slice(sink.buffer.head)) expect(buffered).toBeGreaterThan(ids.at(-1)!)
        if (ids[0]! < newestSent) again.add(requestNumber)
        newestSent = Math.max(newestSent, ids.at(-1)!)
      }
    }
    expect(again.size).toBeGreaterThan(5)
    run.goTo(4_000)
    const ofFirstWindow = resultsOf(run).filter(({ windowStart }) => windowStart === EPOCH_MS)
    expect(ofFirstWindow.length).toBeGreaterThan(2_400)
    expect(run.books).toMatchObject({ recordsGivenUp: 0, recordsExpired: 0, recordsCopied: 0 })
  })

  it('holds windows back while its buffer is full, and at last reads no further', () => {
    const run = runJob({ keyCount: 5_000, ratePerSecond: 5_000, windowMs: 1_000, maxBufferedRequests: 1_500, maxBatchSize: 100, seed: 3 })
    let mostHeldBack = 0
    for (let ms = 1_000; ms < 12_000; ms += 111) {
      run.goTo(ms)
      const { resultsHeldBack, resultsBuffered } = detailsOf(run)
      // Those that come back have their place again.
      expect(resultsBuffered).toBeLessThanOrEqual(1_500 + 600)
      mostHeldBack = Math.max(mostHeldBack, resultsHeldBack)
    }
    expect(mostHeldBack).toBeGreaterThan(20_000)
    expect(run.books.recordsGivenUp).toBe(0)
    run.goTo(60_000)
    const { eventsRead } = detailsOf(run)
    run.goTo(61_000)
    expect(detailsOf(run).eventsRead).toBe(eventsRead)
  })

  it('writes twice what was stored while the answer was lost, and never gives up', () => {
    const run = runJob({ requestTimeoutMs: 500, windowMs: 1_000, maxTimeInBufferMs: 200 })
    run.submit({ type: 'SetNetwork', network: { requestLossPercent: 10, responseLossPercent: 30, delayMsMax: 0 } })
    run.goTo(20_000)
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(40_000)
    expect(run.books.recordsCopied).toBeGreaterThan(50)
    expect(run.books.recordsAcknowledged).toBe(run.books.recordsMeant)
    expect(total(distinct(resultsOf(run)), 'count')).toBe(detailsOf(run).eventsRead)
    expect(detailsOf(run).failures).toBe(0)
  })
})
