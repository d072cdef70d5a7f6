/** The page by keyboard alone: everything can be focused, in order, visibly; no place is a trap. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { eventsOfKind, lineageItems, openPage, slider, summaryOf, test, whenIdle } from './steps'

interface Stop {
  region: string
  name: string
  isMarked: boolean
}

test('Tab goes through the page in order, and shows where it is', async ({ page }) => {
  await openPage(page)
  const stops = await tour(page)
  expect(stops[0]).toMatchObject({ name: 'Skip to the river' })
  expect(stops.filter((stop) => !stop.isMarked)).toEqual([])
  expect(stops.map((stop) => stop.region).filter((region, index, all) => region !== all[index - 1])).toEqual(['', 'HEADER', 'MAIN', 'Timeline', 'Controls', 'Panels'])
  const names = stops.map((stop) => stop.name)
  for (const name of ['Scenario', 'Restart', 'Play', 'Step', 'Speed', 'Help and keys', 'Timeline', 'Event log', 'Shards', 'Data', 'Producers', 'Workers', 'Crash w-1', 'Lineage']) {
    expect(names.filter((shown) => shown.startsWith(name))).not.toEqual([])
  }
  expect(stops.length).toBeLessThan(80)
})

test('a slider in focus looks different', async ({ page }) => {
  await openPage(page)
  const shards = slider(page, 'Shards')
  const without = await shards.screenshot()
  await page.getByRole('textbox', { name: 'Shards, as a number' }).focus()
  await page.keyboard.press('Tab')
  await expect(shards).toBeFocused()
  expect((await shards.screenshot()).equals(without)).toBe(false)
})

test('the skip link leads to the river', async ({ page }) => {
  await openPage(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('application', { name: /^River of/ })).toBeFocused()
})

test('keys play, step, restart and help from anywhere', async ({ page }) => {
  await openPage(page)
  const { atMs } = await summaryOf(page)
  await page.keyboard.press('ArrowRight')
  await whenIdle(page)
  expect((await summaryOf(page)).atMs).toBeGreaterThan(atMs)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await page.keyboard.press('Space')
  await page.keyboard.press('Home')
  await whenIdle(page)
  expect((await summaryOf(page)).atMs).toBe(0)
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'How to read the river' })
  await expect(help).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
})

test('a key that a control uses itself does nothing else', async ({ page }) => {
  await openPage(page)
  const { atMs } = await summaryOf(page)
  await page.getByRole('combobox', { name: 'Partition key', exact: true }).press('Home')
  await page.keyboard.type('a [?] b')
  await page.getByRole('tab', { name: 'Lineage' }).press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Leases' })).toHaveAttribute('aria-selected', 'true')
  await whenIdle(page)
  expect((await summaryOf(page)).atMs).toBe(atMs)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Speed, as a number', exact: true })).toHaveValue('1')
})

test('arrows walk the lineage from parent to child, and Enter opens the details', async ({ page }) => {
  await openPage(page, { scenario: 'reshard-under-lag', at: '100000' })
  const child = (await eventsOfKind(page, 'ShardOpened')).find((event) => event.parentShardId !== null)!
  const parent = lineageItems(page).getByRole('button', { name: new RegExp(`^${child.parentShardId ?? ''},`) })
  await parent.focus()
  await page.keyboard.press('ArrowRight')
  await expect(lineageItems(page).getByRole('button', { name: new RegExp(`^${child.shardId},`) })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: child.shardId })).toBeVisible()
  await page.getByRole('button', { name: 'Close details' }).press('Enter')
  await expect(page.getByRole('region', { name: child.shardId })).toHaveCount(0)
})

/** From the top of the page until the focus leaves it. */
async function tour(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return null
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null
      const region = element.closest('header, main') ?? element.closest('section[aria-label]')
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return {
        region: region === null ? '' : /^(HEADER|MAIN)$/.test(region.tagName) ? region.tagName : (region.getAttribute('aria-label') ?? ''),
        name: element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent,
        // The mark of a range is on its thumb, which another test looks at.
        isMarked: element.matches('[type="range"]') || (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
      }
    })
    if (stop === null || stops.length > 200) return stops
    stops.push(stop)
  }
}
