/** Readers that know duplicates and those that do not, readers of aggregates and one that sees bytes: set from the left rail, told in the Leases panel. */
import { expect, type Page } from '@playwright/test'
import { advance, openPage, summaryOf, test, typeValue, whenIdle } from './steps'

async function applicationOf(page: Page, name: string) {
  return (await summaryOf(page)).applications.find((row) => row.name === name)!
}

/** The part of the left rail about one application, opened. */
async function readingOf(page: Page, name: string) {
  const group = page.getByRole('group', { name, exact: true })
  await group.getByText('Duplicates and aggregates').click()
  return group
}

function fact(page: Page, name: string) {
  return page.getByRole('table').filter({ hasText: 'User records processed' }).getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell')
}

test('of two readers of lost answers, the one that knows ids processes nothing twice', async ({ page }) => {
  await openPage(page, { scenario: 'lost-responses' })
  await advance(page, 40_000)
  const [knows, counts] = [await applicationOf(page, 'knows-ids'), await applicationOf(page, 'counts-twice')]
  expect(knows.duplicatesProcessed).toBe(0)
  expect(knows.duplicatesDropped).toBeGreaterThan(0)
  expect(counts.duplicatesProcessed).toBeGreaterThan(0)
  expect(counts.userRecordsProcessed).toBeGreaterThan(knows.userRecordsProcessed)
  await page.getByRole('tab', { name: 'Leases' }).click()
  await expect(fact(page, 'of these, duplicates')).toHaveText(['0', String(counts.duplicatesProcessed)])
  await expect(fact(page, 'Duplicates dropped')).toHaveText([String(knows.duplicatesDropped), '–'])
})

test('a reader learns to drop duplicates, and a small memory lets them through again', async ({ page }) => {
  await openPage(page, { scenario: 'lost-responses' })
  await advance(page, 20_000)
  const reading = await readingOf(page, 'counts-twice')
  await reading.getByRole('checkbox', { name: 'Drop duplicates' }).check()
  await whenIdle(page)
  const before = await applicationOf(page, 'counts-twice')
  expect(before.deduplication).toMatchObject({ idsMax: 100_000, idsHeld: 0 })
  await advance(page, 30_000)
  const after = await applicationOf(page, 'counts-twice')
  expect(after.duplicatesDropped).toBeGreaterThan(0)
  expect(after.deduplication!.idsHeld).toBeGreaterThan(1_000)
  await typeValue(page, 'Ids remembered', 10)
  expect((await applicationOf(page, 'counts-twice')).deduplication).toMatchObject({ idsMax: 10, idsHeld: 10 })
  await advance(page, 20_000)
  expect((await applicationOf(page, 'counts-twice')).duplicatesProcessed).toBeGreaterThan(after.duplicatesProcessed)
  await reading.getByRole('checkbox', { name: 'Drop duplicates' }).uncheck()
  await whenIdle(page)
  expect((await applicationOf(page, 'counts-twice')).deduplication).toBeNull()
})

test('a reader that does not take aggregates apart begins to, by the keyboard', async ({ page }) => {
  await openPage(page, { scenario: 'kpl-stale-map' })
  await advance(page, 30_000)
  await page.getByRole('tab', { name: 'Leases' }).click()
  const { recordsUnread, userRecordsProcessed } = await applicationOf(page, 'plain-reader')
  expect(recordsUnread).toBeGreaterThan(1_000)
  await expect(fact(page, 'Unread, in aggregates').last()).toHaveText(new Intl.NumberFormat('en').format(recordsUnread))
  const reading = await readingOf(page, 'plain-reader')
  await reading.getByRole('checkbox', { name: 'Take aggregates apart' }).focus()
  await page.keyboard.press('Space')
  await whenIdle(page)
  await advance(page, 5_000)
  const now = await applicationOf(page, 'plain-reader')
  expect(now.deaggregation).toBe('wholeInRange')
  expect(now.userRecordsProcessed).toBeGreaterThan(userRecordsProcessed + 500)
})
