/** Why a shard refuses records, and which of three cures ends it: a hot key is not cured by a split. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { SyntheticWorkload } from '../src/engine/commands'
import { advance, advanceUntil, goTo, lineageItems, openPage, summaryOf, test, whenIdle } from './steps'
import { violationsOf } from './violations'

const HOT: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 2_400, recordBytes: 200, keys: { kind: 'hot', keyCount: 1_000, hotPercent: 90 } }
/** Virtual. */
const WELL_UNDER_WAY_MS = 15_000
const DRAINED_MS = 120_000

function card(page: Page, name = /^Why (does|are)/): Locator {
  return page.getByRole('dialog', { name })
}

/** Four shards, and one key that three of them could not hold. @returns the hot shard. */
async function openHotKey(page: Page, parameters: Readonly<Record<string, string>> = {}, workload = HOT): Promise<string> {
  await openPage(page, { scenario: 'reshard-under-lag', at: '100000', ...parameters })
  await setWorkload(page, workload)
  const { shardId } = await advanceUntil(page, 'ThrottlingStarted')
  await advance(page, WELL_UNDER_WAY_MS)
  return shardId
}

async function setWorkload(page: Page, workload: SyntheticWorkload): Promise<void> {
  await page.evaluate((wanted) => window.shardscope!.submit({ type: 'SetWorkload', workload: wanted }), workload)
}

async function openFromLineage(page: Page, shardId: string): Promise<void> {
  await lineageItems(page).getByRole('button', { name: new RegExp(`^${shardId}, open`) }).click()
  await page.getByTestId('shard-details').getByRole('button', { name: 'Why is it throttling?' }).click()
}

async function refusedPerSecond(page: Page): Promise<number> {
  const { shards } = await summaryOf(page)
  return shards.reduce((sum, shard) => sum + shard.throttledPerSecond, 0)
}

test('a hot key is named; a split does not help and the card says why; a better key does', async ({ page }) => {
  const shardId = await openHotKey(page)
  await openFromLineage(page, shardId)
  const shown = card(page)
  await expect(shown.getByRole('status')).toHaveText('hot key')
  await expect(shown).toContainText(/user-0 alone asks for \d+% of what one shard may take/)
  await expect(shown.getByRole('row', { name: /^user-0 / })).toBeVisible()
  await expect(shown.getByRole('img')).toHaveAccessibleName(/asked for more than the limit of 1,000 records\/s/)

  const backOff = shown.getByRole('button', { name: 'Back off and retry' })
  await expect(backOff).toBeDisabled()
  await expect(backOff).toHaveAccessibleDescription(/do that already/)
  const split = shown.getByRole('button', { name: `Split …${shardId.slice(-3)}` })
  await expect(split).toHaveAccessibleDescription(/Does not help here: user-0 cannot be cut in two/)
  const before = await refusedPerSecond(page)
  await split.click()
  await whenIdle(page)
  await advance(page, 30_000)
  expect((await summaryOf(page)).shards.find((shard) => shard.shardId === shardId)?.state).toBe('CLOSED')
  expect(await refusedPerSecond(page)).toBeGreaterThan(before / 2)
  await expect(shown).toContainText(`…${shardId.slice(-3)} is closed;`)
  await expect(shown).toContainText('user-0 alone')
  await expect(shown.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Split/ }) })).toContainText('It did not help.')

  await shown.getByRole('button', { name: 'Use a better partition key' }).click()
  await whenIdle(page)
  await advance(page, DRAINED_MS)
  expect(await refusedPerSecond(page)).toBe(0)
  await expect(shown.getByRole('listitem').filter({ hasText: 'even as they get' })).toContainText(/, 0 now\. It helped\./)
  await expect(shown.getByRole('status')).toHaveText('quiet')
})

test('it opens from the menu of a lane, by the keyboard alone, and gives the focus back', async ({ page }) => {
  await openHotKey(page)
  const river = page.getByRole('application', { name: /^River of/ })
  const shardIds = (await summaryOf(page)).shards.filter(({ state }) => state === 'OPEN').length
  const why = page.getByRole('menuitem', { name: 'Why is this shard throttling?' })
  await river.focus()
  for (let lane = 0; lane < shardIds; lane++) {
    await river.press('ArrowDown')
    await river.press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
    if ((await why.count()) > 0) break
    await page.keyboard.press('Escape')
  }
  await why.focus()
  await why.press('Enter')
  await expect(card(page).getByRole('heading', { level: 2 })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(card(page)).toHaveCount(0)
  await expect(river).toBeFocused()
})

test('the event log leads to an old overload, and asks there', async ({ page }) => {
  // So little too much that nothing is given up: the log tells of few things.
  await openHotKey(page, {}, { ...HOT, ratePerSecond: 1_250 })
  await setWorkload(page, { ...HOT, ratePerSecond: 10 })
  await advance(page, 300_000)
  await page.getByRole('button', { name: 'Event log', exact: true }).click()
  const log = page.getByRole('region', { name: 'Event log' })
  await log.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'writes and throttling' })
  await log.getByRole('button', { name: 'Why?' }).first().click()
  await expect(card(page)).toContainText('user-0 alone')
})

test('a caption beside the river asks, too', async ({ page }) => {
  await openPage(page, { scenario: 'reshard-under-lag', at: '100000' })
  await setWorkload(page, HOT)
  const { at } = await advanceUntil(page, 'ThrottlingStarted')
  await goTo(page, Math.ceil(at) + 1_000)
  await page.getByRole('main').getByRole('button', { name: 'Why?' }).click()
  await expect(card(page)).toBeVisible()
})

for (const { name, parameters, title } of [
  { name: 'light', parameters: { theme: 'light' }, title: /^Why does/ },
  { name: 'dark, Korean', parameters: { theme: 'dark', lang: 'ko' }, title: /거부하는 이유$/ },
]) {
  test(`${name}: the card has no violation, its table neither`, async ({ page }) => {
    const shardId = await openHotKey(page, parameters)
    await lineageItems(page).or(page.getByRole('listitem')).getByRole('button', { name: new RegExp(`^${shardId}, `) }).click()
    await page.getByTestId('shard-details').getByRole('button').filter({ hasText: /throttling|거부하는 이유/ }).click()
    const shown = card(page, title)
    await expect(shown.getByText('user-0').first()).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await shown.getByRole('button', { name: /table|표/ }).click()
    await shown.locator('section li button:enabled').last().click()
    await whenIdle(page)
    await advance(page, 20_000)
    expect(await violationsOf(page)).toEqual([])
  })
}

test('on a phone it is a dialog that fits, and closes', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const shardId = await openHotKey(page)
  await openFromLineage(page, shardId)
  const shown = card(page)
  await expect(shown.getByText('user-0').first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  const key = shown.getByRole('button', { name: 'Use a better partition key' })
  await key.scrollIntoViewIfNeeded()
  await expect(key).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(shown).toHaveCount(0)
})
