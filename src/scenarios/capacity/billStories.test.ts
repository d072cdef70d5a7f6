/** The same traffic priced by each way to run it, against facts §10: steady traffic is cheap on shards, spiky traffic on demand. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ensure } from '../../base/assert'
import type { AlternativeName } from '../../engine/cost/bill'
import { billOf } from '../../engine/cost/billOf'
import { PRICE_NAMES, type Prices } from '../../kinesis/billing'
import { openStory, type Story } from '../../hosts/testing/storyRun'

const file = JSON.parse(readFileSync(new URL('../../../public/data/prices/us-east-1.json', import.meta.url), 'utf8')) as { lines: Record<string, { price: number }> }
const prices = Object.fromEntries(PRICE_NAMES.map((name) => [name, file.lines[name]?.price])) as Prices
const HOURS_PER_MONTH = 730

function compared(story: Story) {
  const { comparison, breakEven, lines } = billOf(story.world, story.stream, prices)
  const perMonth = (wanted: AlternativeName) => ensure(comparison?.alternatives.find(({ name }) => name === wanted), wanted).costPerMonth
  return { comparison: ensure(comparison, 'a comparison'), breakEven: ensure(breakEven, 'a curve'), lines, perMonth }
}

describe('the bill', () => {
  it('of steady traffic is least on shards', async () => {
    const story = await openStory('steady-bill')
    story.goTo(300)
    const { comparison, breakEven, lines, perMonth } = compared(story)
    expect(comparison).toMatchObject({ plan: 'provisioned', shardsNeeded: 1, shardsThere: 1 })
    // 0.015 USD an hour, and 0.014 for each million of 25 KB: one for each record.
    const units = 43 * 3_600 * HOURS_PER_MONTH
    expect(perMonth('provisionedAsIs') / (0.015 * HOURS_PER_MONTH + (0.014 * units) / 1_000_000)).toBeCloseTo(1, 1)
    // 0.04 an hour, and 0.08 and 0.04 for each GB in and out.
    const gigabytes = (0.85 * 3_600 * HOURS_PER_MONTH) / 1_024
    expect(perMonth('onDemand') / (0.04 * HOURS_PER_MONTH + 0.12 * gigabytes)).toBeCloseTo(1, 1)
    expect(perMonth('onDemand') / perMonth('provisionedAsIs')).toBeGreaterThan(5)
    expect(perMonth('advantage')).toBeGreaterThan(perMonth('onDemand'))
    expect(breakEven.peakToAverage).toBeLessThan(1.2)
    expect(breakEven.own.plan).toBe('provisioned')
    expect(lines.map(({ item }) => item)).toEqual(expect.arrayContaining(['shardHour', 'putPayloadUnits', 'tableWrites']))
  })

  it('of spiky traffic is least on demand, and the spikes fit both', async () => {
    const story = await openStory('spiky-bill')
    const { totals } = story.goTo(480)
    const { comparison, breakEven, perMonth } = compared(story)
    expect(totals.recordsThrottled).toBe(0)
    expect(comparison.shardsThere).toBe(16)
    expect(comparison.shardsNeeded).toBeGreaterThan(12)
    expect(breakEven.peakToAverage).toBeGreaterThan(50)
    expect(perMonth('provisionedAsIs') / (16 * 0.015 * HOURS_PER_MONTH)).toBeCloseTo(1, 1)
    expect(perMonth('onDemand')).toBeLessThan(0.6 * perMonth('provisionedNeeded'))
    expect(perMonth('provisionedNeeded')).toBeLessThan(perMonth('provisionedAsIs'))
    const [first] = breakEven.crossings
    expect(first).toBeDefined()
  })

  it('of spikes and many fan-out readers is least with Advantage, though its minimum is not used', async () => {
    const story = await openStory('advantage-bill')
    const { totals } = story.goTo(300)
    expect(totals.recordsThrottled).toBe(0)
    const { comparison, breakEven, perMonth } = compared(story)
    expect(comparison.plan).toBe('advantage')
    // In gigabytes of a month, as billed: each of eight readers gets what is put.
    const gigabytesAt = (mibPerSecond: number) => (mibPerSecond * 3_600 * HOURS_PER_MONTH) / 1_024
    const [written, floor] = [breakEven.own.mibPerSecond, 25]
    expect(written).toBeGreaterThan(4)
    expect(written).toBeLessThan(floor)
    expect(breakEven.pushedTimes).toBeCloseTo(8, 0)
    expect(perMonth('advantage') / (0.032 * gigabytesAt(floor) + 0.016 * breakEven.pushedTimes * gigabytesAt(written))).toBeCloseTo(1, 1)
    expect(perMonth('onDemand') / (0.04 * HOURS_PER_MONTH + (0.08 + 0.05 * breakEven.pushedTimes) * gigabytesAt(written))).toBeCloseTo(1, 1)
    const needed = 0.015 * (1 + 8) * HOURS_PER_MONTH * comparison.shardsNeeded + 0.013 * breakEven.pushedTimes * gigabytesAt(written)
    expect(perMonth('provisionedNeeded') / needed).toBeCloseTo(1, 1)
    for (const other of ['provisionedAsIs', 'provisionedNeeded', 'onDemand'] as const) expect(perMonth('advantage')).toBeLessThan(0.9 * perMonth(other))
    const last = breakEven.crossings.filter(({ isCheapest }) => isCheapest).at(-1)
    expect(last).toMatchObject({ above: 'advantage' })
    expect(last!.mibPerSecond).toBeLessThan(written)
  })

  it('has a line for what each consumer asks of other services, and none for polling', async () => {
    const story = await openStory('consumers-bill')
    const { totals } = story.goTo(360)
    const { lines } = compared(story)
    const of = (item: string, application: string | null = null) => ensure(lines.find((line) => line.item === item && line.application === application), `${item} of ${String(application)}`)
    const itemsOf = (name: string) => lines.flatMap(({ item, application }) => (application === name ? [item] : []))
    expect(itemsOf('billing')).toEqual(['tableReads', 'tableWrites'])
    expect(itemsOf('thumbnails')).toEqual(['lambdaRequests', 'lambdaDuration'])
    expect(itemsOf('archive')).toEqual(['firehoseIn', 's3Puts'])
    expect(itemsOf('dashboard')).toEqual(['fanOutShardHour', 'fanOutOut'])
    const gigabyte = 1_073_741_824
    // Two shards for a tenth of an hour.
    expect(of('shardHour').cost).toBeCloseTo(0.015 * 2 * 0.1, 6)
    expect(of('fanOutShardHour', 'dashboard').cost / of('shardHour').cost).toBeCloseTo(1, 1)
    expect(of('fanOutOut', 'dashboard').unitPrice).toBe(0.013)
    expect((of('fanOutOut', 'dashboard').quantity * gigabyte) / totals.bytesStored).toBeCloseTo(1, 1)
    // A thousand bytes are billed as five kilobytes.
    expect((of('firehoseIn', 'archive').quantity * gigabyte) / (totals.recordsStored * 5_120)).toBeCloseTo(1, 1)
    expect(of('s3Puts', 'archive').quantity * 1_000).toBeCloseTo(5, -0.5)
    const [requests, duration] = [of('lambdaRequests', 'thumbnails').quantity * 1_000_000, of('lambdaDuration', 'thumbnails').quantity]
    expect(requests).toBeGreaterThan(600)
    // 128 MB, 20 ms a call and 0.2 ms a record.
    expect(duration / ((0.128 / 1.024) * (0.02 * requests + 0.0002 * totals.recordsStored))).toBeCloseTo(1, 1)
    expect(of('tableWrites', 'billing').cost).toBeGreaterThan(of('tableReads', 'billing').cost)
  })
})
