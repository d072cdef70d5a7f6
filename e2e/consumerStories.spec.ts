/** Each story of consumers opens from the menu by its name, and shows its point in the words of the page. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { goTo, summaryOf, test } from './steps'
import { applicationCard, fact, inspectApplication, openStory, showConsumers } from './panels'

async function openReaders(page: Page, label: string): Promise<void> {
  await openStory(page, label)
  await showConsumers(page)
}

async function backToAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: '‹ All applications' }).click()
}

/** What the comparison says of every application, in their order. */
async function compared(page: Page, fact: string): Promise<number[]> {
  const cells = page.getByRole('region', { name: 'Side by side' }).getByRole('row').filter({ has: page.getByRole('rowheader', { name: fact, exact: true }) }).getByRole('cell')
  await expect(cells).toHaveCount((await summaryOf(page)).applications.length)
  return (await cells.allInnerTexts()).map((text) => Number(text.replaceAll(',', '')))
}

/** What the promises say of one application: order per key, parents first, at least once, before expiry. */
function promises(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'Promises' }).getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell')
}

const ALL_KEPT = ['kept', 'kept', 'kept', 'kept']

test('more and more readers: refusals start with the second one, and reading removes nothing', async ({ page }) => {
  await openReaders(page, 'More and more readers')
  await expect(page.getByRole('list', { name: 'Applications', exact: true }).getByRole('heading')).toHaveText(['billing'])
  await expect(fact(applicationCard(page, 'billing'), 'Calls/s')).toHaveText('5')
  expect(await compared(page, 'Refused')).toEqual([0])
  await goTo(page, 140_000)
  const refused = await compared(page, 'Refused')
  expect(refused).toHaveLength(5)
  for (const calls of refused.slice(0, 4)) expect(calls).toBeGreaterThan(20)
  expect(refused[4]).toBe(0)
  await expect(page.getByText(/^21,000 records were put into clicks so far\. Reading removes none: each of the 5 readers/)).toBeVisible()
  for (const name of ['billing', 'archive', 'alerts']) await expect(promises(page, name)).toHaveText(ALL_KEPT)
})

test('polling and enhanced fan-out stand on one chart', async ({ page }) => {
  await openReaders(page, 'Polling and enhanced fan-out')
  const shapes = page.getByRole('list', { name: 'Age of records when read' }).getByRole('listitem')
  await expect(shapes).toHaveText([/^pulled polling/, /^pushed fan-out/, /^changes-over polling/])
  await goTo(page, 120_000)
  await expect(shapes).toHaveText([/^pulled polling/, /^pushed fan-out/, /^changes-over polling/, /^changes-over fan-out/])
  const [pulled, pushed] = (await shapes.allInnerTexts()).map((text) => Number(/within ([\d.]+) ?ms/.exec(text)?.[1]))
  expect(pulled).toBeGreaterThan(400)
  expect(pushed).toBeLessThan(120)
  await expect(applicationCard(page, 'changes-over').getByRole('radio', { name: 'fan-out' })).toBeChecked()
})

test('children read too soon break the order of keys', async ({ page }) => {
  await openReaders(page, 'Children read too soon')
  await expect(promises(page, 'hasty')).toHaveText(ALL_KEPT)
  await goTo(page, 100_000)
  await expect(promises(page, 'patient')).toHaveText(ALL_KEPT)
  const [order, parents, once, expiry] = await promises(page, 'hasty').allInnerTexts()
  expect([order, parents]).not.toContain('kept')
  expect([once, expiry]).toEqual(['kept', 'kept'])
  await expect(page.getByRole('list', { name: 'Broken promises, earliest first' })).toContainText('A parent of the shard still had records.')
})

test('after a crash records since the checkpoint are read again: few, or many', async ({ page }) => {
  await openReaders(page, 'Crash and checkpoint')
  expect(await compared(page, 'Read again')).toEqual([0, 0])
  await goTo(page, 130_000)
  const workers = (await inspectApplication(page, 'saves-seldom')).getByRole('list', { name: 'Workers' })
  await expect(workers).toContainText(/w-1 crashed/)
  await backToAll(page)
  await goTo(page, 170_000)
  const [often, seldom] = await compared(page, 'Read again')
  expect(often).toBeGreaterThan(100)
  expect(often).toBeLessThan(2_800)
  expect(seldom).toBeGreaterThan(10_000)
  for (const name of ['saves-often', 'saves-seldom']) await expect(promises(page, name)).toHaveText(ALL_KEPT)
})

test('leases spread over new workers: stolen in KCL 2.x, handed over in 3.x', async ({ page }) => {
  await openReaders(page, 'Leases in KCL 2.x and 3.x')
  await expect(applicationCard(page, 'takes')).toContainText('KCL 2.x')
  await expect(applicationCard(page, 'assigns')).toContainText('KCL 3.x')
  await goTo(page, 150_000)
  const taken = await inspectApplication(page, 'takes')
  await expect(taken.getByRole('list', { name: 'Workers' }).getByRole('listitem')).toHaveText([/w-1.*2 leases/, /w-2.*2 leases/, /w-3.*2 leases/, /w-4.*2 leases/])
  await backToAll(page)
  await expect(fact(await inspectApplication(page, 'assigns'), 'Leader')).toHaveText('w-1')
  await backToAll(page)
  const [stolen, handedOver] = await compared(page, 'Read again')
  expect(stolen).toBeGreaterThan(100)
  expect(handedOver).toBe(0)
})

