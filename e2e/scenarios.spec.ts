/** The menu of stories: they stand in groups, each is fetched when it is opened, and the newest wish wins. */
import { expect } from '@playwright/test'
import { scenarios } from '../src/scenarios/scenarios'
import { openPage, summaryOf, test, whenReady } from './steps'

test('every story is in the menu, under its group', async ({ page }) => {
  await openPage(page)
  const menu = page.getByRole('combobox', { name: 'Scenario' })
  const shown = await menu.locator('optgroup').evaluateAll((groups) =>
    groups.flatMap((group) => Array.from(group.querySelectorAll('option'), ({ value, text }) => ({ group: (group as HTMLOptGroupElement).label, value, text }))),
  )
  expect(shown.map(({ value }) => value).sort()).toEqual(scenarios.map(({ id }) => id).sort())
  expect(shown.filter(({ text, value }) => text === value)).toEqual([])
  expect(new Set(shown.map(({ group }) => group)).size).toBe(new Set(scenarios.map(({ group }) => group)).size)
  expect(shown.find(({ value }) => value === 'reshard-under-lag')).toEqual({ group: 'Resharding', value: 'reshard-under-lag', text: 'Resharding under lag' })
})

test('a chosen story opens; of two wishes the newer one', async ({ page }) => {
  await openPage(page)
  const menu = page.getByRole('combobox', { name: 'Scenario' })
  // The older wish arrives last.
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route('**/millionAMinute-*.js', async (route) => {
    await held
    await route.continue()
  })
  const answered = page.waitForResponse('**/millionAMinute-*.js')
  await menu.selectOption('million-a-minute')
  await menu.selectOption('reshard-under-lag')
  await expect(menu).toHaveValue('reshard-under-lag')
  letGo()
  await answered
  await whenReady(page)
  expect((await summaryOf(page)).stream.streamName).toBe('orders')
  await expect(menu).toHaveValue('reshard-under-lag')
})
