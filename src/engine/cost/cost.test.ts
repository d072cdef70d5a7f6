import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIB, MIB, US_PER_SECOND } from '../../base/units'
import { PRICE_NAMES, PRICE_UNITS, type PriceName, type Prices } from '../../kinesis/billing'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { silentSink } from '../sink'
import { busy, EVEN, onDemandWorld, pass, traffic } from '../testing/onDemandRun'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { randomScenario } from '../testing/randomRuns'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import { submit } from '../submit'
import { createStreamUsage, createUsage, type Peaks, type Plan, type StreamUsage } from '../usage/model'
import { createWorld } from '../world'
import { billOf } from './billOf'
import { costOf, shardsFor } from './comparison'
import { usageLines } from './usageLines'

interface PriceFile {
  region: string
  lines: Record<string, { price: number; unit: string }>
}

const file = JSON.parse(readFileSync(new URL('../../../public/data/prices/us-east-1.json', import.meta.url), 'utf8')) as PriceFile
const PRICES = Object.fromEntries(PRICE_NAMES.map((name) => [name, file.lines[name]?.price])) as Prices

const DAY = 86_400
const MONTH = 730 * 3_600
const GB = 1_073_741_824

function usage(change: Partial<StreamUsage>): StreamUsage {
  return { ...createStreamUsage(), ...change }
}

function cost(plan: Plan, change: Partial<StreamUsage>): number {
  return costOf(plan, usage(change), PRICES).cost
}

describe('the price table', () => {
  it('has each line that is billed by, in its unit, and no other', () => {
    expect(Object.keys(file.lines).sort()).toEqual([...PRICE_NAMES].sort())
    for (const name of PRICE_NAMES) expect(file.lines[name]).toMatchObject({ unit: PRICE_UNITS[name] })
    expect(file.region).toBe('us-east-1')
  })
})

describe('each price', () => {
  it('is that of a line: nothing is in the table that no usage is billed by', () => {
    const all = usage({
      seconds: 1,
      shardSeconds: 1,
      extendedShardSeconds: 1,
      kibibytesIn: 1,
      payloadUnits: 1,
      bytesRead: new Map([['you', 1]]),
      oldBytesRead: 1,
      consumers: new Map([['c', { seconds: 1, shardSeconds: 1, bytesPushed: 1 }]]),
      extendedByteSeconds: 1,
      longTermByteSeconds: 1,
      metricSeconds: 1,
    })
    const { totals } = createUsage()
    totals.streams.set('s', new Map((['provisioned', 'onDemand', 'advantage'] as const).map((plan) => [plan, all])))
    totals.applications.push({ tableReads: 1, tableWrites: 1, lambdaRequests: 1, lambdaMs: 1, firehoseKibibytes: 1, s3Puts: 1, kpuSeconds: 1, kpuStorageSeconds: 1 })
    totals.account = { alarmSeconds: 1, advantageSeconds: 1, kmsRequests: 1, trailDataEvents: 1 }
    const lines = usageLines(totals, ['app'])
    expect([...new Set(lines.map(({ price }) => price))].sort()).toEqual([...PRICE_NAMES].sort())
    expect(lines.filter(({ item, price }) => item !== price).map(({ item }) => item)).toEqual(['advantageInShortfall', 'advantageOutShortfall'])
  })
})

