/** How old records are when they are read, and what readers share: against the figures of the service's own documentation. */
import { describe, expect, it } from 'vitest'
import { MIB, US_PER_SECOND } from '../../base/units'
import { FAN_OUT_EVENT_EVERY_US, FAN_OUT_RECORD_AGE_MIN_US, READ_BYTES_PER_SECOND_MAX, READ_CALLS_PER_SECOND_MAX } from '../../kinesis/limits'
import type { SyntheticWorkload } from '../commands'
import { NETWORK_US } from '../network'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { arrivalUsOf } from '../shardLog'
import { quantileMs, type LatencyHistogram } from './latency'
import { ordinalOf } from './retrieval/reader'
import { FETCH_US } from './retrieval/reading'
import type { SdkReaderSettings } from './sdk/settings'
import { KEPT, pollingRun, type Polling } from './testing/pollingRun'

/** KDSdoc: "around 200 ms" with one consumer, "around 1000 ms" with five: as often as they may call then. "About 70 ms" with enhanced fan-out. */
const ONE_CONSUMER_MS = 200
const FIVE_CONSUMERS_MS = 1_000
const FAN_OUT_MS = 70

/** So many applications in turn with even traffic, each begun at another instant. */
function readers(count: number, settings: Partial<SdkReaderSettings>, traffic: Partial<SyntheticWorkload> = {}): Polling {
  const run = pollingRun({ settings: { initialPosition: 'LATEST', workUs: 0, ...settings } })
  const workload: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 50, recordBytes: 100, keys: { kind: 'uniform', keyCount: 100 }, ...traffic }
  run.act({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload, trafficPercent: 100 } })
  for (let at = 0; at < count; at++) run.add(`app-${at}`).wait(117)
  return run
}

function names(run: Polling): string[] {
  return run.world.applications.map(({ settings: { name } }) => name)
}

/** Of all applications together. */
function meanMs(run: Polling, way: 'polling' | 'fanOut'): number {
  const histograms = run.world.applications.map(({ latencies }) => latencies[way])
  return sumOf(histograms, 'sumMs') / sumOf(histograms, 'records')
}

function sumOf(histograms: readonly LatencyHistogram[], what: 'sumMs' | 'records'): number {
  return histograms.reduce((sum, histogram) => sum + histogram[what], 0)
}

function refused(run: Polling): number {
  return run.world.applications.reduce((sum, { reads }) => sum + reads.callsRefused, 0)
}

describe('records are read', () => {
  it('within 200 ms and a round trip by one consumer that calls as often as it may', () => {
    const run = readers(1, { pollIntervalMs: ONE_CONSUMER_MS }).wait(120_000)
    const { polling } = run.world.applications[0]!.latencies
    expect(refused(run)).toBe(0)
    expect(polling.records).toBeGreaterThan(5_000)
    // Evenly between two calls, and the way of the answer.
    const roundTripMs = (FETCH_US.min + FETCH_US.max) / 2_000
    expect(meanMs(run, 'polling')).toBeGreaterThan(ONE_CONSUMER_MS / 2)
    expect(meanMs(run, 'polling')).toBeLessThan(ONE_CONSUMER_MS)
    expect(Math.abs(meanMs(run, 'polling') - (ONE_CONSUMER_MS + roundTripMs) / 2 - roundTripMs)).toBeLessThan(10)
    expect(quantileMs(polling, 1)).toBeLessThanOrEqual(1.3 * (ONE_CONSUMER_MS + (2 * FETCH_US.max) / 1_000))
  })

  it('within a second and a round trip by each of five, who share the five calls', () => {
    const run = readers(5, { pollIntervalMs: FIVE_CONSUMERS_MS }).wait(120_000)
    expect(refused(run)).toBe(0)
    expect(meanMs(run, 'polling')).toBeGreaterThan(FIVE_CONSUMERS_MS / 2)
    expect(meanMs(run, 'polling')).toBeLessThan(FIVE_CONSUMERS_MS)
    for (const { latencies } of run.world.applications) expect(quantileMs(latencies.polling, 1)).toBeLessThanOrEqual(1.3 * (FIVE_CONSUMERS_MS + (2 * FETCH_US.max) / 1_000))
  })

  it('later still by five that call too often: most calls are refused, and who was refused waits a second', () => {
    const run = readers(5, { pollIntervalMs: ONE_CONSUMER_MS }).wait(120_000)
    expect(refused(run)).toBeGreaterThan(200)
    expect(meanMs(run, 'polling')).toBeGreaterThan(FIVE_CONSUMERS_MS)
    for (const name of names(run)) {
      run.set({ pollIntervalMs: 1_000 }, name)
      expect(run.checks(name)).toEqual(KEPT)
    }
    const before = sumOf(run.world.applications.map(({ latencies }) => latencies.polling), 'records')
    run.wait(60_000)
    const behind = run.world.applications.flatMap(({ readers: own }) => Array.from(own.values(), ({ millisBehindLatest }) => millisBehindLatest))
    expect(Math.max(...behind.map((ms) => ms ?? Infinity))).toBe(0)
    expect(sumOf(run.world.applications.map(({ latencies }) => latencies.polling), 'records')).toBeGreaterThan(before)
  })

  it('70 ms old on average with enhanced fan-out and the way to the application, however many read', () => {
    const wayMs = (NETWORK_US.min + NETWORK_US.max) / 2_000
    const run = readers(10, { retrieval: 'fanOut' }).wait(120_000)
    expect(Math.abs(meanMs(run, 'fanOut') - wayMs - FAN_OUT_MS)).toBeLessThan(5)
    expect(refused(run)).toBe(0)
    const alone = readers(1, { retrieval: 'fanOut' }).wait(120_000)
    // A producer's beat and the looks of its one subscription do not keep step.
    expect(Math.abs(meanMs(alone, 'fanOut') - wayMs - FAN_OUT_MS)).toBeLessThan(5)
    for (const { latencies } of [...run.world.applications, ...alone.world.applications]) {
      expect(quantileMs(latencies.fanOut, 0.0001)).toBeGreaterThanOrEqual((FAN_OUT_RECORD_AGE_MIN_US + NETWORK_US.min) / 1_000)
      expect(quantileMs(latencies.fanOut, 1)).toBeLessThanOrEqual(1.3 * ((FAN_OUT_RECORD_AGE_MIN_US + FAN_OUT_EVENT_EVERY_US + NETWORK_US.max) / 1_000))
    }
  })
})

