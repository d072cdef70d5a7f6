/** The Capacity tab in parts: one at a time or all of them, by keys, and found again as it was left. */
import { expect } from '@playwright/test'
import { openPage, test } from './steps'
import { expectNothingBeyondTheEdge, openStory, showCapacity } from './panels'
import { violationsOf } from './violations'

test('its parts are chosen by keys, and the tab comes back to the one that was left, where it was', async ({ page }) => {
  await openPage(page, { scenario: 'short-bursts', at: '130000' })
  const panel = await showCapacity(page)
  const part = (name: string) => panel.getByRole('radio', { name, exact: true })
  const heading = (name: RegExp) => panel.getByRole('heading', { level: 2, name })
  await part('Retention').click()
  await expect(heading(/./)).toHaveText(['Retention: 24 hours'])
  await part('Retention').press('ArrowRight')
  await expect(part('Mode')).toBeFocused()
  await page.keyboard.press('Space')
  await expect(heading(/./)).toHaveText(['Capacity mode: Provisioned'])
  const scroller = page.getByRole('tabpanel', { name: 'Capacity', exact: true })
  await scroller.evaluate((rail) => (rail.scrollTop = 120))
  await part('Cost').click()
  await expect(heading(/./)).toHaveText(['Cost'])
  await expect(part('Cost')).toBeInViewport()
  await part('Mode').click()
  expect(await scroller.evaluate((rail) => rail.scrollTop)).toBe(120)
  await page.getByRole('tab', { name: 'Security', exact: true }).click()
  await page.getByRole('tab', { name: 'Capacity', exact: true }).click()
  await expect(part('Mode')).toHaveAttribute('aria-checked', 'true')
  await part('CloudWatch').click()
  await panel.getByRole('button', { name: 'Put an alarm on this metric' }).click()
  await expect(part('Alarms')).toHaveAttribute('aria-checked', 'true')
  await expect(panel.getByRole('form', { name: 'PutMetricAlarm' })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await expectNothingBeyondTheEdge(page)
})

test('a story opens the part that it is about', async ({ page }) => {
  await openStory(page, 'The bill: steady traffic')
  await page.getByRole('tab', { name: 'Capacity', exact: true }).click()
  await expect(page.getByTestId('bill').getByRole('table').first()).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Cost', exact: true })).toHaveAttribute('aria-checked', 'true')
})