describe('a line', () => {
  it.each<[name: string, plan: Plan, StreamUsageOf: Partial<StreamUsage>, dollars: number]>([
    ['a shard for a month', 'provisioned', { shardSeconds: MONTH }, 10.95],
    ['6.5 million payload units', 'provisioned', { payloadUnits: 6_500_000 }, 0.091],
    ['extended retention of a shard for a month', 'provisioned', { extendedShardSeconds: MONTH }, 14.6],
    ['100 GB beyond 7 days for a month', 'provisioned', { longTermByteSeconds: 100 * GB * MONTH }, 2.3],
    ['100 GB read that are older than 7 days', 'provisioned', { oldBytesRead: 100 * GB }, 2.1],
    ['100 GB pushed, and 100 hours of a consumer on a shard', 'provisioned', { consumers: new Map([['c', { seconds: 360_000, shardSeconds: 360_000, bytesPushed: 100 * GB }]]) }, 2.8],
    ['an on-demand stream for a month', 'onDemand', { seconds: MONTH }, 29.2],
    ['0.2 GB in and out of it', 'onDemand', { kibibytesIn: 0.2 * MIB, bytesRead: new Map([['you', 0.2 * GB]]) }, 0.024],
    ['2 GB pushed', 'onDemand', { consumers: new Map([['c', { seconds: 1, shardSeconds: 9, bytesPushed: 2 * GB }]]) }, 0.1],
    ['a GB for a month within 7 days, and one beyond', 'onDemand', { extendedByteSeconds: GB * MONTH, longTermByteSeconds: GB * MONTH }, 0.123],
    ['reading is free of shards', 'provisioned', { bytesRead: new Map([['you', 500 * GB]]) }, 0],
    ['On-demand Advantage, a day in which nothing happens', 'advantage', { seconds: DAY }, 101.25],
    ['the same, and what is below the floor costs no more', 'advantage', { seconds: DAY, kibibytesIn: 1_000 * MIB, bytesRead: new Map([['you', 1_000 * GB]]) }, 101.25],
    ['and twice the floor', 'advantage', { seconds: DAY, kibibytesIn: 2 * 25 * KIB * DAY, bytesRead: new Map([['you', 50 * MIB * DAY]]) }, 202.5],
    ['seven metrics of a shard for a month', 'provisioned', { metricSeconds: 7 * MONTH }, 2.1],
  ])('%s', (_name, plan, used, dollars) => {
    expect(cost(plan, used)).toBeCloseTo(dollars, 8)
  })
})

describe('the shards that a traffic needs', () => {
  it.each([
    [{ bytesInPerSecond: 0, recordsInPerSecond: 0, bytesReadPerMinute: 0 }, 1],
    [{ bytesInPerSecond: MIB, recordsInPerSecond: 1_000, bytesReadPerMinute: 120 * MIB }, 1],
    [{ bytesInPerSecond: MIB + 1, recordsInPerSecond: 1, bytesReadPerMinute: 0 }, 2],
    [{ bytesInPerSecond: 1, recordsInPerSecond: 1_001, bytesReadPerMinute: 0 }, 2],
    [{ bytesInPerSecond: MIB, recordsInPerSecond: 1, bytesReadPerMinute: 60 * 7 * MIB }, 4],
  ])('of %j are %i', (peaks, shards) => {
    expect(shardsFor(peaks as Peaks)).toBe(shards)
  })
})

describe('the bill of a run', () => {
  const app = { ...KCL_DEFAULTS, name: 'app', workerCount: 2, workUs: 0, initialPosition: 'TRIM_HORIZON' as const }

  it('is the sum of its lines, and the same after a fork', () => {
    for (const seed of [7, 77]) {
      const timeline = openTimeline(recordingOf(randomScenario(seed, { actSeconds: 90 })), NOWHERE, silentSink)
      const bill = () => billOf(timeline.world, timeline.world.streams[0]!, PRICES)
      goTo(timeline, 130 * US_PER_SECOND, silentSink)
      const first = bill()
      expect(first.cost).toBeGreaterThan(0)
      expect(first.lines.reduce((sum, line) => sum + line.quantity * PRICES[line.price], 0)).toBe(first.cost)
      expect(new Set(first.lines.map(({ item, streamName, application, by }) => [item, streamName, application, by].join())).size).toBe(first.lines.length)
      goTo(timeline, 60 * US_PER_SECOND, silentSink)
      expect(bill().cost).toBeLessThan(first.cost)
      goTo(timeline, 130 * US_PER_SECOND, silentSink)
      expect(bill()).toEqual(first)
      goTo(timeline, 125 * US_PER_SECOND, silentSink)
      submitNow(timeline, { type: 'Call', operation: 'ListStreams', input: {} }, silentSink)
      goTo(timeline, 130 * US_PER_SECOND, silentSink)
      expect(bill().lines.filter(({ streamName }) => streamName !== null)).toEqual(first.lines.filter(({ streamName }) => streamName !== null))
    }
  })

  it('names who causes what: readers, consumers with enhanced fan-out, and the application\'s own tables', () => {
    const world = onDemandWorld(busy(1), 4, [app, { ...app, name: 'fan', retrieval: 'fanOut' }])
    pass(world, 120 * US_PER_SECOND)
    const lines = billOf(world, world.streams[0]!, PRICES).lines.map(({ item, streamName, application }) => `${item} ${streamName ?? '-'} ${application ?? '-'}`)
    expect(lines).toEqual(['onDemandStreamHour s -', 'onDemandIn s -', 'onDemandOut s app', 'onDemandFanOutOut s fan', 'tableReads - app', 'tableWrites - app', 'tableReads - fan', 'tableWrites - fan'])
  })

  it('has one line of an application that was removed and added again', () => {
    const world = createWorld({ ...quietScenario({ shardCount: 1 }), applications: [app] }, silentSink)
    pass(world, 100 * US_PER_SECOND)
    const writes = () => billOf(world, world.streams[0]!, PRICES).lines.filter(({ item }) => item === 'tableWrites')
    const [first] = writes()
    submit(world, NOWHERE, { type: 'RemoveApplication', application: 'app' }, silentSink)
    submit(world, NOWHERE, { type: 'AddApplication', settings: app }, silentSink)
    pass(world, 100 * US_PER_SECOND)
    expect(writes()).toHaveLength(1)
    expect(writes()[0]!.quantity).toBeGreaterThan(first!.quantity)
  })

  it('knows nothing at instant 0', () => {
    const world = createWorld(quietScenario({ shardCount: 1 }), silentSink)
    expect(billOf(world, world.streams[0]!, PRICES)).toEqual({ seconds: 0, basis: 'run', rateSeconds: 0, lines: [], cost: 0, costPerMonth: 0, puts: [], putsPlan: 'provisioned', comparison: null, breakEven: null })
  })

  it('bills an account for what its commitment is not used for', () => {
    const world = onDemandWorld(busy(0))
    traffic(world, { kind: 'synthetic', ratePerSecond: 0, recordBytes: 100, keys: EVEN })
    commit(world)
    pass(world, 60 * US_PER_SECOND)
    const { lines, costPerMonth } = billOf(world, world.streams[0]!, PRICES)
    expect(lines.map(({ item }) => item)).toEqual(['advantageInShortfall', 'advantageOutShortfall'])
    expect(costPerMonth).toBeCloseTo((101.25 / 24) * 730, 6)
  })
})

