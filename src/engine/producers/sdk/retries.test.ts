import { describe, expect, it } from 'vitest'
import { recordEventsTo } from '../../recordEvents'
import { runUntil } from '../../engine'
import type { SyntheticWorkload } from '../../commands'
import type { NetworkConditions } from '../settings'
import { NOWHERE } from '../../testing/nowhere'
import { quietWorld } from '../../testing/quietWorld'
import { submit } from '../../submit'
import { createBatch } from '../../recordBatch'
import type { SdkProducer } from './model'
import { failureOf, giveTokensBack, nextSdkAttempt, RETRY_DELAY_MS_MAX, RETRY_RULES, RETRY_TOKENS_MAX } from './retries'
import { SDK_DEFAULTS, type SdkSettings } from './settings'

const CLEAR: NetworkConditions = { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 }

/** One application that makes 20 records a second. */
function open(settings: Partial<SdkSettings>, network: Partial<NetworkConditions> = {}) {
  const world = quietWorld({ shardCount: 1 })
  const stored: { recordId: string; copies: number }[] = []
  const sink = recordEventsTo((event) => {
    if (event.kind === 'RecordStored') stored.push({ recordId: event.recordId, copies: event.copies ?? 0 })
  })
  submit(world, NOWHERE, { type: 'SetNetwork', network: { ...CLEAR, ...network } }, sink)
  const workload: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 20, recordBytes: 10, keys: { kind: 'uniform', keyCount: 1 } }
  submit(world, NOWHERE, { type: 'AddProducer', producer: { settings: { ...SDK_DEFAULTS, ...settings }, workload, trafficPercent: 100 } }, sink)
  const [producer] = world.producers as [SdkProducer]
  return {
    producer,
    stored,
    run: (untilMs: number) => runUntil(world, NOWHERE, untilMs * 1_000, sink),
    stop: () => submit(world, NOWHERE, { type: 'RemoveProducer', producerIndex: 0 }, sink),
  }
}

/** Runs until one record is made, then makes no more of them. */
function openWithOne(settings: Partial<SdkSettings>, network: Partial<NetworkConditions> = {}) {
  const opened = open(settings, network)
  for (let atMs = 1; opened.producer.books.recordsMeant === 0; atMs++) opened.run(atMs)
  opened.stop()
  return opened
}

