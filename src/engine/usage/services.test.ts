/** What short runs use of Lambda, Firehose, Managed Flink and DynamoDB, counted by hand, and what it costs. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { KIB, US_PER_SECOND } from '../../base/units'
import { PRICE_NAMES, type Prices } from '../../kinesis/billing'
import { runCounting } from '../consumers/flink/testing/countingRun'
import { firehoseRun } from '../consumers/firehose/testing/firehoseRun'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { lambdaRun } from '../consumers/lambda/testing/lambdaRun'
import { billOf } from '../cost/billOf'
import { runUntil } from '../engine'
import { silentSink } from '../sink'
import type { World } from '../state'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { createWorld } from '../world'

const file = JSON.parse(readFileSync(new URL('../../../public/data/prices/us-east-1.json', import.meta.url), 'utf8')) as { lines: Record<string, { price: number }> }
const PRICES = Object.fromEntries(PRICE_NAMES.map((name) => [name, file.lines[name]?.price])) as Prices

/** The lines of the only application's own services, in dollars. */
function dollars(world: World): Record<string, number> {
  const own = billOf(world, null, PRICES).lines.filter(({ application, streamName }) => application !== null && streamName === null)
  return Object.fromEntries(own.map(({ item, cost }) => [item, cost]))
}

const some = (count: number) => Array.from({ length: count }, (_, at) => at)

describe('Lambda', () => {
  it('bills each invocation, rounded up to a millisecond, and polling not at all', () => {
    const run = lambdaRun({ settings: { batchSize: 10, workUs: 1_500, function: { invokeMs: 20 } } })
    run.wait(30_000)
    expect(dollars(run.timeline.world)).toEqual({})
    // 10, 10 and 5 records: 20 + 15, 20 + 15 and 20 + 7.5 ms.
    run.put(...some(25)).wait(10_000)
    const bill = dollars(run.timeline.world)
    expect(bill['lambdaRequests']).toBeCloseTo((3 * 0.2) / 1_000_000, 15)
    expect(bill['lambdaDuration']).toBeCloseTo(0.098 * 0.125 * 0.0000166667, 15)
    expect(Object.keys(bill)).toHaveLength(2)
  })

  it('bills what fails and what times out, as often as it is tried', () => {
    const failing = lambdaRun({ settings: { workUs: 0, maximumRetryAttempts: 2, function: { invokeMs: 100, poisonKey: 'user-1' } } })
    failing.put(1).wait(60_000)
    expect(failing.timeline.world.usage.totals.applications[0]).toMatchObject({ lambdaRequests: 3, lambdaMs: 300 })
    const slow = lambdaRun({ settings: { workUs: 0, maximumRetryAttempts: 0, function: { invokeMs: 5_000, timeoutSeconds: 3 } } })
    slow.put(1).wait(60_000)
    expect(slow.timeline.world.usage.totals.applications[0]).toMatchObject({ lambdaRequests: 1, lambdaMs: 3_000 })
  })

  it('reads with enhanced fan-out at the price of a consumer of each shard', () => {
    const run = lambdaRun({ shardCount: 2, settings: { retrieval: 'fanOut', workUs: 0 } })
    run.wait(60_000)
    const { consumers } = run.timeline.world.usage.totals.streams.get('s')!.get('provisioned')!
    const { shardSeconds, seconds } = consumers.values().next().value!
    expect(seconds).toBeGreaterThan(0)
    expect(shardSeconds).toBe(2 * seconds)
    run.put(...some(8)).wait(5_000)
    const lines = billOf(run.timeline.world, null, PRICES).lines.filter(({ item }) => item.startsWith('fanOut'))
    // What puts records without bytes makes them of 100 bytes, with their key.
    const cost = Object.fromEntries(lines.map(({ item, cost: amount, application }) => [`${item} ${application}`, amount]))
    expect(cost['fanOutOut function-1']).toBeCloseTo(((8 * 100) / 1_073_741_824) * 0.013, 15)
    expect(cost['fanOutShardHour function-1']).toBeCloseTo(((seconds + 5) * 2 * 0.015) / 3_600, 12)
  })
})

