/** A few pictures of the whole page at a fixed instant: what no other test sees. */
import { expect } from '@playwright/test'
import { openPage, test } from './steps'

const PICTURES = [
  { name: 'light', parameters: { theme: 'light' }, viewport: { width: 1280, height: 800 } },
  { name: 'dark', parameters: { theme: 'dark' }, viewport: { width: 1280, height: 800 } },
  { name: 'korean', parameters: { theme: 'light', lang: 'ko' }, viewport: { width: 1280, height: 800 } },
  { name: 'phone', parameters: { theme: 'light' }, viewport: { width: 390, height: 844 } },
]

for (const { name, parameters, viewport } of PICTURES) {
  test(`the page looks as it did: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport)
    await openPage(page, { scenario: 'reshard-under-lag', at: '75000', ...parameters })
    await page.evaluate(() => document.fonts.ready)
    await expect(page).toHaveScreenshot(`${name}.png`)
  })
}
