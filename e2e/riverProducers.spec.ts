/** Producers in the river itself: their menu by mouse and by keyboard, a request caught in its flight, and the same as text. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { advance, eventsOfKind, openPage, summaryOf, test, whenIdle } from './steps'
import { producerRow } from './panels'

/** Two applications and two shards; the producers stand at a quarter and three quarters of the height. */
const STORY = { scenario: 'lost-responses', at: '30000' } as const
const CARD_X_PX = 40

function riverOf(page: Page): Locator {
  return page.getByRole('application', { name: /^River of/ })
}

function menuOf(page: Page, name: string | RegExp): Locator {
  return page.getByRole('menu', { name })
}

async function clickCard(page: Page, { of }: { of: 'first' | 'second' }): Promise<void> {
  const { height } = (await riverOf(page).boundingBox())!
  await riverOf(page).click({ position: { x: CARD_X_PX, y: height * (of === 'first' ? 0.27 : 0.73) } })
}

test('the menu of a card crashes its producer, and starts it again', async ({ page }) => {
  await openPage(page, STORY)
  await clickCard(page, { of: 'second' })
  await menuOf(page, 'App 2 · running').getByRole('menuitem', { name: 'Crash App 2' }).click()
  await expect.poll(async () => (await producerRow(page, 1)).state).toBe('CRASHED')
  await expect(page.getByRole('main').getByText(/^App 2 crashed\./)).toBeVisible()
  await expect(page.getByRole('main').getByText('producer-2')).toHaveCount(0)

  await clickCard(page, { of: 'second' })
  await menuOf(page, 'App 2 · crashed').getByRole('menuitem', { name: 'Restart App 2' }).click()
  await expect.poll(async () => (await producerRow(page, 1)).state).toBe('RUNNING')

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
  await expect.poll(async () => (await producerRow(page, 1)).isPartitioned).toBe(true)
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
  const tip = page.getByRole('tooltip').filter({ hasText: 'Click to lose the request, or its response, or to delay it.' })
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

test('a picture that stands still shows the requests on their way at its instant, also after a journey there, and a click loses one', async ({ page }) => {
  await openPage(page, { ...STORY, scenario: 'put-record-and-put-records' })
  const underWay = async () => (await producerRow(page, 1)).requests.find(({ phase }) => phase === 'request')
  const isNearItsCard = async () => {
    const sinceMs = (await summaryOf(page)).atMs - ((await underWay())?.sentAtMs ?? NaN)
    return sinceMs >= 1 && sinceMs <= 2
  }
  while (!(await isNearItsCard())) await advance(page, 1)
  const { requestNumber } = (await underWay())!
  const { width, height } = (await riverOf(page).boundingBox())!
  const { atMs } = await summaryOf(page)
  await riverOf(page).click({ position: { x: width * 0.19, y: height * 0.73 } })
  await menuOf(page, `Request ${requestNumber} of App 2`).getByRole('menuitem', { name: 'Lose this request' }).click()
  await advance(page, 100)
  expect((await eventsOfKind(page, 'RequestLost')).map(({ producerId, requestNumber: number, lose }) => ({ producerId, number, lose }))).toEqual([{ producerId: 'producer-2', number: requestNumber, lose: 'request' }])
  expect((await summaryOf(page)).atMs).toBe(atMs + 100)
})

test('a request caught in its flight is delayed: it waits on its way while its producer gives it up, and its records come twice', async ({ page }) => {
  await openPage(page, { ...STORY, scenario: 'put-record-and-put-records' })
  const { x, y, width, height } = (await riverOf(page).boundingBox())!
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.mouse.move(x + width * 0.2, y + height * 0.73)
  const tip = page.getByRole('tooltip').filter({ hasText: 'or to delay it.' })
  await expect(tip).toBeVisible()
  const number = Number(/Request (\d+) of App 2/.exec((await tip.textContent()) ?? '')?.[1])
  await page.mouse.down()
  await page.mouse.up()
  await menuOf(page, `Request ${number} of App 2`).getByRole('menuitem', { name: 'Delay it by 30 s' }).press('Enter')
  await expect.poll(async () => (await eventsOfKind(page, 'RequestDelayed')).map(({ producerId, requestNumber, way, delayMs, outlastsTimeout }) => ({ producerId, requestNumber, way, delayMs, outlastsTimeout }))).toEqual([
    { producerId: 'producer-2', requestNumber: number, way: 'request', delayMs: 30_000, outlastsTimeout: true },
  ])
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByRole('main').getByText(new RegExp(`^Request ${number} of App 2 is delayed by 30 s, longer than its timeout`))).toBeVisible()
  const waiting = page.getByRole('list', { name: 'Requests under way' }).getByRole('listitem').filter({ hasText: `App 2, request ${number}:` })
  await expect(waiting).toContainText('delayed by 30')
  const [delayed] = await eventsOfKind(page, 'RequestDelayed')
  await advance(page, 20_000)
  await expect(waiting).toContainText('given up by its producer, and still on its way')
  expect((await producerRow(page, 1)).recordsCopied).toBe(0)
  await advance(page, 15_000)
  await expect(waiting).toHaveCount(0)
  expect((await producerRow(page, 1)).recordsCopied).toBe(delayed!.records)
})

test('a request under way is delayed from the menu of its producer, and from its panel, by keyboard', async ({ page }) => {
  await openPage(page, { ...STORY, scenario: 'put-record-and-put-records' })
  await clickCard(page, { of: 'second' })
  await menuOf(page, 'App 2 · running').getByRole('menuitem', { name: 'Inspect and set App 2' }).click()
  await page.getByRole('button', { name: 'Run to its next request' }).press('Enter')
  const oneSecond = page.getByRole('button', { name: /^Delay (request|the response to) [\d,]+ by 1 s$/ })
  await expect(oneSecond.first()).toBeVisible()
  await whenIdle(page)
  await oneSecond.first().press('Enter')
  await expect(page.getByRole('listitem').getByRole('status').filter({ hasText: 'Delayed by 1' }).first()).toBeVisible()

  await clickCard(page, { of: 'second' })
  const menu = menuOf(page, 'App 2 · running')
  const behind = menu.getByRole('menuitem', { name: /^Delay (request|the response to) \d+ \(/ }).first()
  await behind.focus()
  await behind.press('ArrowRight')
  const five = page.getByRole('menuitem', { name: 'by 5 s' })
  await five.focus()
  await five.press('Enter')
  await expect.poll(async () => (await eventsOfKind(page, 'RequestDelayed')).map(({ delayMs }) => delayMs)).toEqual([1_000, 5_000])
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
