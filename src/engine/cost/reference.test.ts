/** The comparison and the break-even of random traffic, against arithmetic on the list of what was put, read and pushed. Prices are the fact sheet's (§10). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../base/units'
import { PRICE_NAMES, type PriceName, type Prices } from '../../kinesis/billing'
import { call } from '../call'
import { storeBatch } from '../operations/records/storeBatch'
import { createBatch } from '../recordBatch'
import { packRecordId } from '../recordId'
import { silentSink } from '../sink'
import type { World } from '../state'
import { pass } from '../testing/onDemandRun'
import { quietScenario } from '../testing/quietWorld'
import type { Plan } from '../usage/model'
import { notePushedUsage } from '../usage/noteUsage'
import { createWorld } from '../world'
import type { Comparison, CurveName } from './bill'
import { billOf } from './billOf'

const PRICES = {
  ...(Object.fromEntries(PRICE_NAMES.map((name) => [name, 0])) as Record<PriceName, number>),
  shardHour: 0.015,
  putPayloadUnits: 0.014,
  extendedShardHour: 0.02,
  fanOutOut: 0.013,
  onDemandStreamHour: 0.04,
  onDemandIn: 0.08,
  onDemandOut: 0.04,
  onDemandFanOutOut: 0.05,
  advantageIn: 0.032,
  advantageOut: 0.016,
  advantageFanOutOut: 0.016,
} satisfies Prices

interface Second {
  sizes: number[]
  isRead: boolean
  pushed: number
}

interface History {
  plan: Plan
  shards: number
  retentionHours: 24 | 48
  seconds: Second[]
}

/** With the key, as it is billed. */
const size = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 20, max: 30_000 }) }, { weight: 1, arbitrary: fc.integer({ min: 30_000, max: 1_048_576 }) })
const second: fc.Arbitrary<Second> = fc.record({
  sizes: fc.oneof({ weight: 2, arbitrary: fc.constant<number[]>([]) }, { weight: 1, arbitrary: fc.array(size, { minLength: 1, maxLength: 6 }) }),
  isRead: fc.boolean(),
  pushed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000_000 }) }),
})
const history: fc.Arbitrary<History> = fc
  .record({
    plan: fc.constantFrom<Plan>('provisioned', 'onDemand', 'advantage'),
    shards: fc.integer({ min: 1, max: 5 }),
    retentionHours: fc.constantFrom<24 | 48>(24, 48),
    seconds: fc.array(second, { minLength: 60, maxLength: 60 }),
  })
  .filter(({ seconds }) => seconds.some(({ sizes }) => sizes.length > 0))

/** What the model knows: what came in by second, and what went out. */
interface Known {
  shardHour: number
  seconds: number
  shards: number
  isKeptLonger: boolean
  bytesIn: number
  kibibytes: number
  units: number
  peakBytes: number
  peakRecords: number
  read: number
  pushed: number
}

function knownOf({ seconds, shards, retentionHours }: History, shardHour = 0.015): Known {
  const sizes = seconds.flatMap((one) => one.sizes)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const lastRead = seconds.findLastIndex(({ isRead }) => isRead)
  return {
    shardHour,
    seconds: seconds.length,
    shards,
    isKeptLonger: retentionHours > 24,
    bytesIn: sum(sizes),
    kibibytes: sum(sizes.map((bytes) => Math.ceil(bytes / 1_024))),
    units: sum(sizes.map((bytes) => Math.ceil(bytes / 25_600))),
    peakBytes: Math.max(...seconds.map((one) => sum(one.sizes))),
    peakRecords: Math.max(...seconds.map((one) => one.sizes.length)),
    read: sum(seconds.slice(0, lastRead + 1).flatMap((one) => one.sizes)),
    pushed: sum(seconds.map(({ pushed }) => pushed)),
  }
}

const GB = 2 ** 30
/** 25 MiB in an hour, in GB. */
const FLOOR_HOUR = (25 * 3_600) / 1_024

