/** Made-up traffic in all its ways: rates that change with time, one of them drawn by hand; keys and sizes as in a file. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { SyntheticWorkload } from '../src/engine/commands'
import { advance, openPage, slider, summaryOf, test, typeValue, whenIdle } from './steps'
import { violationsOf } from './violations'

async function openMadeUp(page: Page): Promise<void> {
  await openPage(page)
  await page.getByRole('combobox', { name: 'Data' }).selectOption({ label: 'Made-up traffic' })
  await whenIdle(page)
}

async function choose(page: Page, name: string, label: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).selectOption({ label })
  await whenIdle(page)
}

async function workloadOf(page: Page): Promise<SyntheticWorkload> {
  const { workload } = await summaryOf(page)
  if (workload.kind !== 'synthetic') throw new Error('the traffic is not made up')
  return workload
}

const percentsOf = async (page: Page) => {
  const { rate } = await workloadOf(page)
  return rate?.kind === 'drawn' ? rate.percents : null
}

/** Records that the producers mean to send within the next stretch of virtual time. */
async function meantWithin(page: Page, ms: number): Promise<number> {
  const meant = async () => (await summaryOf(page)).producers.reduce((sum, { recordsMeant }) => sum + recordsMeant, 0)
  const before = await meant()
  await advance(page, ms)
  return (await meant()) - before
}

/** One beat of all producers more or less, on either end. */
function expectAbout(records: number, wanted: number, ratePerSecond: number): void {
  expect(records).toBeGreaterThan(wanted - 0.1 * ratePerSecond - 20)
  expect(records).toBeLessThan(wanted + 0.1 * ratePerSecond + 20)
}

test('bursts come and go, and a steady rate comes back', async ({ page }) => {
  await openMadeUp(page)
  await typeValue(page, 'Rate', 200)
  await choose(page, 'Rate over time', 'Bursts')
  await typeValue(page, 'Rate in a burst', 500)
  await typeValue(page, 'A burst every', 20)
  await typeValue(page, 'A burst lasts', 5)
  expect(await workloadOf(page)).toMatchObject({ ratePerSecond: 200, rate: { kind: 'burst', everyMs: 20_000, forMs: 5_000, burstPercent: 500 } })
  await expect(page.getByText('500% of the rate: 1,000 records a second')).toBeVisible()

  expectAbout(await meantWithin(page, 5_000), 5_000, 1_000)
  expectAbout(await meantWithin(page, 15_000), 3_000, 1_000)
  expectAbout(await meantWithin(page, 5_000), 5_000, 1_000)

  await choose(page, 'Rate over time', 'Steady')
  expect(await workloadOf(page)).not.toHaveProperty('rate')
  expectAbout(await meantWithin(page, 10_000), 2_000, 200)
})

test('a ramp rises and stays, and a day has its night', async ({ page }) => {
  await openMadeUp(page)
  await typeValue(page, 'Rate', 400)
  await choose(page, 'Rate over time', 'Ramp')
  await typeValue(page, 'Rate at first', 0)
  await typeValue(page, 'Rate in the end', 100)
  await typeValue(page, 'The ramp lasts', 20)
  expectAbout(await meantWithin(page, 10_000), 1_000, 400)
  expectAbout(await meantWithin(page, 10_000), 3_000, 400)
  expectAbout(await meantWithin(page, 5_000), 2_000, 400)

  await choose(page, 'Rate over time', "A day's curve")
  await typeValue(page, 'A day lasts', 48)
  const night = await meantWithin(page, 10_000)
  const morning = await meantWithin(page, 10_000)
  expect(morning).toBeGreaterThan(10 * night)
})

