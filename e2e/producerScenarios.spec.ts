/** Each story of producers opens from the menu by its name, and shows its point in the words of the page. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { goTo, lineageItems, openPage, summaryOf, test } from './steps'
import { fact, openStory, producersList, showProducers } from './panels'

async function inspect(page: Page, name: RegExp): Promise<void> {
  await producersList(page).getByRole('button', { name }).click()
}

async function backToAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All producers' }).click()
}

async function numberOf(shown: Locator): Promise<number> {
  await expect(shown).toHaveText(/\d/)
  return Number((await shown.innerText()).replace(/[^\d.]/g, ''))
}

/** What the card of duplicates counts in the stream. */
function duplicates(page: Page): Locator {
  return page.getByText(/[\d,]+ records in the stream/).locator('strong')
}

test('PutRecord beside PutRecords: six times the calls for the same records', async ({ page }) => {
  await openStory(page, 'PutRecord beside PutRecords')
  await showProducers(page)
  await expect(producersList(page).getByRole('listitem')).toHaveCount(2)
  await inspect(page, /^App 1 PutRecord 120\/s/)
  await expect(fact(page, 'Calls')).toHaveText('120/s')
  await expect(fact(page, 'Records per call')).toHaveText('1')
  await backToAll(page)
  await inspect(page, /^App 2 PutRecords 120\/s/)
  await expect(fact(page, 'Calls')).toHaveText('20/s')
  await expect(fact(page, 'Records per call')).toHaveText('6')
  await expect(fact(page, 'PUT payload units')).toHaveText('120/s')
})

test('partial failures name the entries that failed; order is lost but to those who wait', async ({ page }) => {
  await openStory(page, 'Partial failures, and order lost')
  await goTo(page, 63_000)
  await showProducers(page)
  await inspect(page, /^App 1 PutRecords/)
  await expect(page.getByRole('list', { name: 'Last answers' })).toContainText(/\d+ of \d+ entries failed: \d+.*ProvisionedThroughputExceededException/)
  expect(await numberOf(fact(page, 'Stored out of order'))).toBeGreaterThan(50)
  await backToAll(page)
  await inspect(page, /^App 2 PutRecord /)
  await expect(fact(page, 'Stored out of order')).toHaveText('0')
})

test('the KPL puts twenty records in one, and its chart stands beside that of plain puts', async ({ page }) => {
  await openStory(page, 'KPL beside plain puts')
  await showProducers(page)
  await expect(page.getByRole('img', { name: /^Latency over the last minute\. Now: .*KPL 1/ })).toBeVisible()
  await inspect(page, /^KPL 1/)
  await expect(fact(page, 'Records acknowledged')).toHaveText('200/s')
  await expect(fact(page, 'Kinesis records')).toHaveText('10/s')
  await backToAll(page)
  await inspect(page, /^App 2/)
  expect(await numberOf(fact(page, 'Kinesis records'))).toBeGreaterThan(150)
})

test('without its service the KPL piles records up, and gives up those older than RecordTtl', async ({ page }) => {
  await openStory(page, 'KPL without its service')
  await goTo(page, 90_000)
  await showProducers(page)
  await expect(producersList(page).getByRole('button', { name: /^KPL 1 cut off/ })).toContainText(/lost/)
  await inspect(page, /^KPL 1/)
  expect(await numberOf(fact(page, 'Outstanding records'))).toBeGreaterThan(2_500)
  expect(await numberOf(page.getByRole('row', { name: /expired \(RecordTtl\)/ }).getByRole('cell'))).toBeGreaterThan(500)
  await backToAll(page)
  await inspect(page, /^KPL 2/)
  await expect(fact(page, 'Outstanding records')).toHaveText('500')
  expect(await numberOf(fact(page, 'Records that the application holds back'))).toBeGreaterThan(2_000)
})

test('a stale shard map stores members twice', async ({ page }) => {
  await openStory(page, 'KPL with a stale shard map')
  await goTo(page, 60_000)
  await showProducers(page)
  expect(await numberOf(duplicates(page))).toBeGreaterThan(10)
  await inspect(page, /^KPL 1/)
  expect(await numberOf(fact(page, 'Wrong shard, sent again'))).toBeGreaterThan(10)
  await expect(page.getByText(/^Shard map: 2 open shards/)).toBeVisible()
})