const MODEL: Record<CurveName, (known: Known, shards: number, times: number) => number> = {
  provisioned: ({ seconds, shardHour, isKeptLonger, units, pushed }, shards, times) => (shards * seconds * (shardHour + (isKeptLonger ? 0.02 : 0))) / 3_600 + times * (units * 0.014e-6 + (pushed / GB) * 0.013),
  onDemand: ({ seconds, kibibytes, read, pushed }, _shards, times) => (seconds * 0.04) / 3_600 + (times * (kibibytes * 1_024 * 0.08 + read * 0.04 + pushed * 0.05)) / GB,
  advantage: ({ seconds, kibibytes, read, pushed }, _shards, times) => {
    const floor = (seconds / 3_600) * FLOOR_HOUR
    return 0.032 * Math.max(floor, (times * kibibytes * 1_024) / GB) + 0.016 * Math.max(floor, (times * (read + pushed)) / GB)
  },
}

function shardsOf({ peakBytes, peakRecords, read }: Known, times: number): number {
  return Math.max(peakBytes / 2 ** 20, peakRecords / 1_000, read / 60 / 2 ** 21) * times
}

function played({ plan, shards, retentionHours, seconds }: History): World {
  const stream = { streamName: 's', shardCount: shards, retentionPeriodHours: retentionHours, streamMode: plan === 'provisioned' ? ('PROVISIONED' as const) : ('ON_DEMAND' as const) }
  const world = createWorld({ ...quietScenario({ shardCount: shards }), stream }, silentSink)
  world.account.throttling = false
  if (plan === 'advantage') api(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
  const iterators = world.streams[0]!.shards.map((_, shard) => api(world, 'GetShardIterator', { StreamName: 's', ShardId: `shardId-00000000000${shard}`, ShardIteratorType: 'TRIM_HORIZON' })['ShardIterator'])
  let number = 0
  for (const { sizes, isRead, pushed } of seconds) {
    const batch = createBatch(sizes.length)
    sizes.forEach((bytes, at) => {
      batch.keyIds[at] = number % 11
      batch.bytes[at] = bytes
      batch.recordIds[at] = packRecordId(0, number++)
    })
    batch.count = sizes.length
    storeBatch(world, world.streams[0]!, batch, silentSink)
    if (pushed > 0) notePushedUsage(world, world.streams[0]!, 'c', pushed)
    if (isRead) iterators.forEach((iterator, at) => (iterators[at] = readAll(world, iterator)))
    pass(world, US_PER_SECOND)
  }
  return world
}

function readAll(world: World, from: unknown): unknown {
  let iterator = from
  for (;;) {
    const answer = api(world, 'GetRecords', { ShardIterator: iterator })
    iterator = answer['NextShardIterator']
    if (answer['MillisBehindLatest'] === 0) return iterator
  }
}

function api(world: World, operation: string, input: object): Record<string, unknown> {
  const answer = call(world, { operation, input } as Parameters<typeof call>[1], silentSink)
  if (!answer.ok) throw new Error(`${operation}: ${answer.refusal.message}`)
  return answer.value as Record<string, unknown>
}

function close(actual: number, wanted: number): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(actual, wanted, 1e-12))
}

