/** What the producers send: real data by its columns, or made-up traffic by its sliders. Each reaches the engine. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { SyntheticWorkload, Workload } from '../src/engine/commands'
import { advance, openPage, slider, summaryOf, test, typeValue, whenIdle } from './steps'

const workloadOf = async (page: Page): Promise<Workload> => (await summaryOf(page)).workload

test('another data set flows, by whichever column is its partition key', async ({ page }) => {
  await openPage(page)
  await page.getByRole('combobox', { name: 'Data' }).selectOption({ label: 'Wikipedia edits (2015)' })
  await expect.poll(() => workloadOf(page)).toMatchObject({ kind: 'replay', sourceId: 'wikipedia-edits' })
  const stored = (await summaryOf(page)).totals.recordsStored
  await advance(page, 20_000)
  const first = await summaryOf(page)
  expect(first.totals.recordsStored).toBeGreaterThan(stored)

  const column = page.getByRole('combobox', { name: 'Partition key column' })
  const names = await column.getByRole('option').allTextContents()
  expect(names.length).toBeGreaterThan(1)
  const other = names.find((name) => first.workload.kind === 'replay' && name !== first.workload.keyColumn)!
  await column.selectOption(other)
  await whenIdle(page)
  expect(await workloadOf(page)).toMatchObject({ keyColumn: other })
  await advance(page, 20_000)
  const hottest = (await summaryOf(page)).shards.map((shard) => shard.hottestKey)
  expect(hottest).not.toEqual(first.shards.map((shard) => shard.hottestKey))
})

test('made-up traffic obeys its rate, size, skew and key count', async ({ page }) => {
  await openPage(page)
  await page.getByRole('combobox', { name: 'Data' }).selectOption({ label: 'Made-up traffic' })
  await whenIdle(page)
  expect(await workloadOf(page)).toMatchObject({ kind: 'synthetic', keys: { kind: 'zipf' } })

  await typeValue(page, 'Rate', 600)
  await typeValue(page, 'Record size', 250)
  await typeValue(page, 'Key skew', 1.25)
  await typeValue(page, 'Key count', 50)
  const wanted: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 600, recordBytes: 250, keys: { kind: 'zipf', keyCount: 50, exponentHundredths: 125 } }
  expect(await workloadOf(page)).toEqual(wanted)

  await advance(page, 10_000)
  const before = (await summaryOf(page)).totals
  await advance(page, 10_000)
  const after = (await summaryOf(page)).totals
  expect(after.recordsStored - before.recordsStored).toBeGreaterThan(5_500)
  expect(after.recordsStored - before.recordsStored).toBeLessThan(6_500)
  const bytesEach = (after.bytesStored - before.bytesStored) / (after.recordsStored - before.recordsStored)
  expect(bytesEach).toBeGreaterThan(225)
  expect(bytesEach).toBeLessThan(300)

  await page.getByRole('combobox', { name: 'Partition keys' }).selectOption({ label: 'One hot key' })
  await whenIdle(page)
  await typeValue(page, 'Key skew', 90)
  expect(await workloadOf(page)).toMatchObject({ keys: { kind: 'hot', hotPercent: 90 } })
  await advance(page, 20_000)
  expect(Math.max(...(await summaryOf(page)).shards.map((shard) => shard.hottestKeyPercent))).toBeGreaterThan(85)
})

test('a slider moved by keys reaches the engine once, when it comes to rest', async ({ page }) => {
  await openPage(page, { scenario: 'reshard-under-lag' })
  const producers = slider(page, 'Producers')
  for (let press = 0; press < 4; press++) await producers.press('ArrowRight')
  await expect.poll(async () => (await summaryOf(page)).producers.length).toBe(8)
  const commands = await page.evaluate(() => window.shardscope!.recording()!.commands.map(({ command }) => command))
  expect(commands.filter(({ type }) => type === 'SetProducerCount')).toEqual([{ type: 'SetProducerCount', producerCount: 8 }])
  const table = page.getByRole('region', { name: "What became of each producer's records" })
  await expect(table.getByRole('row')).toHaveCount(1 + 8)
})
