import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readUtf8 } from '../../../base/utf8'
import type { SyntheticWorkload } from '../../commands'
import { runUntil } from '../../engine'
import { payloadOf } from '../../shardLog'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import { runProducer } from '../testing/producerRun'
import type { FlinkProducer } from './model'
import { lengthOf } from './resultQueue'
import { FLINK_DEFAULTS, type FlinkSettings } from './settings'

const ACTS = ['crash', 'restart', 'partition', 'heal', 'faults', 'clear', 'remove', 'short', 'long', 'fill', 'strict', 'lenient'] as const

const runs = fc.record({
  seed: fc.nat(),
  keyCount: fc.constantFrom(1, 20, 400, 1_500),
  ratePerSecond: fc.constantFrom(50, 1_500),
  windowMs: fc.constantFrom(300, 1_000, 7_000),
  maxBatchSize: fc.constantFrom(7, 100, 500),
  maxInFlightRequests: fc.constantFrom(1, 50),
  maxTimeInBufferMs: fc.constantFrom(50, 1_000, 5_000),
  failOnError: fc.boolean(),
  acts: fc.array(fc.record({ act: fc.constantFrom(...ACTS), afterMs: fc.integer({ min: 0, max: 9_000 }) }), { maxLength: 10 }),
  cutMs: fc.nat(20_000),
})

it('any job with any faults keeps its books, goes on from a snapshot byte for byte, and in the end has written every event', () => {
  fc.assert(
    fc.property(runs, ({ acts, cutMs, keyCount, ratePerSecond, seed, ...changed }) => {
      const workload: SyntheticWorkload = { kind: 'synthetic', ratePerSecond, recordBytes: 100, keys: { kind: 'uniform', keyCount } }
      const settings: FlinkSettings = { ...FLINK_DEFAULTS, maxBufferedRequests: 600, requestTimeoutMs: 800, ...changed }
      const run = runProducer({ settings, workload, shardCount: 2, seed })
      const job = () => run.world.producers[0] as FlinkProducer
      const set = (part: Partial<FlinkSettings>) => run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...job().settings, ...part } })
      const doIt: Record<(typeof ACTS)[number], () => void> = {
        crash: () => run.submit({ type: 'CrashProducer', producerIndex: 0 }),
        restart: () => run.submit({ type: 'RestartProducer', producerIndex: 0 }),
        partition: () => run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true }),
        heal: () => run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false }),
        faults: () => run.submit({ type: 'SetNetwork', network: { requestLossPercent: 15, responseLossPercent: 15, delayMsMax: 900 } }),
        clear: () => run.submit({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 } }),
        remove: () => run.submit({ type: 'RemoveProducer', producerIndex: 0 }),
        short: () => set({ windowMs: 200 }),
        long: () => set({ windowMs: 4_000 }),
        fill: () => {
          const Records = Array.from({ length: 500 }, (_, at) => ({ Data: new Uint8Array(1), PartitionKey: `filler-${at}` }))
          for (let sent = 0; sent < 6; sent++) run.submit({ type: 'Call', operation: 'PutRecords', input: { StreamName: 's', Records } })
        },
        strict: () => set({ failOnError: true }),
        lenient: () => set({ failOnError: false }),
      }
      let atMs = 0
      for (const { act, afterMs } of acts) {
        atMs += afterMs
        run.goTo(atMs)
        doIt[act]()
        const { sink, requests, settings: now } = job()
        expect(requests.size).toBeLessThanOrEqual(now.maxInFlightRequests)
        expect(sink.inFlightMessages).toBe(Array.from(requests.values()).reduce((sum, { batch }) => sum + batch.count, 0))
      }
      run.goTo(atMs + cutMs)
      const restored = restoreWorld(saveWorld(run.world))
      run.goTo(atMs + 22_000)
      runUntil(restored, run.environment, (atMs + 22_000) * 1_000, silentSink)
      expect(Buffer.compare(Buffer.from(saveWorld(restored)), Buffer.from(saveWorld(run.world)))).toBe(0)
      // At last everything goes well.
      doIt.clear()
      doIt.heal()
      doIt.lenient()
      doIt.restart()
      run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: { ...workload, ratePerSecond: 0 }, trafficPercent: 100 })
      run.goTo(atMs + 60_000)
      doIt.remove()
      for (let ms = atMs + 61_000; run.books.recordsAcknowledged < run.books.recordsMeant || job().closed.length > 0; ms += 10_000) {
        expect(ms).toBeLessThan(atMs + 600_000)
        run.goTo(ms)
      }
      run.goTo(atMs + 601_000)
      expect(run.books).toMatchObject({ recordsGivenUp: 0, recordsExpired: 0, recordsWaiting: 0, recordsInFlight: 0 })
      expect([job().checkpoint.repeated.size, lengthOf(job().checkpoint.restored), lengthOf(job().sink.buffer)]).toEqual([0, 0, 0])
      const stored = run.stored().filter(({ recordId }) => recordId.startsWith('producer-1/'))
      expect(stored.length - run.books.recordsCopied).toBe(run.books.recordsMeant)
      expect(countEvents(run)).toBe(job().eventsRead)
    }),
    { numRuns: Number(process.env.RUNS ?? 12) },
  )
})

/** Of all results that the stream holds, each once. */
function countEvents(run: ReturnType<typeof runProducer>): number {
  const counts = new Map<string, number>()
  const segments = run.world.streams[0]!.shards.flatMap(({ log }) => log.segments)
  for (const data of segments.flatMap((segment) => Array.from({ length: segment.count }, (_, at) => payloadOf(segment, at)))) {
    if (data === null || data.length === 1) continue
    const { key, windowStart, count } = JSON.parse(readUtf8(data)) as { key: string; windowStart: number; count: number }
    counts.set(`${key} ${windowStart}`, count)
  }
  return Array.from(counts.values()).reduce((sum, count) => sum + count, 0)
}
