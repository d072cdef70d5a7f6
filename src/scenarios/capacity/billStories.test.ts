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
})