describe('a call that never gets through', () => {
  it.each([
    ['none', 1],
    ['legacy', 4],
    ['standard', 3],
    ['standard2026', 3],
  ] as const)('is tried by the SDK in mode %s %i times, then given up by an application that does so', (retryMode, attempts) => {
    const { producer, run } = openWithOne({ retryMode, failedEntries: 'giveUp' }, { requestLossPercent: 100 })
    run(60_000)
    expect(producer.requestsSent).toBe(attempts)
    expect(producer.books).toMatchObject({ recordsMeant: 1, recordsGivenUp: 1, recordsWaiting: 0, recordsInFlight: 0 })
    expect(producer.retryTokens).toBe(RETRY_TOKENS_MAX - (attempts - 1) * RETRY_RULES[retryMode].cost.transient)
  })

  it('is, after the SDK has given up, called again by an application that backs off, as often as it may', () => {
    const { producer, run } = openWithOne({ retryMode: 'standard', failedEntries: 'backoff', attemptsMax: 4 }, { requestLossPercent: 100 })
    run(120_000)
    expect(producer.requestsSent).toBe(4 * 3)
    expect(producer.books.recordsGivenUp).toBe(1)
    expect(producer.answers.map(({ calls, sdkAttempts }) => `${calls}.${sdkAttempts}`)).toEqual(['1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '3.1', '3.2', '3.3', '4.1', '4.2', '4.3'])
    expect(new Set(producer.answers.map(({ firstRequestNumber }) => firstRequestNumber))).toEqual(new Set([1]))
  })

  it('is not tried again by the SDK once the client is out of tokens', () => {
    const opened = open({ retryMode: 'standard', operation: 'PutRecord', requestTimeoutMs: 100, failedEntries: 'giveUp' }, { requestLossPercent: 100 })
    opened.run(30_000)
    // 20 tokens a record that is never put: 25 records of three attempts, then one attempt each.
    expect(opened.producer.retryTokens).toBe(0)
    const { recordsMeant, recordsInFlight } = opened.producer.books
    expect(opened.producer.requestsSent).toBe(recordsMeant + 50)
    expect(recordsInFlight).toBeLessThan(5)
  })
})

describe('a lost answer', () => {
  it('makes the SDK store the record again, whatever is set', () => {
    const { producer, stored, run } = openWithOne({ retryMode: 'legacy', operation: 'PutRecord', sequenceNumberForOrdering: true, failedEntries: 'giveUp' }, { responseLossPercent: 100 })
    run(60_000)
    expect(stored.map(({ copies }) => copies)).toEqual([0, 1, 1, 1])
    expect(new Set(stored.map(({ recordId }) => recordId)).size).toBe(1)
    expect(producer.books).toMatchObject({ recordsAcknowledged: 0, recordsGivenUp: 1, recordsCopied: 3, recordsOutOfOrder: 0 })
  })

  it('is noticed at the timeout, however late it would come', () => {
    const { producer, run } = openWithOne({ retryMode: 'none', requestTimeoutMs: 200, failedEntries: 'giveUp' }, { delayMsMax: 60_000 })
    const madeUs = producer.requests.get(1)!.sentUs
    run(madeUs / 1_000 + 199)
    expect(producer.answers).toEqual([])
    run(madeUs / 1_000 + 200)
    expect(producer.answers).toMatchObject([{ outcome: 'timeout', latencyUs: 200_000 }])
  })
})

describe('a timeout', () => {
  it('comes to the microsecond, whichever way takes too long, and whatever was stored meanwhile', () => {
    const { producer, run } = open({ retryMode: 'none', operation: 'PutRecord', requestTimeoutMs: 200, failedEntries: 'giveUp' }, { delayMsMax: 150 })
    for (let atMs = 500; atMs <= 20_000; atMs += 500) {
      run(atMs)
      for (const { outcome, latencyUs } of producer.answers) {
        if (outcome === 'timeout') expect(latencyUs).toBe(200_000)
        else expect(latencyUs).toBeLessThan(200_000)
      }
    }
    // Some gave up on what is stored all the same.
    expect(producer.meter.kinesisRecords).toBeGreaterThan(producer.books.recordsAcknowledged + producer.requests.size)
    expect(producer.books.recordsAcknowledged).toBeGreaterThan(0)
  })
})

describe('what an SDK waits and pays', () => {
  const fresh = (settings: Partial<SdkSettings>) => openWithOne(settings).producer

  it.each([
    ['legacy', 'transient', [100, 200, 400], 5],
    ['legacy', 'throttling', [500, 1_000, 2_000], 0],
    ['standard', 'transient', [100, 200], 10],
    ['standard', 'throttling', [500, 1_000], 5],
    ['standard2026', 'transient', [50, 100], 14],
    ['standard2026', 'throttling', [1_000, 2_000], 5],
  ] as const)('%s, %s: up to %j ms, %i tokens', (retryMode, failure, ceilingsMs, cost) => {
    const producer = fresh({ retryMode })
    const seen = ceilingsMs.map(() => [] as number[])
    for (let round = 0; round < 400; round++) {
      const batch = createBatch(1)
      ceilingsMs.forEach((ceilingMs, retry) => {
        producer.retryTokens = RETRY_TOKENS_MAX
        const delayUs = nextSdkAttempt(producer, batch, failure)!
        expect(producer.retryTokens).toBe(RETRY_TOKENS_MAX - cost)
        expect(delayUs % 1_000).toBe(0)
        expect(delayUs / 1_000).toBeLessThan(ceilingMs)
        seen[retry]!.push(delayUs / 1_000)
      })
      expect(nextSdkAttempt(producer, batch, failure)).toBeNull()
    }
    const isEqual = retryMode === 'legacy' && failure === 'throttling'
    seen.forEach((delays, retry) => {
      const ceilingMs = ceilingsMs[retry]!
      expect(Math.min(...delays) >= ceilingMs / 2).toBe(isEqual)
      const mean = delays.reduce((sum, delayMs) => sum + delayMs, 0) / delays.length
      // 400 draws: the mean of full jitter is half of the ceiling, of equal jitter three quarters, give or take 4 sigma.
      expect(Math.abs(mean / ceilingMs - (isEqual ? 0.75 : 0.5))).toBeLessThan(0.06)
    })
  })

  it('gets back what the last retry cost, or 1, and never more than the bucket holds', () => {
    const producer = fresh({ retryMode: 'standard' })
    const batch = createBatch(1)
    producer.retryTokens = 100
    giveTokensBack(producer, batch)
    expect(producer.retryTokens).toBe(101)
    nextSdkAttempt(producer, batch, 'transient')
    nextSdkAttempt(producer, batch, 'throttling')
    expect(producer.retryTokens).toBe(86)
    giveTokensBack(producer, batch)
    expect(producer.retryTokens).toBe(91)
    producer.retryTokens = RETRY_TOKENS_MAX - 2
    giveTokensBack(producer, batch)
    expect(producer.retryTokens).toBe(RETRY_TOKENS_MAX)
  })

  it('does not try again what is wrong with the call itself', () => {
    expect(failureOf('ResourceNotFoundException')).toBeNull()
    expect(failureOf('InvalidArgumentException')).toBeNull()
    expect(failureOf('ValidationException')).toBeNull()
    expect(RETRY_DELAY_MS_MAX).toBe(20_000)
  })
})
