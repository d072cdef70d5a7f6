/** A browser without OffscreenCanvas: the page fetches the painter and draws the river itself. */
import { expect } from '@playwright/test'
import { advance, openPage, test } from './steps'

test('without OffscreenCanvas the river is drawn all the same', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'OffscreenCanvas'))
  await openPage(page)
  const look = () =>
    page.locator('#river canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return { colors: new Set(new Uint32Array(data.buffer)).size, sum: data.reduce((sum, part) => (sum * 31 + part) % 1_000_003, 0) }
    })
  await expect.poll(async () => (await look()).colors).toBeGreaterThan(20)
  const before = await look()
  await advance(page, 5_000)
  await expect.poll(async () => (await look()).sum).not.toBe(before.sum)
})