describe('Firehose', () => {
  it('bills each user record rounded up to 5 KB, and the objects that it puts', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 60 } })
    // Two plain ones and two of an aggregate take 5 KB each, and one of 12 KB takes 15.
    run.store({ keyId: 1, number: 1 }, { keyId: 2, number: 2 }, [
      { keyId: 3, number: 3 },
      { keyId: 4, number: 4 },
    ])
    run.storeBytes(5, 12 * KIB).wait(120_000)
    const bill = dollars(run.timeline.world)
    expect(bill['firehoseIn']).toBeCloseTo((35 / 1_048_576) * 0.029, 15)
    expect(bill['s3Puts']).toBeCloseTo(0.005 / 1_000, 15)
    expect(Object.keys(bill)).toHaveLength(2)
  })

  it('bills a put that S3 refused, and its function', () => {
    const transform = { bufferSizeInMBs: 1, invokeMs: 40, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 }
    const run = firehoseRun({ settings: { transform, s3FailsPercent: 50 } })
    for (let minute = 0; minute < 20; minute++) run.store({ keyId: minute, number: minute + 1 }).wait(90_000)
    const { puts, putsFailed, invocations } = run.application.totals
    expect(putsFailed).toBeGreaterThan(0)
    expect(run.timeline.world.usage.totals.applications[0]).toMatchObject({ s3Puts: puts, lambdaRequests: invocations, lambdaMs: 40 * invocations })
  })
})

describe('Managed Flink', () => {
  it('bills a KPU for each of its parallelism and one more, and 50 GB for each but that one, while it runs', () => {
    const run = runCounting({ parallelism: 3 }).goTo(100_000)
    const bill = dollars(run.world)
    expect(bill['kpuHour']).toBeCloseTo((4 * 100 * 0.11) / 3_600, 12)
    expect(bill['kpuStorage']).toBeCloseTo((3 * 50 * 100 * 0.1) / (730 * 3_600), 12)
    run.act({ type: 'RemoveApplication', application: 'job' })
    run.goTo(200_000)
    expect(dollars(run.world)).toEqual(bill)
  })
})

describe('a lease table', () => {
  it('is written once for each lease that is created, taken and renewed', () => {
    const app = { ...KCL_DEFAULTS, name: 'app', version: '2.x' as const, workerCount: 1, workUs: 0, initialPosition: 'TRIM_HORIZON' as const }
    const world = createWorld({ ...quietScenario({ shardCount: 4 }), applications: [app] }, silentSink)
    const writesAt = (seconds: number) => {
      runUntil(world, NOWHERE, Math.round(seconds * US_PER_SECOND), silentSink)
      return world.usage.totals.applications[0]!.tableWrites
    }
    expect(writesAt(20)).toBe(4 + 4)
    // Four renewals every third of the failover time less 25 ms: 3.308 s.
    const before = writesAt(60)
    expect(writesAt(60 + 100 * 3.308) - before).toBe(400)
    expect(dollars(world)['tableWrites']).toBeCloseTo(((before + 400) * 0.625) / 1_000_000, 15)
  })

  it.each(['2.x', '3.x'] as const)('costs %s the same renewals, however many workers share the leases', (version) => {
    const renewals = (workerCount: number) => {
      const app = { ...KCL_DEFAULTS, name: 'app', version, workerCount, workUs: 0, initialPosition: 'TRIM_HORIZON' as const }
      const world = createWorld({ ...quietScenario({ shardCount: 8 }), applications: [app] }, silentSink)
      runUntil(world, NOWHERE, 300 * US_PER_SECOND, silentSink)
      const before = world.usage.totals.applications[0]!.tableWrites
      runUntil(world, NOWHERE, 400 * US_PER_SECOND, silentSink)
      return world.usage.totals.applications[0]!.tableWrites - before
    }
    const alone = renewals(1)
    expect(alone).toBeGreaterThan(200)
    expect(Math.abs(renewals(4) - alone)).toBeLessThan(0.05 * alone)
  })
})