describe('what producers put', () => {
  it.each([7, 77, 777])('is, over all of them, what the bill of their stream has for it, in any history (seed %i)', (seed) => {
    const { world } = after(randomScenario(seed, { actSeconds: 90 }), 130)
    const { puts, lines, putsPlan } = billOf(world, world.streams[0]!, PRICES)
    expect(putsPlan).toBe('provisioned')
    for (const item of ['putPayloadUnits', 'onDemandIn'] as const) {
      const sum = (all: readonly { item: string; cost: number }[]) => all.filter((line) => line.item === item).reduce((total, { cost: dollars }) => total + dollars, 0)
      // What somebody puts through the API, and what applications write, is in the stream's line alone.
      expect(sum(puts)).toBeLessThanOrEqual(sum(lines) * (1 + 1e-12))
      if (item === 'putPayloadUnits') expect(sum(puts)).toBeGreaterThan(0)
    }
    expect(puts.every(({ cost: dollars, quantity, unitPrice }) => dollars === quantity * unitPrice)).toBe(true)
  })

  it('is billed as the stream is at that moment, and projected as it is now', () => {
    const world = onDemandWorld(busy(1), 4)
    pass(world, 60 * US_PER_SECOND)
    const [onDemand] = billOf(world, world.streams[0]!, PRICES).puts
    const inLine = (item: string) => billOf(world, world.streams[0]!, PRICES).lines.find((line) => line.item === item)!
    expect(onDemand).toMatchObject({ item: 'onDemandIn', unitPrice: 0.08, quantity: inLine('onDemandIn').quantity, cost: inLine('onDemandIn').cost })
    commit(world)
    pass(world, 200 * US_PER_SECOND)
    const { puts, putsPlan } = billOf(world, world.streams[0]!, PRICES)
    expect(putsPlan).toBe('advantage')
    expect(puts.map(({ item }) => item)).toEqual(['onDemandIn', 'advantageIn'])
    expect(puts[0]!.costPerMonth).toBe(0)
    expect(puts[1]).toMatchObject({ cost: inLine('advantageIn').cost, costPerMonth: inLine('advantageIn').costPerMonth })
    // 50 records a second of 20,972 bytes, each 21 KiB.
    expect(puts[1]!.costPerMonth / ((50 * 21 * MONTH * 0.032) / MIB)).toBeCloseTo(1, 1)
    act(world, 'DeleteStream', { StreamName: 's' })
    pass(world, 120 * US_PER_SECOND)
    expect(billOf(world, null, PRICES)).toMatchObject({ putsPlan: null, puts: [{ item: 'onDemandIn' }, { item: 'advantageIn' }] })
  })

  it('is told of each producer', () => {
    const scenario = quietScenario({ shardCount: 2 })
    const world = createWorld({ ...scenario, producers: { count: 3, workload: busy(1) } }, silentSink)
    pass(world, 30 * US_PER_SECOND)
    const { puts, lines } = billOf(world, world.streams[0]!, PRICES)
    expect(puts.map(({ producerIndex, item }) => [producerIndex, item])).toEqual([0, 1, 2].map((index) => [index, 'putPayloadUnits']))
    expect(puts.reduce((sum, { quantity }) => sum + quantity, 0)).toBeCloseTo(lines.find(({ item }) => item === 'putPayloadUnits')!.quantity, 12)
  })
})