test('a curve is drawn point by point with the keyboard', async ({ page }) => {
  await openMadeUp(page)
  await choose(page, 'Rate over time', 'Drawn by hand')
  const point = (number: number) => slider(page, `Point ${number} of 12, at ${number === 1 ? '0 ms' : `${(number - 1) * 5} s`}`)
  await point(1).focus()
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await expect(point(2)).toBeFocused()
  for (let press = 0; press < 4; press++) await page.keyboard.press('PageDown')
  await expect.poll(() => percentsOf(page)).toEqual([120, 0, ...new Array<number>(10).fill(100)])
  await page.keyboard.press('End')
  await expect(point(12)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(point(1)).toBeFocused()

  await page.getByText('The curve in numbers').click()
  await expect(page.getByText('At 0 ms: 120%, 1,200/s')).toBeVisible()
  await expect(page.getByText('At 5 s: 0%, 0/s')).toBeVisible()
  await page.getByRole('button', { name: 'Make it level' }).click()
  await expect.poll(() => percentsOf(page)).toEqual(new Array<number>(12).fill(100))
})

test('a curve is drawn by one stroke, which is one act', async ({ page }) => {
  await openMadeUp(page)
  await choose(page, 'Rate over time', 'Drawn by hand')
  const acts = () => page.evaluate(() => window.shardscope!.recording()!.commands.length)
  const before = await acts()
  const picture = page.getByRole('group', { name: 'Rate over time, drawn by hand' })
  await picture.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await picture.boundingBox())!
  await page.mouse.move(x + 1, y + height - 0.5)
  await page.mouse.down()
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.move(x + width - 1, y + 0.5)
  await page.mouse.up()
  await whenIdle(page)
  const percents = (await percentsOf(page))!
  expect(percents[0]).toBe(0)
  expect(percents[6]).toBe(200)
  expect(percents[11]).toBe(400)
  expect(percents.every((percent, index) => index === 0 || percent > percents[index - 1]!)).toBe(true)
  expect(await acts()).toBe(before + 1)
  await page.keyboard.press('Tab')
  expect(await acts()).toBe(before + 1)
})

test('keys and sizes are drawn from a file, and a set of keys is hot', async ({ page }) => {
  await openMadeUp(page)
  await choose(page, 'Partition keys', 'As in a file')
  await expect.poll(async () => (await workloadOf(page)).keys).toMatchObject({ kind: 'source', sourceId: 'nasa-http' })
  await page.getByRole('combobox', { name: 'Partition key column' }).selectOption('url')
  await choose(page, 'Record sizes', 'As in a file')
  await expect.poll(async () => (await workloadOf(page)).sizes).toEqual({ kind: 'source', sourceId: 'nasa-http' })
  await expect(slider(page, 'Record size')).toHaveCount(0)
  await advance(page, 20_000)
  for (const { hottestKey } of (await summaryOf(page)).shards) expect(hottestKey).toMatch(/^\//)

  await page.getByRole('combobox', { name: 'File of keys' }).selectOption({ label: 'Sensor readings (2020)' })
  await expect.poll(async () => (await workloadOf(page)).keys).toMatchObject({ kind: 'source', sourceId: 'iot-telemetry' })

  await choose(page, 'Record sizes', 'Uneven (log-normal)')
  await typeValue(page, 'Median record size', 1_000)
  await typeValue(page, 'Size spread', 1)
  await expect(page.getByText('On average about 1.6 kB; one record in twenty is larger than 5.2 kB.')).toBeVisible()
  await choose(page, 'Partition keys', 'A set of hot keys')
  await typeValue(page, 'Key count', 500)
  await typeValue(page, 'Hot keys', 3)
  await typeValue(page, 'Key skew', 90)
  expect(await workloadOf(page)).toMatchObject({
    recordBytes: 1_000,
    sizes: { kind: 'logNormal', sigmaHundredths: 100 },
    keys: { kind: 'hotSet', keyCount: 500, hotKeys: 3, hotPercent: 90 },
  })
  await advance(page, 20_000)
  const { shards } = await summaryOf(page)
  expect(['user-0', 'user-1', 'user-2']).toContain(shards.reduce((most, shard) => (shard.hottestKeyPercent > most.hottestKeyPercent ? shard : most)).hottestKey)
})

for (const { name, parameters, data, rate, kind, curve } of [
  { name: 'English, dark', parameters: { theme: 'dark' }, data: 'Made-up traffic', rate: 'Rate over time', kind: 'Drawn by hand', curve: 'Rate over time, drawn by hand' },
  { name: 'Korean', parameters: { lang: 'ko' }, data: '생성한 트래픽', rate: '시간에 따른 속도', kind: '직접 그리기', curve: '시간에 따른 속도, 직접 그린 곡선' },
]) {
  test(`the drawn curve is for everybody: ${name}`, async ({ page }) => {
    await openPage(page, parameters)
    await page.getByRole('combobox', { name: data === 'Made-up traffic' ? 'Data' : '데이터' }).selectOption({ label: data })
    await page.getByRole('combobox', { name: rate, exact: true }).selectOption({ label: kind })
    await expect(page.getByRole('group', { name: curve })).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
  })
}
