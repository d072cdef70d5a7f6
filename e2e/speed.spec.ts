/** How fast virtual time runs: by slider, number, presets and keys, from a tenth to a hundred thousandfold. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openPage, slider, summaryOf, test, whenIdle } from './steps'

test('the speed is set by number, by preset and by keys', async ({ page }) => {
  await openPage(page)
  const field = page.getByRole('textbox', { name: 'Speed, as a number', exact: true })
  await expect(field).toHaveValue('1')
  await field.fill('3')
  await field.press('Enter')
  await expect(slider(page, 'Speed')).toHaveAttribute('aria-valuetext', '3×')

  await page.getByRole('button', { name: 'Usual speeds' }).click()
  await page.getByRole('button', { name: '100×', exact: true }).click()
  await expect(field).toHaveValue('100')

  await page.getByRole('heading', { name: 'Shardscope' }).click()
  await page.keyboard.press(']')
  await expect(field).toHaveValue('1000')
  for (let press = 0; press < 3; press++) await page.keyboard.press(']')
  await expect(field).toHaveValue('100000')
  for (let press = 0; press < 11; press++) await page.keyboard.press('[')
  await expect(field).toHaveValue('0.1')
})

test('a tenth is slow, a thousandfold is fast, and a number beyond is held at the end', async ({ page }) => {
  await openPage(page)
  await setSpeed(page, '0.1')
  expect(await realMsFor(page, 200)).toBeGreaterThan(1_500)
  await setSpeed(page, '999999')
  await expect(page.getByRole('textbox', { name: 'Speed, as a number', exact: true })).toHaveValue('100000')
  await setSpeed(page, '1000')
  expect(await realMsFor(page, 10_000)).toBeLessThan(10_000)
})

test('an engine that cannot keep up says how fast it runs', async ({ page }) => {
  await openPage(page, { scenario: 'million-a-minute', at: '1000' })
  await setSpeed(page, '1000')
  await page.keyboard.press('Space')
  await expect(page.getByText(/^asked 1,?000×, running [\d.,]+×$/)).toBeVisible()
  const reached = Number(/running ([\d.]+)×/.exec((await page.getByText(/^asked/).textContent()) ?? '')?.[1])
  expect(reached).toBeLessThan(1_000)
  expect((await summaryOf(page)).atMs).toBeGreaterThan(1_000)
})

async function setSpeed(page: Page, typed: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Speed, as a number', exact: true })
  await field.fill(typed)
  await field.press('Enter')
  await page.getByRole('heading', { name: 'Shardscope' }).click()
}

/** Plays until so much virtual time has passed. @returns how long that took by the page's own clock. */
async function realMsFor(page: Page, virtualMs: number): Promise<number> {
  const untilMs = (await summaryOf(page)).atMs + virtualMs
  const beganMs = await page.evaluate(() => performance.now())
  await page.keyboard.press('Space')
  await page.waitForFunction((wantedMs) => window.shardscope!.summary()!.atMs >= wantedMs, untilMs)
  await page.keyboard.press('Space')
  await whenIdle(page)
  return (await page.evaluate(() => performance.now())) - beganMs
}
