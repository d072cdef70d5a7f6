import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoggedCommand, RateShape, SyntheticWorkload } from '../commands'
import type { SimEvent } from '../events'
import { recordEventsTo } from '../recordEvents'
import type { RefusalReason } from '../refusalReasons'
import type { Source } from '../source'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../timeline'
import { LINGER_US } from './core'
import { fullRateUs } from './rateShape'

const users = ['kim', '박', 'lee']
const log: Source = {
  sourceId: 'log',
  offsetMs: Float64Array.from([0, 1, 2, 3]),
  bytes: Uint32Array.from([10, 20, 20, 40]),
  keyColumns: new Map([['user', { values: users, valueIndex: Uint32Array.from([0, 1, 1, 2]) }]]),
  spanMs: 3,
  text: null,
  header: null,
}
const empty: Source = { ...log, sourceId: 'empty', offsetMs: new Float64Array(0), bytes: new Uint32Array(0), keyColumns: new Map([['user', { values: [], valueIndex: new Uint32Array(0) }]]) }
const plain: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 900, recordBytes: 50, keys: { kind: 'uniform', keyCount: 100 } }

type Stored = Extract<SimEvent, { kind: 'RecordStored' }>

function open(workload: SyntheticWorkload, { producerCount = 3, commands = [] }: { producerCount?: number; commands?: LoggedCommand[] } = {}) {
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => {
    events.push(event)
  })
  const environment = { ...NOWHERE, sources: new Map([['log', log], ['empty', empty]]) }
  const scenario = { ...quietScenario({ shardCount: 4 }), producers: { count: producerCount, workload }, commands }
  const timeline = openTimeline(recordingOf(scenario), environment, sink)
  const stored = () => events.filter((event): event is Stored => event.kind === 'RecordStored')
  return { timeline, events, stored, run: (untilUs: number) => goTo(timeline, untilUs, sink) }
}

/** What a producer has made by its last beat, of a workload that began at `sinceUs`. */
function owedTo(phaseUs: number, nowUs: number, workload: SyntheticWorkload & { rate: RateShape }, sinceUs: number, sharers: number): number {
  const lastBeatUs = nowUs - ((nowUs - phaseUs) % LINGER_US)
  return Math.floor((workload.ratePerSecond * fullRateUs(workload.rate, { fromUs: 0, toUs: lastBeatUs - sinceUs })) / (1e6 * sharers))
}

describe('a rate that changes', () => {
  const rates: RateShape[] = [
    { kind: 'ramp', fromPercent: 10, toPercent: 190, overMs: 7_003 },
    { kind: 'burst', everyMs: 1_700, forMs: 333, burstPercent: 400 },
    { kind: 'day', dayMs: 6_001 },
    { kind: 'drawn', percents: [0, 300, 7, 100, 100], spanMs: 2_345 },
  ]

  it.each(rates)('makes every record of its area, to the last one: $kind', (rate) => {
    const workload = { ...plain, rate }
    const { timeline, run } = open(workload)
    for (const nowUs of [100_000, 1_234_567, 9_000_000]) {
      run(nowUs)
      for (const { phaseUs, books } of timeline.world.producers) expect(books.recordsMeant).toBe(owedTo(phaseUs, nowUs, workload, 0, 3))
    }
  })

  it('counts from the instant at which it is set', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rates), fc.integer({ min: 0, max: 1_500_000 }), (rate, sinceUs) => {
        const workload = { ...plain, rate }
        const { timeline, run } = open({ ...plain, ratePerSecond: 0 }, { commands: [{ atUs: sinceUs, command: { type: 'SetWorkload', workload } }] })
        run(3_000_000)
        for (const { phaseUs, books } of timeline.world.producers) expect(books.recordsMeant).toBe(owedTo(phaseUs, 3_000_000, workload, sinceUs, 3))
      }),
      { numRuns: 20 },
    )
  })

  it('is shared in step by a producer that comes later', () => {
    const late = { ...plain, rate: { kind: 'burst', everyMs: 100_000, forMs: 2_000, burstPercent: 0 } as const }
    const { timeline, run } = open(late, { producerCount: 1, commands: [{ atUs: 1_000_000, command: { type: 'SetProducerCount', producerCount: 2 } }] })
    run(1_990_000)
    expect(timeline.world.producers.map(({ books }) => books.recordsMeant)).toEqual([0, 0])
    run(4_000_000)
    expect(timeline.world.producers.map(({ books }) => books.recordsMeant > 800)).toEqual([true, true])
  })

  it('of steady 100 % makes what no shape makes, in the same beats', () => {
    const steady = open(plain)
    const shaped = open({ ...plain, rate: { kind: 'drawn', percents: [100], spanMs: 1_000 } })
    steady.run(5_000_000)
    shaped.run(5_000_000)
    // Without a shape the first beat owes its whole length.
    const difference = steady.timeline.world.producers.map(({ books }, index) => books.recordsMeant - shaped.timeline.world.producers[index]!.books.recordsMeant)
    expect(difference.every((records) => records >= 0 && records <= (plain.ratePerSecond * LINGER_US) / 1e6 / 3)).toBe(true)
  })
})