test('gzip before puts: the same rows in fewer bytes', async ({ page }) => {
  await openStory(page, 'gzip before puts')
  await showProducers(page)
  await inspect(page, /^App 2/)
  await expect(fact(page, 'Before and after gzip')).toHaveText(/ → .* \((2|3)\d%\)/)
})

test('the agent makes JSON of a log, and after its crash sends again what its checkpoint does not know', async ({ page }) => {
  await openStory(page, 'The Kinesis Agent tails a log')
  await showProducers(page)
  await inspect(page, /^Agent 1/)
  await expect(page.getByLabel('After processing')).toContainText('"request":"/')
  await backToAll(page)
  await goTo(page, 105_000)
  expect(await numberOf(duplicates(page))).toBeGreaterThan(500)
})

test('a subscription filter packs log events of a log stream into one record', async ({ page }) => {
  await openStory(page, 'CloudWatch Logs subscription')
  await showProducers(page)
  await expect(producersList(page).getByRole('listitem')).toHaveCount(2)
  await inspect(page, /^CW Logs 1 ByLogStream/)
  await expect(page.getByText('"messageType":"DATA_MESSAGE"')).toBeVisible()
})

test('the hot topic of AWS IoT has one key, and after the cure one for each device', async ({ page }) => {
  await openStory(page, 'AWS IoT: the hot topic')
  await showProducers(page)
  await inspect(page, /^IoT 1/)
  await expect(page.getByText('Every message has the same partition key')).toBeVisible()
  await goTo(page, 100_000)
  await expect(page.getByText(/^300 different partition keys at most/)).toBeVisible()
  const { shards } = await summaryOf(page)
  expect(shards.filter(({ writeRecordsPerSecond }) => writeRecordsPerSecond > 0)).toHaveLength(4)
})

test('Flink writes a window again after a crash', async ({ page }) => {
  await openStory(page, 'Flink writes its windows')
  await showProducers(page)
  await inspect(page, /^Flink 1/)
  expect(await numberOf(fact(page, 'Events read'))).toBeGreaterThan(1_000)
  await backToAll(page)
  await goTo(page, 118_000)
  expect(await numberOf(duplicates(page))).toBeGreaterThan(1_000)
})

for (const { label, badge } of [
  { label: 'A hot key', badge: 'hot key' },
  { label: 'Too much traffic', badge: 'too much traffic' },
  { label: 'Short bursts', badge: 'short peaks' },
]) {
  test(`${label}: the card says so`, async ({ page }) => {
    await openStory(page, label)
    const { shards } = await summaryOf(page)
    const { shardId } = shards.reduce((most, shard) => (shard.recordsThrottled > most.recordsThrottled ? shard : most))
    await lineageItems(page).getByRole('button', { name: new RegExp(`^${shardId}, `) }).click()
    await page.getByTestId('shard-details').getByRole('button', { name: 'Why is it throttling?' }).click()
    await expect(page.getByRole('dialog', { name: /^Why (does|are)/ }).getByRole('status')).toHaveText(badge)
  })
}

test('lost responses: one reader leaves the copies out, the other takes them again', async ({ page }) => {
  await openStory(page, 'Lost responses, records twice')
  await goTo(page, 60_000)
  await showProducers(page)
  expect(await numberOf(duplicates(page))).toBeGreaterThan(100)
  const readers = page.getByRole('table', { name: 'What the readers do with them' })
  const [knows, counts] = [readers.getByRole('row', { name: /^knows-ids/ }), readers.getByRole('row', { name: /^counts-twice/ })]
  await expect(knows.getByRole('cell').first()).toHaveText('0')
  expect(await numberOf(knows.getByRole('cell').last())).toBeGreaterThan(100)
  expect(await numberOf(counts.getByRole('cell').first())).toBeGreaterThan(100)
})

test("a day's curve is refused by day", async ({ page }) => {
  await openStory(page, 'A day of traffic')
  await expect(page.getByRole('combobox', { name: 'Rate over time' })).toHaveValue('day')
  await goTo(page, 60_000)
  await showProducers(page)
  await expect(producersList(page).getByRole('listitem')).toHaveCount(4)
  expect((await summaryOf(page)).totals.recordsThrottled).toBeGreaterThan(100)
})

test('the menu says of each story what it is about', async ({ page }) => {
  await openPage(page)
  const menu = page.getByRole('combobox', { name: 'Scenario' })
  await menu.focus()
  await expect(menu).toHaveAttribute('title', /^Traffic rises with the morning/)
  const untold = menu.locator('option:not([title])')
  await expect(untold).toHaveCount(0)
})
