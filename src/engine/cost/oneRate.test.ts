/** A month by one rate for everything: bill, comparison and the mark among the curves; and what of the past no month has. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../base/units'
import { PRICE_NAMES, type Prices } from '../../kinesis/billing'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { silentSink } from '../sink'
import { NOWHERE } from '../testing/nowhere'
import { busy, EVEN, onDemandWorld, pass, traffic } from '../testing/onDemandRun'
import { quietScenario } from '../testing/quietWorld'
import { randomScenario } from '../testing/randomRuns'
import { goTo, openTimeline, recordingOf } from '../timeline'
import { createWorld } from '../world'
import type { BillView, RateBasis } from './bill'
import { billOf } from './billOf'
import { sumOfPlans } from './usageSums'

const file = JSON.parse(readFileSync(new URL('../../../public/data/prices/us-east-1.json', import.meta.url), 'utf8')) as { lines: Record<string, { price: number }> }
const PRICES = Object.fromEntries(PRICE_NAMES.map((name) => [name, file.lines[name]?.price])) as Prices

describe('a month of the bill', () => {
  it('projects the average rate of the run, or that of its last minute', () => {
    const world = createWorld(quietScenario({ shardCount: 1 }), silentSink)
    pass(world, 180 * US_PER_SECOND)
    const perMonth = (basis: RateBasis) => billOf(world, world.streams[0]!, PRICES, basis).costPerMonth
    expect([perMonth('run'), perMonth('minute')]).toEqual([expect.closeTo(10.95, 8), expect.closeTo(10.95, 8)])
    submitTo(world, 2)
    pass(world, 300 * US_PER_SECOND)
    expect(perMonth('minute')).toBeCloseTo(2 * 10.95, 8)
    const { shardSeconds, seconds } = sumOfPlans(world.usage.totals.streams.get('s')!.values())
    expect(perMonth('run')).toBeCloseTo((10.95 * shardSeconds) / seconds, 8)
    expect(shardSeconds / seconds).toBeGreaterThan(1.5)
  })

  it('projects nothing of a mode that was left, nor of a stream that is gone', () => {
    const world = createWorld({ ...quietScenario({ shardCount: 2 }), producers: { count: 1, workload: busy(1) } }, silentSink)
    pass(world, 90 * US_PER_SECOND)
    switchTo(world, 'ON_DEMAND')
    pass(world, 90 * US_PER_SECOND)
    for (const basis of ['run', 'minute'] as const) {
      const { lines, puts, comparison } = billOf(world, world.streams[0]!, PRICES, basis)
      for (const line of [...lines, ...puts]) {
        const isOnDemand = line.item.startsWith('onDemand')
        expect([line.item, line.isFormer, line.costPerMonth > 0, line.cost > 0]).toEqual([line.item, !isOnDemand, isOnDemand, true])
      }
      expect(lines.find(({ item }) => item === 'onDemandStreamHour')!.costPerMonth).toBeCloseTo(0.04 * 730, 8)
      expect(comparison!.seconds).toBeLessThan(90)
    }
    act(world, 'DeleteStream', { StreamName: 's' })
    pass(world, 60 * US_PER_SECOND)
    const { cost, costPerMonth, lines } = billOf(world, null, PRICES)
    expect(cost).toBeGreaterThan(0)
    expect([costPerMonth, lines.every(({ isFormer }) => isFormer)]).toEqual([0, true])
  })

  it('projects a stream that was made late by its own time', () => {
    const world = createWorld(quietScenario({ shardCount: 1 }), silentSink)
    pass(world, 300 * US_PER_SECOND)
    act(world, 'CreateStream', { StreamName: 'late', ShardCount: 3 })
    pass(world, 100 * US_PER_SECOND)
    expect(billOf(world, null, PRICES).lines.map(({ streamName, costPerMonth }) => [streamName, costPerMonth])).toEqual([
      ['late', expect.closeTo(3 * 10.95, 8)],
      ['s', expect.closeTo(10.95, 8)],
    ])
  })
})

describe('a month of the comparison', () => {
  it.each([7, 77, 777])('has for the way that is billed now what the bill of the stream comes to, in any history (seed %i)', (seed) => {
    const { world } = after(randomScenario(seed, { actSeconds: 90 }), 150)
    const stream = world.streams.find(({ deletedAtUs }) => deletedAtUs === null)!
    for (const basis of ['run', 'minute'] as const) expectOneBasis(billOf(world, stream, PRICES, basis))
  })

  it.each(['provisioned', 'onDemand', 'advantage'] as const)('has one month for %s: of the bill, of the comparison, of the mark among the curves', (plan) => {
    const app = { ...KCL_DEFAULTS, name: 'app', workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON' as const }
    const world = plan === 'provisioned' ? createWorld({ ...quietScenario({ shardCount: 3 }), producers: { count: 1, workload: busy(1) }, applications: [app] }, silentSink) : onDemandWorld(busy(1), 4, [app])
    if (plan === 'advantage') commit(world)
    pass(world, 100 * US_PER_SECOND)
    traffic(world, { kind: 'synthetic', ratePerSecond: 10, recordBytes: 3_000, keys: EVEN })
    pass(world, 100 * US_PER_SECOND)
    const months = (['run', 'minute'] as const).map((basis) => {
      const bill = billOf(world, world.streams[0]!, PRICES, basis)
      expect(bill.comparison!.plan).toBe(plan)
      return expectOneBasis(bill)
    })
    // Of Advantage both are below its floor.
    if (plan === 'advantage') expect(months[0]).toBeCloseTo(101.25 / 24 * 730, 6)
    else expect(months[0]!).toBeGreaterThan(months[1]! * 1.01)
  })

  it('says which way refuses records, and counts what was refused among the shards needed', () => {
    const world = createWorld({ ...quietScenario({ shardCount: 1 }), producers: { count: 1, workload: { kind: 'synthetic', ratePerSecond: 3_500, recordBytes: 50, keys: EVEN } } }, silentSink)
    pass(world, 70 * US_PER_SECOND)
    const { comparison } = billOf(world, world.streams[0]!, PRICES)
    expect(comparison!.recordsInPerSecondMax).toBeGreaterThan(3_000)
    expect(comparison!.shardsNeeded).toBeGreaterThanOrEqual(4)
    expect(refusing(comparison)).toEqual(['provisionedAsIs'])
    const calm = createWorld({ ...quietScenario({ shardCount: 4 }), producers: { count: 1, workload: busy(1) } }, silentSink)
    pass(calm, 70 * US_PER_SECOND)
    expect(refusing(billOf(calm, calm.streams[0]!, PRICES).comparison)).toEqual([])
    const onDemand = onDemandWorld(busy(12), 4)
    pass(onDemand, 70 * US_PER_SECOND)
    expect(refusing(billOf(onDemand, onDemand.streams[0]!, PRICES).comparison)).toEqual(['provisionedAsIs', 'onDemand', 'advantage'])
  })
})

/** A stream's lines, with the commitment that only it takes part in, are the way that is billed now, and the mark among the curves. */
function expectOneBasis({ lines, comparison, breakEven }: BillView): number {
  const { plan, streamName, alternatives } = comparison!
  const now = alternatives.find(({ name }) => name === (plan === 'provisioned' ? 'provisionedAsIs' : plan))!.costPerMonth
  const ofStream = lines.filter((line) => line.streamName === streamName || line.item.endsWith('Shortfall')).reduce((sum, line) => sum + line.costPerMonth, 0)
  expect(Math.abs(ofStream - now)).toBeLessThan(1e-9 * now)
  if (breakEven !== null) expect(Math.abs(breakEven.own.costPerMonth - now)).toBeLessThan(1e-9 * now)
  return now
}

function refusing(comparison: BillView['comparison']) {
  return comparison!.alternatives.filter(({ refusesRecords }) => refusesRecords).map(({ name }) => name)
}

function after(scenario: ReturnType<typeof randomScenario>, seconds: number) {
  const timeline = openTimeline(recordingOf(scenario), NOWHERE, silentSink)
  goTo(timeline, seconds * US_PER_SECOND, silentSink)
  return timeline
}

function submitTo(world: ReturnType<typeof createWorld>, shards: number): void {
  act(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: shards, ScalingType: 'UNIFORM_SCALING' })
}

function switchTo(world: ReturnType<typeof createWorld>, StreamMode: 'ON_DEMAND' | 'PROVISIONED'): void {
  act(world, 'UpdateStreamMode', { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s', StreamModeDetails: { StreamMode } })
}

function commit(world: ReturnType<typeof createWorld>): void {
  act(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
}

function act(world: ReturnType<typeof createWorld>, operation: string, input: object): void {
  const answer = NOWHERE.call(world, { operation, input } as Parameters<typeof NOWHERE.call>[1], silentSink)
  if (!answer.ok) throw new Error(answer.refusal.message)
}
