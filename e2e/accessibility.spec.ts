/** WCAG 2 A and AA by machine, in both themes and both languages, with each panel open and much going on. */
import { expect } from '@playwright/test'
import { advanceUntil, openPage, test } from './steps'
import { violationsOf } from './violations'

const LOOKS = [
  { name: 'light', parameters: { theme: 'light' }, tabs: ['Lineage', 'Leases', 'Metrics', 'Calls', 'Capacity'], log: 'Event log', help: 'Help and keys' },
  { name: 'dark', parameters: { theme: 'dark' }, tabs: ['Lineage', 'Leases', 'Metrics', 'Calls', 'Capacity'], log: 'Event log', help: 'Help and keys' },
  { name: 'Korean', parameters: { lang: 'ko' }, tabs: ['계보', '리스', '지표', '호출', '용량'], log: '이벤트 로그', help: '도움말과 단축키' },
]

for (const { name, parameters, tabs, log, help } of LOOKS) {
  test(`${name}: no violation in any panel`, async ({ page }) => {
    await openPage(page, { scenario: 'reshard-under-lag', at: '75000', ...parameters })
    await page.getByRole('button', { name: log, exact: true }).click()
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel', { name: tab }).getByRole('heading').or(page.getByRole('tabpanel', { name: tab }).getByRole('listitem')).first()).toBeVisible()
      expect(await violationsOf(page), tab).toEqual([])
    }
    await page.getByRole('button', { name: help }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violationsOf(page), help).toEqual([])
  })
}

test('a full shard, its details, its menu and a refusal have none either', async ({ page }) => {
  await openPage(page)
  const { shardId } = await advanceUntil(page, 'ThrottlingStarted', { withinMs: 180_000 })
  await page.getByRole('button', { name: new RegExp(`^${shardId}, open`) }).click()
  const field = page.getByRole('textbox', { name: 'Shards, as a number' })
  await field.fill('99')
  await field.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Exception' })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  const river = page.getByRole('application', { name: /^River of/ })
  await river.press('ArrowDown')
  await river.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
})
