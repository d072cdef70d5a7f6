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
import { createStreamUsage, type Peaks, type Plan, type StreamUsage } from '../usage/model'
import { createWorld } from '../world'
import { billOf } from './billOf'
import { costOf, shardsFor } from './comparison'

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

describe('worked examples', () => {
  it('100 records/s of 35 KB on four shards for 31 days: $44.64 of shards, $7.50 of payload units', () => {
    const seconds = 31 * DAY
    expect(shardsFor({ bytesInPerSecond: 100 * 35 * KIB, recordsInPerSecond: 100, bytesReadPerMinute: 0 } as Peaks)).toBe(4)
    expect(cost('provisioned', { seconds, shardSeconds: 4 * seconds })).toBeCloseTo(44.64, 8)
    expect(cost('provisioned', { payloadUnits: 2 * 100 * seconds })).toBeCloseTo(7.5, 2)
  })

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

  it('projects the present rate, not that of the whole run', () => {
    const world = createWorld(quietScenario({ shardCount: 1 }), silentSink)
    pass(world, 180 * US_PER_SECOND)
    const before = billOf(world, world.streams[0]!, PRICES)
    expect(before.costPerMonth).toBeCloseTo(10.95, 8)
    submitTo(world, 2)
    pass(world, 300 * US_PER_SECOND)
    expect(billOf(world, world.streams[0]!, PRICES).costPerMonth).toBeCloseTo(2 * 10.95, 8)
  })

  it('knows nothing at instant 0', () => {
    const world = createWorld(quietScenario({ shardCount: 1 }), silentSink)
    expect(billOf(world, world.streams[0]!, PRICES)).toEqual({ seconds: 0, rateSeconds: 0, lines: [], cost: 0, costPerMonth: 0, comparison: null, breakEven: null })
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

function submitTo(world: ReturnType<typeof createWorld>, shards: number): void {
  act(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: shards, ScalingType: 'UNIFORM_SCALING' })
}

function commit(world: ReturnType<typeof createWorld>): void {
  act(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
}

function act(world: ReturnType<typeof createWorld>, operation: string, input: object): void {
  const answer = NOWHERE.call(world, { operation, input } as Parameters<typeof NOWHERE.call>[1], silentSink)
  if (!answer.ok) throw new Error(answer.refusal.message)
}
