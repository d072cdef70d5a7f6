/** One record followed through its whole way, and a story that asks before it shows. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { goTo, openPage, summaryOf, test } from './steps'

async function openNewestOf(page: Page, partitionKey: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Partition key', exact: true })
  await field.fill(partitionKey)
  await field.press('Enter')
  await page.getByRole('list', { name: 'Its newest records' }).getByRole('listitem').last().getByRole('button').click()
}

test('a record is followed from its producer to every application', async ({ page }) => {
  await openPage(page, { scenario: 'reshard-under-lag', at: '50000' })
  await openNewestOf(page, (await summaryOf(page)).shards[0]!.hottestKey!)
  const card = page.getByRole('dialog')
  await card.getByRole('button', { name: 'Follow this record' }).click()
  const stations = card.getByRole('region', { name: 'Its whole way' }).getByRole('listitem')
  await expect(stations.nth(0)).toContainText('made by App')
  await expect(stations.nth(1)).toContainText(/sent in request \d+/)
  await expect(stations.filter({ hasText: /stored in \S+ as …\d+/ })).toHaveCount(1)
  await goTo(page, 118_000)
  await expect(stations.filter({ hasText: 'processed by w-' })).toHaveCount(1)
  await expect(stations.filter({ hasText: 'its position is saved' })).toHaveCount(1)
})

test('a story asks what one expects, plays, and answers from the run', async ({ page }) => {
  await openPage(page, { scenario: 'does-resharding-help' })
  const question = page.getByRole('dialog', { name: 'What do you expect?' })
  await question.getByRole('button', { name: 'It falls: twice the shards, twice the speed' }).click()
  await expect(question.getByText('Watch: the answer comes at 01:58.000.')).toBeVisible()
  await goTo(page, 118_500)
  await expect(question.getByRole('heading', { name: 'Not what you said.' })).toBeVisible()
  await expect(question.getByText(/The oldest record that waits was [\d.]+ s old at 01:00\.000, and [\d.]+ s at 01:58\.000\./)).toBeVisible()
  await question.getByRole('button', { name: 'Why is it behind?' }).click()
  await expect(page.getByRole('dialog', { name: 'Why is orders behind?' })).toBeVisible()
})