describe('keys and sizes', () => {
  it('of a file come as they are there', () => {
    const { run, stored } = open({ ...plain, keys: { kind: 'source', sourceId: 'log', keyColumn: 'user' }, sizes: { kind: 'source', sourceId: 'log' } })
    run(10_000_000)
    const records = stored()
    expect(records.length).toBeGreaterThan(8_000)
    expect(new Set(records.map(({ partitionKey }) => partitionKey))).toEqual(new Set(users))
    const share = (is: (record: Stored) => boolean) => records.filter(is).length / records.length
    // Five standard errors of a share of one half among 8,000.
    expect(Math.abs(share(({ partitionKey }) => partitionKey === '박') - 0.5)).toBeLessThan(0.028)
    expect(Math.abs(share(({ bytes }) => bytes === 23) - 0.5)).toBeLessThan(0.028)
    // Every key has three bytes in UTF-8.
    expect(new Set(records.map(({ bytes }) => bytes))).toEqual(new Set([13, 23, 43]))
  })

  it('of a file without lines make nothing, and break nothing', () => {
    for (const part of [{ keys: { kind: 'source', sourceId: 'empty', keyColumn: 'user' } }, { sizes: { kind: 'source', sourceId: 'empty' } }] as const) {
      const { run, stored } = open({ ...plain, ...part })
      run(2_000_000)
      expect(stored()).toEqual([])
    }
  })

  it('in sequence go round among each producer’s records', () => {
    const { run, stored } = open({ ...plain, keys: { kind: 'sequential', keyCount: 7 } }, { producerCount: 2 })
    run(3_000_000)
    for (const { recordId, partitionKey } of stored()) expect(partitionKey).toBe(`user-${Number(recordId.split('/')[1]) % 7}`)
    expect(stored().length).toBeGreaterThan(2_000)
  })

  it('of log-normal kind spread around the median, and nothing is too large', () => {
    const { run, stored, events } = open({ ...plain, ratePerSecond: 30, recordBytes: 400_000, sizes: { kind: 'logNormal', sigmaHundredths: 150 }, keys: { kind: 'sequential', keyCount: 1_000_000 } })
    run(20_000_000)
    const sizes = stored().map(({ bytes, partitionKey }) => bytes - partitionKey.length)
    expect(Math.max(...sizes)).toBe(1_048_576)
    expect(Math.min(...sizes)).toBeLessThan(100_000)
    expect(events.filter((event) => event.kind === 'RecordsGivenUp' && event.reason === 'size')).toEqual([])
  })

  it.each<[string, Partial<SyntheticWorkload>, RefusalReason]>([
    ['a file', { sizes: { kind: 'source', sourceId: 'gone' } }, { key: 'noSource', values: { source: 'gone' } }],
    ['a file of keys', { keys: { kind: 'source', sourceId: 'gone', keyColumn: 'user' } }, { key: 'noColumn', values: { source: 'gone', column: 'user' } }],
    ['a column', { keys: { kind: 'source', sourceId: 'log', keyColumn: 'page' } }, { key: 'noColumn', values: { source: 'log', column: 'page' } }],
  ])('need %s, or the traffic stays as it is', (_name, part, reason) => {
    const { timeline, run, events } = open(plain, { commands: [{ atUs: 1_000_000, command: { type: 'SetWorkload', workload: { ...plain, ...part } } }] })
    run(1_100_000)
    expect(events.filter((event) => event.kind === 'CommandRefused')).toEqual([{ kind: 'CommandRefused', at: 1_000, command: 'SetWorkload', reason }])
    expect(timeline.world.workload).toEqual(plain)
  })
})