test('an exception skips a batch, and a worker that slept is a zombie', async ({ page }) => {
  await openReaders(page, 'Exceptions and zombies')
  await goTo(page, 120_000)
  await expect((await inspectApplication(page, 'sleeps')).getByRole('list', { name: 'Workers' })).toContainText(/w-1 paused/)
  await backToAll(page)
  await goTo(page, 155_000)
  const [, , once] = await promises(page, 'throws').allInnerTexts()
  expect(once).not.toBe('kept')
  await expect(page.getByRole('list', { name: 'Broken promises, earliest first' })).toContainText('A position was saved beyond records that were never processed.')
  await expect(promises(page, 'sound')).toHaveText(ALL_KEPT)
  const [, again, none] = await compared(page, 'Read again')
  expect(again).toBeGreaterThan(0)
  expect(none).toBe(0)
})

test('a poison record blocks its shard, or is put aside', async ({ page }) => {
  await openReaders(page, 'A poison record')
  await goTo(page, 100_000)
  await expect(await inspectApplication(page, 'waits')).toContainText('blocked by a batch that keeps failing')
  await backToAll(page)
  const aside = await inspectApplication(page, 'puts-aside')
  await expect(fact(aside, 'Given up: RetryAttemptsExhausted')).toHaveText('1')
  await expect(fact(aside, 'Sent to the destination')).toHaveText('1 batches, 1 records')
  await backToAll(page)
  await expect(promises(page, 'waits')).toHaveText(ALL_KEPT)
  const [, , once] = await promises(page, 'puts-aside').allInnerTexts()
  expect(once).toBe('1')
})

test('a function in parallel keeps up where one batch at a time does not', async ({ page }) => {
  await openReaders(page, 'A function in parallel')
  await goTo(page, 120_000)
  const [one, ten] = await compared(page, 'Backlog')
  expect(one).toBeGreaterThan(20_000)
  expect(ten).toBeLessThan(2_000)
  for (const name of ['one-at-a-time', 'ten-at-a-time']) await expect(promises(page, name)).toHaveText(ALL_KEPT)
  await expect((await inspectApplication(page, 'ten-at-a-time')).getByRole('list', { name: 'Shards and their slots' })).toContainText('Slot 10:')
})

test('Firehose lists its objects by their names, and opens one', async ({ page }) => {
  await openReaders(page, 'Firehose delivers to S3')
  const waiting = await inspectApplication(page, 'five-minutes')
  await expect(waiting).toContainText('None yet')
  await backToAll(page)
  await goTo(page, 130_000)
  const minute = await inspectApplication(page, 'one-minute')
  await expect(fact(minute, 'Objects written')).toHaveText('2')
  await expect(minute.getByText(/^\d{4}\/\d{2}\/\d{2}\/\d{2}\/one-minute-1-\d{4}(-\d{2}){5}-[0-9a-f-]{36}\.gz$/)).toHaveCount(2)
  await minute.getByRole('button', { name: /^Open .*one-minute-1/ }).first().click()
  await expect(minute.getByRole('region', { name: /one-minute-1/ })).toContainText('1f 8b')
})

test('a shard without records holds the watermark back, unless it may be idle', async ({ page }) => {
  await openReaders(page, 'Flink counts in windows')
  await goTo(page, 90_000)
  const held = await inspectApplication(page, 'held-back')
  await expect(held).toContainText(/has brought no record yet, and holds the watermark back: no window closes/)
  await expect(fact(held, 'Windows fired')).toHaveText('0')
  await backToAll(page)
  await expect(fact(await inspectApplication(page, 'with-idleness'), 'Windows fired')).toHaveText('8')
  await goTo(page, 110_000)
  await expect(fact(page.getByRole('article'), 'Restored from')).toContainText('checkpoint 4')
})

test('the Connector Library writes over an object of the same name, Firehose writes one more', async ({ page }) => {
  await openReaders(page, 'Connector Library and Firehose')
  await expect(applicationCard(page, 'connector')).toContainText('deprecated')
  await goTo(page, 80_000)
  const connector = await inspectApplication(page, 'connector')
  await expect(fact(connector, 'Of them, written over one of the same name')).toHaveText('1')
  await expect(connector).toContainText('Written over once.')
  await backToAll(page)
  await goTo(page, 270_000)
  const firehose = await inspectApplication(page, 'firehose')
  await expect(fact(firehose, 'Written twice')).toHaveText(/^1 objects/)
  await expect(firehose).toContainText('Holds what another object holds.')
})

test('de-duplicated or not: who knows records by their ids', async ({ page }) => {
  await openReaders(page, 'De-duplicated or not')
  await goTo(page, 180_000)
  const [counts, knows, forgets] = await compared(page, 'Duplicates')
  expect(counts).toBeGreaterThan(1_000)
  expect(knows).toBe(0)
  expect(forgets).toBeGreaterThan(500)
  expect(forgets).toBeLessThan(counts!)
})
