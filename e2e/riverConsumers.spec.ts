/** Those who read the stream, at its right bank: cards and strip, their menu by mouse and by keyboard, why one is behind, and the same as text. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { LAMBDA_DEFAULTS } from '../src/engine/consumers/lambda/settings'
import { SDK_READER_DEFAULTS } from '../src/engine/consumers/sdk/settings'
import type { ApplicationSettings } from '../src/engine/consumers/settings'
import { advance, goTo, openPage, summaryOf, test, whenIdle } from './steps'
import { applicationRow } from './panels'

const LAG_STORY = { scenario: 'reshard-under-lag' } as const
const WIDE = { width: 1440, height: 900 }

const ALERTS: ApplicationSettings = { ...LAMBDA_DEFAULTS, name: 'alerts' }
const POLLER: ApplicationSettings = { ...SDK_READER_DEFAULTS, name: 'poller' }

function cardsOf(page: Page): Locator {
  return page.getByRole('list', { name: 'Applications that read the stream' }).getByRole('button')
}

function cardOf(page: Page, name: string): Locator {
  return page.getByRole('list', { name: 'Applications that read the stream' }).getByRole('button', { name: new RegExp(`^${name}, `) })
}

function whyCard(page: Page): Locator {
  return page.getByRole('dialog', { name: /^Why is / })
}

function causesIn(page: Page): Locator {
  return whyCard(page).getByRole('list', { name: 'From what you see to its cause' }).getByRole('listitem')
}

async function add(page: Page, settings: ApplicationSettings): Promise<void> {
  await page.evaluate((wanted) => window.shardscope!.submit({ type: 'AddApplication', settings: wanted }), settings)
}

async function openLagging(page: Page, atMs: number): Promise<void> {
  await openPage(page, { ...LAG_STORY, at: String(atMs) })
}

test('a card stands at the bank for each application and says how it is; its menu crashes, restarts and removes it', async ({ page }) => {
  await page.setViewportSize(WIDE)
  await openLagging(page, 30_000)
  await add(page, ALERTS)
  await add(page, POLLER)
  await advance(page, 20_000)
  await expect(cardsOf(page)).toHaveCount(3)
  await expect(cardOf(page, 'orders')).toHaveAccessibleName(/^orders, KCL, behind, \d+ s behind, (all promises kept|promises broken for [\d,]+ records)/)
  await expect(cardOf(page, 'alerts')).toHaveAccessibleName(/^alerts, Lambda, /)
  const { x, width } = (await page.getByRole('application', { name: /^River of/ }).boundingBox())!
  expect((await cardOf(page, 'orders').boundingBox())!.x).toBeGreaterThan(x + width * 0.8)

  await cardOf(page, 'poller').click()
  await page.getByRole('menuitem', { name: 'Crash poller' }).click()
  await expect(cardOf(page, 'poller')).toHaveAccessibleName(/^poller, SDK, crashed, /)
  await expect(cardOf(page, 'poller')).toBeFocused()
  await cardOf(page, 'poller').click()
  await page.getByRole('menuitem', { name: 'Restart poller' }).click()
  await expect.poll(async () => (await applicationRow(page, 'poller'))?.state).toBe('RUNNING')

  const before = (await applicationRow(page, 'poller'))!.applicationIndex
  await cardOf(page, 'alerts').click()
  await page.getByRole('menuitem', { name: 'Remove alerts' }).click()
  await expect(cardsOf(page)).toHaveCount(2)
  expect((await applicationRow(page, 'poller'))!.applicationIndex).toBe(before)
})

test('by keyboard: a card opens its menu, which leads to its settings; Escape comes back to the card', async ({ page }) => {
  await openLagging(page, 30_000)
  const card = cardOf(page, 'orders')
  await card.focus()
  await card.press('Enter')
  const menu = page.getByRole('menu', { name: 'orders · behind' })
  await expect(menu.getByText(/^\d[\d.,]* (sec|s) behind, [\d,]+ records left, [\d,]+ processed a second\./)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(card).toBeFocused()
  await card.press('Enter')
  const inspect = page.getByRole('menuitem', { name: 'Inspect and set orders' })
  await inspect.focus()
  await inspect.press('Enter')
  await expect(page.getByRole('heading', { name: 'orders', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Consumers', exact: true })).toHaveAttribute('aria-pressed', 'true')
})

test('after a split the menu of a child tells why it waits: the parent has records left', async ({ page }) => {
  await openLagging(page, 80_000)
  const river = page.getByRole('application', { name: /^River of/ })
  await river.focus()
  await river.press('ArrowDown')
  await river.press('Enter')
  await page.getByRole('menuitem', { name: 'Why is orders behind here?' }).click()
  await expect(whyCard(page)).toHaveAccessibleName('Why is orders behind in …002?')
  await expect(causesIn(page).first()).toContainText(/^…002 has [\d,]+ records that it has not processed; the oldest is /)
  await expect(causesIn(page).nth(1)).toContainText(/^It may not begin …002: its parent …000 has [\d,]+ records left\./)
  const parent = (await summaryOf(page)).leases.find(({ shardId }) => shardId.endsWith('000'))!
  await expect(causesIn(page).nth(1)).toContainText(`has ${parent.backlogRecords.toLocaleString('en')} records left`)
  await expect(whyCard(page).getByText('at 01:20.000')).toBeVisible()

  await goTo(page, 84_000)
  await expect(whyCard(page).getByText('at 01:24.000')).toBeVisible()
  const later = (await summaryOf(page)).leases.find(({ shardId }) => shardId.endsWith('000'))!
  expect(later.backlogRecords).toBeLessThan(parent.backlogRecords)
  await expect(causesIn(page).nth(1)).toContainText(`has ${later.backlogRecords.toLocaleString('en')} records left`)
})

test('of a crashed application the card knows the cause, and the cure restarts it', async ({ page }) => {
  await openLagging(page, 30_000)
  await page.evaluate(() => window.shardscope!.submit({ type: 'CrashApplication', application: 'orders' }))
  await advance(page, 3_000)
  await cardOf(page, 'orders').click()
  await page.getByRole('menuitem', { name: 'Why is orders behind?' }).click()
  await expect(causesIn(page).last()).toHaveText('The application has crashed, and nobody has restarted it.')
  await whyCard(page).getByRole('button', { name: 'Restart orders' }).click()
  await expect.poll(async () => (await applicationRow(page, 'orders'))?.state).toBe('RUNNING')
  await whyCard(page).getByRole('button', { name: 'Close the explanation' }).click()
  await expect(whyCard(page)).toHaveCount(0)
})

test('lineage and lease table lead to the same explanation', async ({ page }) => {
  await openLagging(page, 80_000)
  await page.getByRole('list', { name: 'Shard lineage' }).getByRole('button', { name: /^shardId-000000000003/ }).click()
  await page.getByRole('list', { name: 'Applications that read it' }).getByRole('button', { name: 'Why is orders behind in …003?' }).click()
  await expect(causesIn(page).nth(1)).toContainText('its parent …000 has')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Leases' }).click()
  await page.getByRole('table', { name: /^Lease table/ }).getByRole('button', { name: 'Why is orders behind in …000?' }).click()
  await expect(whyCard(page)).toHaveAccessibleName('Why is orders behind in …000?')
})

test('the applications stand in the document as text, on a phone without cards', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openLagging(page, 30_000)
  await add(page, ALERTS)
  await advance(page, 15_000)
  await whenIdle(page)
  await expect(cardsOf(page)).toHaveCount(0)
  const table = page.getByRole('table', { name: /^Applications that read the stream/ })
  await expect(table.getByRole('rowheader')).toHaveText(['orders', 'alerts'])
  for (const { name, backlogRecords, duplicatesProcessed } of (await summaryOf(page)).applications) {
    const cells = page.locator(`tr[data-application="${name}"]`).getByRole('cell')
    await expect(cells.nth(3)).toHaveText(backlogRecords.toLocaleString('en'))
    await expect(cells.nth(5)).toHaveText(duplicatesProcessed.toLocaleString('en'))
  }
})
