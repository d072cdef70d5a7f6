import { describe, expect, it } from 'vitest'
import { MIB, US_PER_MS } from '../../../base/units'
import { DELIVERY_US_MAX, PUT_RETRY_US, PUT_TIMEOUT_US, PUT_US, RAISED_SIZE_MAX } from './constants'
import { firehoseRun, textOf } from './testing/firehoseRun'

const PUT_MS_MAX = PUT_US.max / US_PER_MS

describe('an outage of S3', () => {
  it('is waited out: puts again after 1, 2, 4 … 60 s, then everything, once and in order', () => {
    const run = firehoseRun({ settings: { s3FailsPercent: 100 } }).put('a', '0 ').wait(62_000)
    const failuresAt: number[] = []
    for (let second = 0, failures = 0; second < 300; second++) {
      run.put('a', `${second + 1} `).wait(1_000)
      const { putsFailed } = run.application.totals
      if (putsFailed > failures) failuresAt.push(second)
      failures = putsFailed
    }
    const pauses = failuresAt.map((second, at) => second - failuresAt[at - 1]!).slice(1)
    expect(pauses.length).toBeGreaterThan(6)
    pauses.forEach((pause, at) => expect(Math.abs(pause - Math.min(60, 2 ** (at + 1))), pauses.join()).toBeLessThanOrEqual(1))
    expect(PUT_RETRY_US).toEqual({ min: 1_000_000, max: 60_000_000 })
    expect(run.objects()).toEqual([])
    expect(run.details()).toMatchObject({ buffer: { isWaiting: true }, delivery: { parts: [{ kind: 'records', isDone: false, isWritten: false }] } })
    expect(run.events.filter(({ kind }) => kind === 'DeliveryFailed')).toHaveLength(1)
    run.set({ s3FailsPercent: 0 }).wait(125_000)
    expect(run.bucket()).toBe(Array.from({ length: 301 }, (_, at) => `${at} `).join(''))
    expect(run.application.totals).toMatchObject({ recordsDelivered: 301, recordsDuplicated: 0, recordsGivenUp: 0 })
    expect(run.promisesBroken()).toBe(0)
    expect(run.application.recordsProcessedAgain).toBe(0)
  })

  it('ends after 24 hours for what is on its way: those records are given up, and the check says so', () => {
    const run = firehoseRun({ settings: { s3FailsPercent: 100 } })
    // Or the records would expire before.
    run.act({ type: 'Call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName: 's', RetentionPeriodHours: 48 } }).wait(60_000)
    run.put('a', 'lost').put('a', 'too').wait(70_000).put('a', 'kept').wait(DELIVERY_US_MAX / US_PER_MS - 130_000)
    expect(run.application.totals.recordsGivenUp).toBe(0)
    run.wait(130_000)
    expect(run.application.totals.recordsGivenUp).toBe(2)
    expect(run.application.checks.atLeastOnce).toMatchObject({ records: 2, first: { reason: 'givenUp', ordinal: 1 } })
    run.set({ s3FailsPercent: 0 }).wait(70_000)
    expect(run.bucket()).toBe('kept')
  })

  it('raises the buffer, twice as large each time, to the largest size and no further', () => {
    const run = firehoseRun({ settings: { bufferSizeInMBs: 5, s3FailsPercent: 100 } }).unthrottled()
    const sizes = new Set<number>()
    for (let second = 0; second < 60; second++) {
      run.storeBytes(1, 8 * MIB).wait(1_000)
      sizes.add(run.details().buffer.sizeBytes / MIB)
    }
    expect([...sizes]).toEqual([5, 10, 20, 40, 80, 128])
    const { buffer, shards } = run.details()
    expect(buffer).toMatchObject({ isRaised: true, isWaiting: true, isFull: true })
    // One answer of 10 MB may still come when it is full; the rest stays in the stream.
    expect(buffer.bytes).toBeGreaterThanOrEqual(RAISED_SIZE_MAX)
    expect(buffer.bytes).toBeLessThan(RAISED_SIZE_MAX + 11 * MIB)
    expect(shards).toMatchObject([{ isHeld: true }])
    const { recordsRead } = run.application.reads
    run.wait(400_000)
    expect(run.application.reads.recordsRead).toBe(recordsRead)
    // Iterators are over by then.
    run.set({ s3FailsPercent: 0 }).wait(200_000)
    expect(run.application.totals.recordsDelivered).toBe(60 * 8)
    expect(run.details()).toMatchObject({ buffer: { sizeBytes: 5 * MIB, isRaised: false, isFull: false, bytes: 0 }, shards: [{ isHeld: false }] })
    expect(run.promisesBroken()).toBe(0)
  })
})

describe('an answer of S3 that is lost', () => {
  it('has the object written again under another name: exactly the duplicates that are counted', () => {
    const run = firehoseRun({ shardCount: 2, settings: { s3LosesAnswersPercent: 50, bufferIntervalInSeconds: 10 } })
    for (let number = 0; number < 400; number++) run.put(`key ${number % 7}`, `${number} `).wait(700)
    run.set({ s3LosesAnswersPercent: 0 }).wait(60_000)
    const { totals, tally, recordsProcessedAgain } = run.application
    const words = run.bucket().trim().split(' ')
    expect(new Set(words).size).toBe(400)
    expect(totals.answersLost).toBeGreaterThan(5)
    expect(totals).toMatchObject({ recordsDelivered: 400, recordsDuplicated: words.length - 400, objectsDuplicated: totals.answersLost })
    expect([tally.duplicatesProcessed, recordsProcessedAgain]).toEqual([words.length - 400, words.length - 400])
    expect(run.promisesBroken()).toBe(0)
    const byKey = new Map(run.objects().map((object) => [object.key, object]))
    expect(byKey.size).toBe(run.objects().length)
    for (const { key, duplicateOf } of run.objects()) {
      if (duplicateOf === null) continue
      expect(byKey.get(duplicateOf)?.isAnswerLost).toBe(true)
      expect(textOf(run.bytesOf(key))).toBe(textOf(run.bytesOf(duplicateOf)))
      // The same second, another UUID.
      expect(key.slice(0, -37)).toBe(duplicateOf.slice(0, -37))
    }
  })

  it('is noticed after the timeout, not before', () => {
    const run = firehoseRun({ settings: { s3LosesAnswersPercent: 100 } }).put('a', 'x').wait(62_000)
    expect(run.objects()).toHaveLength(1)
    expect(run.details().delivery).toMatchObject({ failures: 1, parts: [{ isWritten: true, isDone: false }] })
    run.wait(PUT_TIMEOUT_US / US_PER_MS - 2_000)
    expect(run.objects()).toHaveLength(1)
    run.wait(2_000 + PUT_MS_MAX)
    expect(run.objects()).toHaveLength(2)
    expect(run.application.saved.get(0)).toBe(1)
  })
})

describe('a crash', () => {
  it('loses the buffer and nothing else: it is read again from what was delivered', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 20 } })
    for (let number = 0; number < 100; number++) {
      run.put('a', `${number} `).wait(1_000)
      if (number === 33) run.act({ type: 'CrashApplication', application: 'f' })
      if (number === 50) run.act({ type: 'RestartApplication', application: 'f' })
    }
    run.wait(22_000)
    expect(run.bucket()).toBe(Array.from({ length: 100 }, (_, at) => `${at} `).join(''))
    expect(run.promisesBroken()).toBe(0)
    expect(run.application.reads.recordsRead).toBeGreaterThan(100)
  })

  it('before the first delivery begins again where it began, not at the tip', () => {
    const run = firehoseRun()
    run.act({ type: 'CrashApplication', application: 'f' }).put('a', 'while down ').wait(5_000).act({ type: 'RestartApplication', application: 'f' })
    run.put('a', 'and up').wait(62_000)
    expect(run.bucket()).toBe('while down and up')
    expect(run.promisesBroken()).toBe(0)
  })

  it('after an answer that was lost delivers again what S3 has already', () => {
    const run = firehoseRun({ settings: { s3LosesAnswersPercent: 100 } }).put('a', 'x').wait(62_000)
    run.act({ type: 'CrashApplication', application: 'f' }).act({ type: 'RestartApplication', application: 'f' }).set({ s3LosesAnswersPercent: 0 }).wait(62_000)
    expect(run.bucket()).toBe('xx')
    expect(run.application.tally.duplicatesProcessed).toBe(1)
    expect(run.application.saved.get(0)).toBe(2)
  })
})

describe('a stream of the same name, made anew', () => {
  it('is read from its tip; what was in hand is gone with the old one', () => {
    const run = firehoseRun().put('a', 'old').wait(5_000)
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }).wait(60_000)
    run.act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }).wait(60_000)
    run.put('a', 'new').wait(62_000)
    expect(run.bucket()).toBe('new')
    expect(run.promisesBroken()).toBe(0)
  })
})
