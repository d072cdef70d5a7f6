/** Examples that AWS and others have worked out in dollars, against this bill. Months are 30 or 31 days where the example says so; the bill's own has 730 hours. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { KIB, MIB } from '../../base/units'
import { PRICE_NAMES, type PriceName, type Prices } from '../../kinesis/billing'
import { createApplicationUsage, createStreamUsage, createUsage, type ApplicationUsage, type Plan, type StreamUsage } from '../usage/model'
import { costOf, shardsFor } from './comparison'
import { usageLines } from './usageLines'

const file = JSON.parse(readFileSync(new URL('../../../public/data/prices/us-east-1.json', import.meta.url), 'utf8')) as { lines: Record<string, { price: number }> }
const PRICES = Object.fromEntries(PRICE_NAMES.map((name) => [name, file.lines[name]?.price])) as Prices

const HOUR = 3_600
const DAY = 24 * HOUR
const GB = 1_073_741_824

function cents(dollars: number): string {
  return dollars.toFixed(2)
}

function streamCost(plan: Plan, change: Partial<StreamUsage>, prices = PRICES): number {
  return costOf(plan, { ...createStreamUsage(), ...change }, prices).cost
}

function linesOf(change: Partial<ApplicationUsage>): Map<PriceName, { quantity: number; dollars: number }> {
  const { totals } = createUsage()
  totals.applications.push({ ...createApplicationUsage(), ...change })
  return new Map(usageLines(totals, ['app']).map(({ price, quantity }) => [price, { quantity, dollars: quantity * PRICES[price] }]))
}

describe('Kinesis Data Streams, provisioned', () => {
  // aws.amazon.com/kinesis/data-streams/pricing: 100 records a second of 35 KB, in a month of 31 days.
  const seconds = 31 * DAY
  const records = 100 * seconds

  it('100 records a second of 35 KB take four shards and cost $44.64 and $7.50, $52.14 in a month of 31 days', () => {
    const shards = shardsFor({ bytesInPerSecond: 100 * 35 * KIB, recordsInPerSecond: 100, bytesReadPerMinute: 0 })
    expect(shards).toBe(4)
    expect(2 * records).toBe(535_680_000)
    const [hours, puts] = [streamCost('provisioned', { shardSeconds: shards * seconds }), streamCost('provisioned', { payloadUnits: 2 * records })]
    expect([hours, puts, hours + puts].map(cents)).toEqual(['44.64', '7.50', '52.14'])
  })

  // What follows is worked out from the same traffic by the fact sheet's prices (§10).
  it('and $59.52 more while they are kept for seven days', () => {
    expect(cents(streamCost('provisioned', { extendedShardSeconds: 4 * seconds }))).toBe('59.52')
  })

  it('and, read by a consumer with enhanced fan-out, $44.64 and $116.22 more', () => {
    // 267,840,000 records of 35 KiB are 8,940.12 GB of 2^30 bytes.
    const bytesPushed = records * 35 * KIB
    const [hours, out] = [
      { shardSeconds: 4 * seconds, bytesPushed: 0 },
      { shardSeconds: 0, bytesPushed },
    ].map((used) => streamCost('provisioned', { consumers: new Map([['c', { seconds, ...used }]]) }))
    expect(cents(bytesPushed / GB)).toBe('8940.12')
    expect([hours, out].map((dollars) => cents(dollars!))).toEqual(['44.64', '116.22'])
  })

  // Trek10, "On-demand vs. Provisioned Billing Mode Cost Comparison" (2023), in GB of 10^9 bytes.
  it.each([
    [500, '0.02800'],
    [25_000, '0.00056'],
  ])('a GB of records of %i bytes costs $%s in payload units', (bytes, dollars) => {
    expect(streamCost('provisioned', { payloadUnits: 1_000_000_000 / bytes }).toFixed(5)).toBe(dollars)
  })

  it('getting records is free', () => {
    expect(streamCost('provisioned', { bytesRead: new Map([['you', 1_000 * GB]]) })).toBe(0)
  })
})

describe('Kinesis Data Streams, on demand', () => {
  // By the fact sheet's prices (§10) over 30 days: 1,000 records a second of 3 KB, read once by GetRecords and once by enhanced fan-out.
  const seconds = 30 * DAY
  const kibibytes = 3 * 1_000 * seconds
  const traffic: Partial<StreamUsage> = {
    seconds,
    kibibytesIn: kibibytes,
    bytesRead: new Map([['you', kibibytes * KIB]]),
    consumers: new Map([['c', { seconds, shardSeconds: 4 * seconds, bytesPushed: kibibytes * KIB }]]),
  }

  it('cost $28.80 of stream hours, and $593.26 in, $296.63 out and $370.79 pushed', () => {
    expect(cents((kibibytes * KIB) / GB)).toBe('7415.77')
    const only = (change: Partial<StreamUsage>) => cents(streamCost('onDemand', change))
    expect([{ seconds }, { kibibytesIn: kibibytes }, { bytesRead: traffic.bytesRead! }, { consumers: traffic.consumers! }].map(only)).toEqual(['28.80', '593.26', '296.63', '370.79'])
    expect(cents(streamCost('onDemand', traffic))).toBe('1289.48')
  })

  it('cost under Advantage what its minimum of 25 MiB/s costs in, and out, as long as they are below it', () => {
    // 25 MiB/s over 30 days are 63,281.25 GB: × 0.032 in, × 0.016 out.
    expect(cents(streamCost('advantage', traffic))).toBe('3037.50')
    // AWS Big Data Blog (2026-03): about 100 USD a day.
    expect(cents(streamCost('advantage', { seconds: DAY }))).toBe('101.25')
  })

  it('a record of 4.5 KB is billed as 5 KB', () => {
    expect(streamCost('onDemand', { kibibytesIn: 5 * MIB }) / streamCost('onDemand', { kibibytesIn: 4.5 * MIB })).toBeCloseTo(5 / 4.5, 12)
  })
})

describe('services around it', () => {
  it('Firehose, 1,000 records a second of 3 KB for 30 days: 12,359.62 GB, $358.43', () => {
    // aws.amazon.com/firehose/pricing: rounded up to 5 KB, 1,048,576 KB to a GB, $0.029 a GB.
    const line = linesOf({ firehoseKibibytes: 5 * 1_000 * 30 * DAY }).get('firehoseIn')!
    expect([line.quantity, line.dollars].map(cents)).toEqual(['12359.62', '358.43'])
  })

  it('Lambda, 30 million requests of 200 ms with 128 MB: $5.83 and $5.80 once the free tier is off', () => {
    // aws.amazon.com/lambda/pricing: 400,000 GB-seconds and a million requests are free there, and not in this bill.
    const lines = linesOf({ lambdaRequests: 30_000_000, lambdaMs: 200 * 30_000_000 })
    expect(lines.get('lambdaDuration')!.quantity).toBe(750_000)
    expect(cents((750_000 - 400_000) * PRICES.lambdaDuration)).toBe('5.83')
    expect(cents(lines.get('lambdaDuration')!.dollars)).toBe('12.50')
    expect(cents(lines.get('lambdaRequests')!.dollars - PRICES.lambdaRequests)).toBe('5.80')
  })

  it('Managed Flink, one KPU and the one for orchestration for 30 days: $158.40, and $5.00 of storage in a month of their length', () => {
    // aws.amazon.com/managed-service-apache-flink/pricing takes 30 days for the month of storage; of 730 hours they are 720.
    const seconds = 30 * DAY
    const lines = linesOf({ kpuSeconds: 2 * seconds, kpuStorageSeconds: seconds })
    expect(cents(lines.get('kpuHour')!.dollars)).toBe('158.40')
    expect(lines.get('kpuStorage')!.dollars).toBeCloseTo((5 * 720) / 730, 10)
  })

  it('a lease table of 1,000 leases that are renewed every 10/3 seconds for 30 days: $486', () => {
    const renewals = (1_000 * 30 * DAY * 3) / 10
    expect(cents(linesOf({ tableWrites: renewals }).get('tableWrites')!.dollars)).toBe('486.00')
    expect(cents(linesOf({ tableReads: 8_000_000 }).get('tableReads')!.dollars)).toBe('1.00')
  })
})