describe('what polling applications share', () => {
  it('is five calls a second: the sixth that calls each second brings refusals to all', () => {
    for (let count = 1; count <= READ_CALLS_PER_SECOND_MAX + 2; count++) {
      const run = readers(count, { pollIntervalMs: 1_000 }).wait(60_000)
      const calls = run.world.applications.reduce((sum, { reads }) => sum + reads.getRecordsCalls - reads.callsRefused, 0)
      expect(calls).toBeLessThanOrEqual(READ_CALLS_PER_SECOND_MAX * (run.world.nowUs / US_PER_SECOND + 1))
      if (count <= READ_CALLS_PER_SECOND_MAX) expect(refused(run), `${count} applications`).toBe(0)
      else expect(refused(run), `${count} applications`).toBeGreaterThan(10)
    }
  })

  it('is 2 MB a second: the third that reads 0.9 MB a second brings refusals, and falls behind with the others', () => {
    const traffic = { ratePerSecond: 90, recordBytes: 10_000, keys: { kind: 'uniform', keyCount: 1_000 } } as const
    expect([2, 3].map((count) => (count * traffic.ratePerSecond * traffic.recordBytes) / READ_BYTES_PER_SECOND_MAX > 1)).toEqual([false, true])
    for (const count of [1, 2, 3, 4]) {
      const run = readers(count, { pollIntervalMs: 1_000 }, traffic).wait(60_000)
      const bytes = run.world.applications.reduce((sum, { reads }) => sum + reads.bytesRead, 0)
      expect(bytes / (run.world.nowUs / US_PER_SECOND)).toBeLessThan(1.1 * READ_BYTES_PER_SECOND_MAX)
      if (count <= 2) expect(refused(run), `${count} applications`).toBe(0)
      else expect(refused(run), `${count} applications`).toBeGreaterThan(20)
      // Not what its last answer named: who is refused for long has an old one.
      const { log } = run.world.streams[0]!.shards[0]!
      const behindUs = run.world.applications.map(({ readers: own }) => Math.max(...Array.from(own.values(), ({ position }) => run.world.nowUs - arrivalUsOf(log, ordinalOf(position)))))
      if (count === 4) expect(Math.max(...behindUs)).toBeGreaterThan(10 * US_PER_SECOND)
    }
  })

  it('is nothing with enhanced fan-out: each of ten has its own 2 MB a second', () => {
    const run = readers(10, { retrieval: 'fanOut' }, { ratePerSecond: 90, recordBytes: 10_000, keys: { kind: 'uniform', keyCount: 1_000 } }).wait(60_000)
    const seconds = run.world.nowUs / US_PER_SECOND
    for (const { reads, latencies } of run.world.applications) {
      expect(reads.bytesRead / seconds).toBeGreaterThan(0.7 * MIB)
      expect(quantileMs(latencies.fanOut, 1)).toBeLessThan(200)
    }
    expect(refused(run)).toBe(0)
  })
})
