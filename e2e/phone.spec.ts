/** From a phone held upright to a projector: nothing is cut off, and every control can be reached. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { lineageItems, openPage, summaryOf, test, typeValue } from './steps'

const SCREENS = [
  { name: 'phone', viewport: { width: 390, height: 844 } },
  { name: 'projector', viewport: { width: 1280, height: 720 } },
]

for (const { name, viewport } of SCREENS) {
  for (const lang of ['en', 'ko']) {
    test(`${name}, ${lang}: no sideways scrolling, and no control is out of reach`, async ({ page }) => {
      await page.setViewportSize(viewport)
      await openPage(page, { scenario: 'reshard-under-lag', at: '75000', lang })
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click()
        await expect(page.getByRole('tabpanel')).not.toBeEmpty()
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
        expect(await unreachable(page)).toEqual([])
      }
    })
  }
}

test('a phone can do what a desk can: reshard and see the lineage grow', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openPage(page, { scenario: 'web-log', at: '40000' })
  await expect(page.getByRole('application', { name: /^River of 2 open shards/ })).toBeInViewport()
  await typeValue(page, 'Shards', 3)
  await page.evaluate(() => window.shardscope!.goTo(90_000))
  expect((await summaryOf(page)).stream.openShardCount).toBe(3)
  await expect(lineageItems(page).getByRole('button', { name: /, open,/ })).toHaveCount(3)
})

test('who prefers reduced motion gets none from the page', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  const moving = () =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('*')).filter((element) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(element)
        const lasts = (durations: string) => durations.split(',').some((duration) => parseFloat(duration) > 0.01)
        return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration))
      }).length,
    )
  expect(await moving()).toBe(0)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const { atMs } = await summaryOf(page)
  await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(atMs + 500)
  expect(await moving()).toBe(0)
})

/** Scrolls to each control in turn that is not folded away. @returns the names of those that lie outside of the screen or under something else. */
function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>('button, input, select, summary, [role="slider"], [role="tab"], [role="application"]')
    return Array.from(controls)
      .filter((control) => control.tabIndex >= 0 && control.checkVisibility())
      .filter((control) => {
        control.scrollIntoView({ block: 'center', inline: 'center' })
        const { left, right, top, bottom } = control.getBoundingClientRect()
        if (left < 0 || right > innerWidth + 0.5) return true
        const hit = document.elementFromPoint((left + right) / 2, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2)
        return hit === null || !(control.contains(hit) || hit.contains(control))
      })
      .map((control) => `${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent}`)
  })
}
