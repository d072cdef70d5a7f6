/** Producers in the river itself: their menu by mouse and by keyboard, a request caught in its flight, and the same as text. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { ProducerRow } from '../src/engine/summary'
import { advance, eventsOfKind, openPage, summaryOf, test, whenIdle } from './steps'

/** Two applications and two shards; the producers stand at a quarter and three quarters of the height. */
const STORY = { scenario: 'lost-responses', at: '30000' } as const
const CARD_X_PX = 40

function riverOf(page: Page): Locator {
  return page.getByRole('application', { name: /^River of/ })
}

function menuOf(page: Page, name: string | RegExp): Locator {
  return page.getByRole('menu', { name })
}

async function rowOf(page: Page, producerIndex: number): Promise<ProducerRow> {
  return (await summaryOf(page)).producers.find((row) => row.producerIndex === producerIndex)!
}

async function clickCard(page: Page, { of }: { of: 'first' | 'second' }): Promise<void> {
  const { height } = (await riverOf(page).boundingBox())!
  await riverOf(page).click({ position: { x: CARD_X_PX, y: height * (of === 'first' ? 0.27 : 0.73) } })
}

test('the menu of a card crashes its producer, and starts it again', async ({ page }) => {
  await openPage(page, STORY)
  await clickCard(page, { of: 'second' })
  await menuOf(page, 'App 2 · running').getByRole('menuitem', { name: 'Crash App 2' }).click()
  await expect.poll(async () => (await rowOf(page, 1)).state).toBe('CRASHED')
  await expect(page.getByRole('main').getByText(/^App 2 crashed\./)).toBeVisible()
  await expect(page.getByRole('main').getByText('producer-2')).toHaveCount(0)

  await clickCard(page, { of: 'second' })
  await menuOf(page, 'App 2 · crashed').getByRole('menuitem', { name: 'Restart App 2' }).click()
  await expect.poll(async () => (await rowOf(page, 1)).state).toBe('RUNNING')

  await clickCard(page, { of: 'first' })
  await menuOf(page, 'App 1 · running').getByRole('menuitem', { name: 'Inspect and set App 1' }).click()
  await expect(page.getByRole('heading', { name: 'App 1', exact: true })).toBeVisible()
})

test('the keyboard chooses a producer, cuts it off and comes back to the river', async ({ page }) => {
  await openPage(page, STORY)
  const river = riverOf(page)
  await river.focus()
  await river.press('ArrowLeft')
  await expect(page.getByText(/^App 1, running, [\d,]+ records waiting/)).toBeAttached()
  await river.press('ArrowDown')
  await expect(page.getByText(/^App 2, running, /)).toBeAttached()
  await river.press('Enter')
  const cutOff = menuOf(page, 'App 2 · running').getByRole('menuitem', { name: 'Cut App 2 off from the service' })
  await cutOff.focus()
  await cutOff.press('Enter')
  await expect.poll(async () => (await rowOf(page, 1)).isPartitioned).toBe(true)
  await expect(river).toBeFocused()
  await expect(page.getByText(/^App 2, cut off, /)).toBeAttached()
  await river.press('Enter')
  await expect(menuOf(page, 'App 2 · cut off').getByRole('menuitem', { name: 'Reconnect App 2' })).toBeVisible()
  await page.keyboard.press('Escape')
  await river.press('ArrowRight')
  await expect(page.getByText(/^App 2, cut off, /)).toHaveCount(0)
})

test('a pointer that rests among the flights stops the clock at a request, whose response a click loses', async ({ page }) => {
  await openPage(page, { ...STORY, scenario: 'put-record-and-put-records' })
  const { x, y, width, height } = (await riverOf(page).boundingBox())!
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  // In front of the card of the second application, where everything that it sends sets out.
  await page.mouse.move(x + width * 0.2, y + height * 0.73)
  const tip = page.getByRole('tooltip').filter({ hasText: 'Click to lose the request, or its response.' })
  await expect(tip).toBeVisible()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const stoodAtMs = (await summaryOf(page)).atMs
  const number = Number(/Request (\d+) of App 2/.exec((await tip.textContent()) ?? '')?.[1])

  await page.mouse.down()
  await page.mouse.up()
  const menu = menuOf(page, `Request ${number} of App 2`)
  await expect(menu).toBeVisible()
  expect((await summaryOf(page)).atMs).toBe(stoodAtMs)
  await menu.getByRole('menuitem', { name: 'Lose its response' }).click()
  await expect.poll(async () => (await eventsOfKind(page, 'RequestLost')).map(({ producerId, requestNumber, lose }) => ({ producerId, requestNumber, lose }))).toEqual([
    { producerId: 'producer-2', requestNumber: number, lose: 'response' },
  ])
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(page.getByRole('main').getByText(new RegExp(`^The response to request ${number} of App 2 is lost`))).toBeVisible()
})

test('moving away lets the clock run on', async ({ page }) => {
  await openPage(page, { ...STORY, scenario: 'put-record-and-put-records' })
  const { x, y, width, height } = (await riverOf(page).boundingBox())!
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.mouse.move(x + width * 0.2, y + height * 0.73)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await page.mouse.move(x + width * 0.2 + 10, y + height * 0.73)
  await expect(page.getByRole('tooltip')).toBeVisible()
  await page.mouse.move(x + width * 0.6, y + height * 0.5)
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
})

test('producers, requests and twins stand in the document as text', async ({ page }) => {
  await openPage(page, STORY)
  const table = page.getByRole('table', { name: /^Producers in the river/ })
  await expect(table.getByRole('rowheader')).toHaveText(['App 1', 'App 2'])
  await expect.poll(async () => await copiesTold(page)).toBe((await summaryOf(page)).totals.copiesStored)
  const { producers, totals } = await summaryOf(page)
  expect(totals.copiesStored).toBeGreaterThan(0)
  for (const { producerId, recordsCopied } of producers) {
    await expect(page.locator(`tr[data-producer="${producerId}"]`).getByRole('cell').last()).toHaveText(String(recordsCopied))
  }

  await advance(page, 20_000)
  const later = await summaryOf(page)
  expect(later.totals.copiesStored).toBeGreaterThan(totals.copiesStored)
  await expect.poll(() => copiesTold(page)).toBe(later.totals.copiesStored)
  await whenIdle(page)
  const requests = later.producers.reduce((sum, row) => sum + row.requests.length, 0)
  await expect(page.getByRole('list', { name: 'Requests under way' }).getByRole('listitem')).toHaveCount(requests)
})

/** The twin of the rings, in words. */
async function copiesTold(page: Page): Promise<number> {
  const text = await page.getByText(/^The stream holds [\d,]+ records? twice\.$/).textContent()
  return Number((text ?? '').replace(/\D/g, ''))
}