describe('the same traffic', () => {
  it('costs by each way to run it what the list of it comes to', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(history, (drawn) => {
        const world = played(drawn)
        const known = knownOf(drawn)
        const { alternatives, shardsNeeded, ...more } = billOf(world, world.streams[0]!, PRICES).comparison!
        expect(more).toMatchObject({ seconds: 60, shardsThere: drawn.shards, bytesInPerSecondMax: known.peakBytes, recordsInPerSecondMax: known.peakRecords } satisfies Partial<Comparison>)
        expect(more.bytesReadPerSecondMax).toBe(known.read / 60)
        expect(shardsNeeded).toBe(Math.max(1, Math.ceil(shardsOf(known, 1))))
        const cost = new Map(alternatives.map((way) => [way.name, way.cost]))
        close(cost.get('provisionedAsIs')!, MODEL.provisioned(known, drawn.shards, 1))
        close(cost.get('provisionedNeeded')!, MODEL.provisioned(known, shardsNeeded, 1))
        close(cost.get('onDemand')!, MODEL.onDemand(known, 0, 1))
        close(cost.get('advantage')!, MODEL.advantage(known, 0, 1))
        for (const way of alternatives) close(way.costPerMonth, way.cost * 730 * 60)
      }),
      { numRuns: 60 },
    )
  })

  it('costs at any throughput what so many times as much of it comes to, and curves cross where it says and nowhere else', { timeout: 120_000 }, () => {
    const pairs = [['provisioned', 'onDemand'], ['provisioned', 'advantage'], ['onDemand', 'advantage']] as const
    fc.assert(
      fc.property(history, fc.double({ min: 0.0001, max: 0.1, noNaN: true }), (drawn, shardHour) => {
        const world = played(drawn)
        const known = knownOf(drawn, shardHour)
        const { points, crossings, crossingsLeftOut, own } = billOf(world, world.streams[0]!, { ...PRICES, shardHour }).breakEven!
        const average = known.bytesIn / 60 / 2 ** 20
        const monthly = (curve: CurveName, mibPerSecond: number) => {
          const times = mibPerSecond / average
          return 730 * 60 * MODEL[curve](known, Math.max(1, Math.ceil(shardsOf(known, times) - 1e-12)), times)
        }
        for (const point of points) {
          const exact = Math.max(1, shardsOf(known, point.mibPerSecond / average))
          expect(point.shards).toBeGreaterThanOrEqual(exact - 1e-6)
          expect(point.shards).toBeLessThan(exact + 1 + 1e-6)
          for (const curve of ['provisioned', 'onDemand', 'advantage'] as const) close(point[curve], curve === 'provisioned' ? 730 * 60 * MODEL.provisioned(known, point.shards, point.mibPerSecond / average) : monthly(curve, point.mibPerSecond))
        }
        close(own.mibPerSecond, average)
        close(own.costPerMonth, 730 * 60 * MODEL[drawn.plan](known, drawn.shards, 1))
        for (const { mibPerSecond, above, below, isCheapest } of crossings) {
          expect(monthly(below, mibPerSecond * (1 - 1e-7))).toBeLessThan(monthly(above, mibPerSecond * (1 - 1e-7)))
          expect(monthly(above, mibPerSecond * (1 + 1e-7))).toBeLessThanOrEqual(monthly(below, mibPerSecond * (1 + 1e-7)))
          const least = Math.min(...(['provisioned', 'onDemand', 'advantage'] as const).map((curve) => monthly(curve, mibPerSecond * (1 + 1e-7))))
          if (isCheapest) expect(monthly(above, mibPerSecond * (1 + 1e-7))).toBeLessThanOrEqual(least * (1 + 1e-6))
        }
        let leftOut = 0
        for (const [one, other] of pairs) {
          const told = crossings.filter(({ above, below }) => [above, below].includes(one) && [above, below].includes(other))
          expect(told.length).toBeLessThanOrEqual(3)
          const cheaper = points.map((point) => (point[one] < point[other] ? one : other))
          const turns = cheaper.filter((curve, at) => at > 0 && curve !== cheaper[at - 1]).length
          if (turns <= 3) expect(told).toHaveLength(turns)
          leftOut += turns - told.length
          expect(told[0]?.below ?? cheaper[0]).toBe(cheaper[0])
          expect(told.at(-1)?.above ?? cheaper.at(-1)).toBe(cheaper.at(-1))
          told.forEach(({ below }, at) => expect(at === 0 || told[at - 1]!.above === below).toBe(true))
        }
        expect(crossingsLeftOut).toBe(leftOut)
      }),
      { numRuns: 100 },
    )
  })
})
