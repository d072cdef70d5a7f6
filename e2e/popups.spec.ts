/** What opens over the page is fetched at its first use; the focus goes in, stays sensible, and comes back. */
import { expect } from '@playwright/test'
import { openPage, summaryOf, test } from './steps'

for (const { button, key, inside } of [
  { button: 'Seed', key: 'Enter', inside: 'Seed number' },
  { button: 'Usual speeds', key: 'Space', inside: '0.1×' },
  { button: 'Help and keys', key: 'Enter', inside: 'Close' },
]) {
  test(`${button}: the keyboard opens it, works in it, and is back where it was`, async ({ page }) => {
    await openPage(page)
    const opener = page.getByRole('button', { name: button, exact: true })
    await expect(opener).toHaveAttribute('aria-expanded', 'false')
    await opener.focus()
    await page.keyboard.press(key)
    const box = page.getByRole('dialog')
    await expect(box.getByLabel(inside).or(box.getByRole('button', { name: inside }))).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(box).toHaveCount(0)
    await expect(opener).toBeFocused()
    await expect(opener).toHaveAttribute('aria-expanded', 'false')
  })
}

test('a second click closes a box, and so does one elsewhere', async ({ page }) => {
  await openPage(page)
  const opener = page.getByRole('button', { name: 'Seed', exact: true })
  const box = page.getByRole('dialog', { name: 'Seed' })
  await opener.click()
  await expect(box).toBeVisible()
  await expect(opener).toHaveAttribute('aria-expanded', 'true')
  await opener.click()
  await expect(box).toHaveCount(0)
  await opener.click()
  await expect(box).toBeVisible()
  await page.getByRole('heading', { name: 'Shardscope' }).click()
  await expect(box).toHaveCount(0)
})

test.describe('without the network', () => {
  test.use({ expectsErrors: true })

  test('what was not fetched stays away, and the page goes on', async ({ page, context }) => {
    await openPage(page)
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Help and keys' }).click()
    await page.getByRole('tab', { name: 'Leases' }).click()
    await page.getByRole('combobox', { name: 'Scenario' }).selectOption('reshard-under-lag')
    await expect(page.getByRole('status').filter({ hasText: 'reshard-under-lag could not be fetched' })).toBeVisible()
    const { atMs } = await summaryOf(page)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(atMs)
  })
})