describe('the comparison', () => {
  it('prices the same usage: what is billed now is one of its ways', () => {
    const world = onDemandWorld(busy(2), 4)
    pass(world, 90 * US_PER_SECOND)
    const bill = billOf(world, world.streams[0]!, PRICES)
    const { alternatives, shardsNeeded, shardsThere, plan } = bill.comparison!
    expect(plan).toBe('onDemand')
    expect(shardsThere).toBe(4)
    expect(shardsNeeded).toBeGreaterThanOrEqual(2)
    const of = Object.fromEntries(alternatives.map(({ name, cost: amount }) => [name, amount]))
    expect(of['onDemand']).toBeCloseTo(bill.cost, 12)
    expect(of['provisionedNeeded']! < of['provisionedAsIs']!).toBe(shardsNeeded < 4)
  })

  it('has its own point on the curve of its own plan, and curves that cross where it says', () => {
    const world = onDemandWorld(busy(2), 4, [{ ...KCL_DEFAULTS, name: 'app', workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON' as const }])
    pass(world, 120 * US_PER_SECOND)
    const { breakEven, comparison } = billOf(world, world.streams[0]!, PRICES)
    const { points, crossings, own } = breakEven!
    expect(own.costPerMonth).toBeCloseTo(comparison!.alternatives.find(({ name }) => name === 'onDemand')!.costPerMonth, 8)
    const at = points.findIndex(({ mibPerSecond }) => mibPerSecond > own.mibPerSecond)
    expect(points[at - 1]!.onDemand).toBeLessThanOrEqual(own.costPerMonth)
    expect(points[at]!.onDemand).toBeGreaterThanOrEqual(own.costPerMonth)
    const [crossing] = crossings.filter(({ below, above }) => below === 'onDemand' && above === 'advantage')
    const next = points.findIndex(({ mibPerSecond }) => mibPerSecond >= crossing!.mibPerSecond)
    expect(points[next - 1]!.onDemand).toBeLessThan(points[next - 1]!.advantage)
    expect(points[next]!.advantage).toBeLessThanOrEqual(points[next]!.onDemand)
    expect(points.every(({ provisioned }, index) => index === 0 || provisioned >= points[index - 1]!.provisioned)).toBe(true)
  })

  it('of a stream without records draws nothing', () => {
    const world = createWorld(quietScenario({ shardCount: 1 }), silentSink)
    pass(world, 5 * US_PER_SECOND)
    const bill = billOf(world, world.streams[0]!, PRICES)
    expect(bill.breakEven).toBeNull()
    expect(bill.comparison).not.toBeNull()
  })

  it('grows with each price and with nothing else', () => {
    const world = onDemandWorld(busy(1), 2)
    pass(world, 70 * US_PER_SECOND)
    const stream = world.streams[0]!
    const before = billOf(world, stream, PRICES)
    fc.assert(
      fc.property(fc.constantFrom<PriceName>(...PRICE_NAMES), fc.double({ min: 1, max: 9, noNaN: true }), (name, times) => {
        const after = billOf(world, stream, { ...PRICES, [name]: PRICES[name] * times })
        const grown = before.lines.filter(({ price }) => price === name).reduce((sum, line) => sum + line.cost * (times - 1), 0)
        expect(after.cost).toBeCloseTo(before.cost + grown, 9)
      }),
      { numRuns: 60 },
    )
  })
})

function after(scenario: ReturnType<typeof randomScenario>, seconds: number) {
  const timeline = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
  goTo(timeline, seconds * US_PER_SECOND, silentSink)
  return timeline
}

function commit(world: ReturnType<typeof createWorld>): void {
  act(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
}

function act(world: ReturnType<typeof createWorld>, operation: string, input: object): void {
  const answer = NOWHERE.call(world, { operation, input } as Parameters<typeof NOWHERE.call>[1], silentSink)
  if (!answer.ok) throw new Error(answer.refusal.message)
}
