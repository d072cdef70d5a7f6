/** Everything that puts, in the Producers panel: added, set, throttled, crashed, cut off, and why records come twice. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { ProducerRow, Summary } from '../src/engine/summary'
import { advance, eventsOfKind, openPage, slider, summaryOf, test, typeValue, whenIdle } from './steps'
import { choosePanel, producerRow, producersList, showProducers } from './panels'
import { violationsOf } from './violations'

const KINDS = [
  { item: /^Application on the SDK/, kind: 'sdk', name: 'App 5' },
  { item: /^Kinesis Producer Library/, kind: 'kpl', name: 'KPL 6' },
  { item: /^Kinesis Agent/, kind: 'agent', name: 'Agent 7' },
  { item: /^CloudWatch Logs/, kind: 'cloudWatchLogs', name: 'CW Logs 8' },
  { item: /^AWS IoT/, kind: 'iot', name: 'IoT 9' },
  { item: /^Apache Flink/, kind: 'flink', name: 'Flink 10' },
] as const

const LOOKS = { scenario: 'reshard-under-lag', at: '20000' } as const

/** Four plain applications; two shards. */
async function openProducers(page: Page, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  await openPage(page, { ...LOOKS, ...parameters })
  await showProducers(page)
}

async function add(page: Page, item: RegExp): Promise<void> {
  const { producers } = await summaryOf(page)
  await page.getByRole('button', { name: 'Add a producer' }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await expect.poll(async () => (await summaryOf(page)).producers.length).toBe(producers.length + 1)
  await whenIdle(page)
}

async function inspect(page: Page, name: string): Promise<void> {
  await producersList(page)
    .getByRole('button', { name: new RegExp(`^${name} `) })
    .click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeFocused()
}

/** The figures of the sum, as a person reads them. */
async function sumOf(page: Page): Promise<number[]> {
  const cells = await page.getByRole('table', { name: /^Records that the application meant to send/ }).getByRole('cell').allTextContents()
  return cells.map((text) => Number(text.replaceAll(',', '')))
}

function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name })
}

function accounted({ recordsAcknowledged, recordsGivenUp, recordsExpired, recordsInFlight, recordsWaiting }: ProducerRow): number {
  return recordsAcknowledged + recordsGivenUp + recordsExpired + recordsInFlight + recordsWaiting
}

function copied({ producers }: Summary): number {
  return producers.reduce((sum, { recordsCopied }) => sum + recordsCopied, 0)
}

test('each kind is added from the menu, puts records, and opens with books that add up', async ({ page }) => {
  await openProducers(page)
  for (const { item } of KINDS) await add(page, item)
  await advance(page, 75_000)
  const { producers } = await summaryOf(page)
  for (const [index, { kind, name }] of KINDS.entries()) {
    const producer = producers[4 + index]!
    expect(producer.settings.kind).toBe(kind)
    expect(producer.recordsAcknowledged, name).toBeGreaterThan(0)
    expect(accounted(producer), name).toBe(producer.recordsMeant)
    await inspect(page, name)
    const [meant, ...places] = await sumOf(page)
    expect(meant).toBe(producer.recordsMeant)
    expect(places.reduce((sum, count) => sum + count, 0)).toBe(meant)
    await expect(page.getByText('It adds up to the last record.')).toBeVisible()
    expect(await violationsOf(page), name).toEqual([])
    await button(page, 'All producers').click()
    await expect(button(page, new RegExp(`^${name} `))).toBeFocused()
  }
})

test('a producer crashes, restarts, is cut off, reconnected and removed', async ({ page }) => {
  await openProducers(page)
  await inspect(page, 'App 1')
  await button(page, 'Crash').click()
  await expect.poll(async () => (await producerRow(page, 0)).state).toBe('CRASHED')
  await expect(page.getByRole('article').getByText('crashed', { exact: true })).toBeVisible()
  await button(page, 'Restart').last().click()
  await expect.poll(async () => (await producerRow(page, 0)).state).toBe('RUNNING')

  await button(page, 'Cut off').click()
  await expect.poll(async () => (await producerRow(page, 0)).isPartitioned).toBe(true)
  const before = await producerRow(page, 0)
  await advance(page, 3_000)
  expect((await producerRow(page, 0)).recordsAcknowledged).toBe(before.recordsAcknowledged)
  await button(page, 'Reconnect').click()
  await advance(page, 10_000)
  expect((await producerRow(page, 0)).recordsAcknowledged).toBeGreaterThan(before.recordsAcknowledged)

  await button(page, 'Remove').click()
  await expect.poll(async () => (await summaryOf(page)).producers.map(({ producerIndex }) => producerIndex)).toEqual([1, 2, 3])
  await expect(page.getByRole('list', { name: 'Producers' }).getByRole('listitem')).toHaveCount(3)
})

test('a response lost by keyboard becomes a duplicate that is counted', async ({ page }) => {
  await openProducers(page)
  await inspect(page, 'App 2')
  await button(page, 'Run to its next request').press('Enter')
  const lose = button(page, /^Lose the response to/)
  await expect(lose.first()).toBeVisible()
  await whenIdle(page)
  const { requests } = await producerRow(page, 1)
  const records = Math.max(...requests.map((request) => request.records))
  expect(records).toBeGreaterThan(0)
  await lose.first().press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Its response will be lost.' })).toBeVisible()
  await expect(button(page, 'Run to its next request')).toBeFocused()
  await expect.poll(async () => (await eventsOfKind(page, 'RequestLost')).length).toBe(1)
  const [lost] = await eventsOfKind(page, 'RequestLost')
  expect(lost).toMatchObject({ producerId: 'producer-2', lose: 'response' })

  await advance(page, 5_000)
  const after = await summaryOf(page)
  expect(after.totals.copiesStored).toBe(lost!.records)
  expect(copied(after)).toBe(lost!.records)
  expect((await producerRow(page, 1)).recordsCopied).toBe(lost!.records)
  await page.keyboard.press('Escape')
  await expect(page.getByText(new RegExp(`^${lost!.records} copies among [\\d,]+ records in the stream`))).toBeVisible()
  await expect(page.getByText('No setting of a producer avoids this; the reader must recognise the record by its own id.')).toBeVisible()
})

test('the network loses requests and responses, until it is calm', async ({ page }) => {
  await openProducers(page)
  await typeValue(page, 'Lost requests', 10)
  await typeValue(page, 'Lost responses', 0.5)
  await typeValue(page, 'Delay', 40)
  expect((await summaryOf(page)).network).toEqual({ requestLossPercent: 10, responseLossPercent: 0.5, delayMsMax: 40 })
  await advance(page, 30_000)
  expect((await summaryOf(page)).totals.copiesStored).toBeGreaterThan(0)
  await button(page, 'Calm the network').click()
  await expect.poll(async () => (await summaryOf(page)).network).toEqual({ requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 })
  await expect(button(page, 'Calm the network')).toBeDisabled()
  await advance(page, 5_000)
  const { copiesStored } = (await summaryOf(page)).totals
  await advance(page, 10_000)
  expect((await summaryOf(page)).totals.copiesStored).toBe(copiesStored)
})

test('settings are set by the names of the product, one after the other, and go back to their defaults', async ({ page }) => {
  await openProducers(page)
  await add(page, KINDS[1].item)
  await inspect(page, 'KPL 5')
  const buffered = page.getByRole('textbox', { name: 'RecordMaxBufferedTime, as a number' })
  await buffered.fill('2000')
  await buffered.press('Enter')
  // At once: the engine may not have the first change yet.
  await page.getByRole('checkbox', { name: 'FailIfThrottled' }).click()
  await typeValue(page, 'RecordTtl', 1_800_000)
  await expect.poll(async () => (await producerRow(page, 4)).settings).toMatchObject({ recordMaxBufferedTimeMs: 2_000, failIfThrottled: true, recordTtlMs: 1_800_000, rateLimitPercent: 150 })
  await advance(page, 20_000)
  expect((await producerRow(page, 4)).latencyMs).toBeGreaterThan(800)
  await button(page, 'Default: 100 ms RecordMaxBufferedTime').click()
  await expect(slider(page, 'RecordMaxBufferedTime')).toHaveAttribute('aria-valuetext', '100 ms')
  await advance(page, 20_000)
  expect((await producerRow(page, 4)).latencyMs).toBeLessThan(200)
})

test('choices are segments that the arrow keys reach, and a plain put is compared with the KPL', async ({ page }) => {
  await openProducers(page)
  await expect(page.getByText(/^Add a producer that puts in another way/)).toBeVisible()
  await add(page, KINDS[1].item)
  await inspect(page, 'App 1')
  await page.getByRole('radio', { name: 'PutRecords' }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('radio', { name: 'PutRecord', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await producerRow(page, 0)).settings).toMatchObject({ operation: 'PutRecord' })
  await advance(page, 30_000)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('img', { name: /^Records per call over the last minute\. Now: App 1 1; App 2 1\d(\.\d+)?; KPL 5 \d\d/ })).toBeVisible()
  await button(page, 'As a table').click()
  await expect(page.getByRole('region', { name: 'Cost of a million records' }).getByRole('columnheader')).toHaveText(['Time', 'App 1', 'App 2', 'KPL 5', 'App 3', 'App 4'])
})

test('a producer is throttled, and gets a workload of its own', async ({ page }) => {
  await openProducers(page)
  await inspect(page, 'App 3')
  await page.getByText('Traffic', { exact: true }).click()
  await typeValue(page, 'Throttle', 0)
  const { recordsMeant } = await producerRow(page, 2)
  await advance(page, 5_000)
  expect((await producerRow(page, 2)).recordsMeant).toBe(recordsMeant)
  await page.getByRole('radio', { name: 'Its own' }).click()
  await typeValue(page, 'Throttle', 100)
  await typeValue(page, 'Rate', 70)
  await expect.poll(async () => (await producerRow(page, 2)).workload).toMatchObject({ kind: 'synthetic', ratePerSecond: 70 })
  const before = await producerRow(page, 2)
  await advance(page, 10_000)
  expect((await producerRow(page, 2)).recordsMeant - before.recordsMeant).toBe(700)
})

test('the hot topic of an IoT rule is cured by its template, and a template that is none is refused', async ({ page }) => {
  await openProducers(page)
  await add(page, KINDS[4].item)
  await inspect(page, 'IoT 5')
  await advance(page, 3_000)
  await expect(page.getByText('1 partition key for the whole fleet')).toBeVisible()
  const templates = page.getByRole('list', { name: 'Templates for the partition key' })
  await templates.getByRole('button', { name: '${clientid()}' }).click()
  await advance(page, 3_000)
  await expect(page.getByText('200 different partition keys at most')).toBeVisible()
  const field = page.getByRole('textbox', { name: 'partitionKey' })
  await field.fill('${nosuch(')
  await field.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Not done:' })).toBeVisible()
  expect((await producerRow(page, 4)).settings).toMatchObject({ partitionKey: '${clientid()}' })
})

test('the Agent makes JSON of its log lines by steps that a person adds', async ({ page }) => {
  await openProducers(page)
  await add(page, KINDS[2].item)
  await inspect(page, 'Agent 5')
  await page.getByRole('combobox', { name: 'Add a step…' }).selectOption('CSVTOJSON')
  await typeValue(page, 'maxBufferAgeMillis', 1_000)
  await expect.poll(async () => (await producerRow(page, 4)).settings).toMatchObject({ maxBufferAgeMillis: 1_000, dataProcessingOptions: [{ optionName: 'CSVTOJSON' }] })
  await advance(page, 10_000)
  await expect(page.getByLabel('After processing')).toHaveText(/^\{"field1":/)
  await button(page, 'Remove CSVTOJSON').click()
  await expect.poll(async () => (await producerRow(page, 4)).settings).toMatchObject({ dataProcessingOptions: [] })
})

test('an aggregate opens: its user records, its magic, and what a consumer sees that does not de-aggregate', async ({ page }) => {
  await openProducers(page)
  await add(page, KINDS[1].item)
  await advance(page, 10_000)
  await choosePanel(page, 'Controls')
  const field = page.getByRole('combobox', { name: 'Partition key', exact: true })
  await field.fill('user-7')
  await field.press('Enter')
  const records = page.getByRole('list', { name: 'Its newest records' }).getByRole('listitem')
  await records.filter({ hasText: /in \d+/ }).first().getByRole('button').click()
  const card = page.getByRole('dialog', { name: /^Aggregate of \d+ user records/ })
  await expect(card.getByRole('heading', { level: 2 })).toBeFocused()
  await expect(card.getByRole('img', { name: /in hexadecimal: f3 89 9a c2 / })).toBeVisible()
  await expect(card.getByRole('row', { name: /user-7 / })).not.toHaveCount(0)
  await expect(card.getByRole('region', { name: 'What a consumer sees that does not de-aggregate' })).toHaveText(/\uFFFD.*user-/s)
  expect(await violationsOf(page)).toEqual([])
  await card.press('Escape')
  await expect(card).toHaveCount(0)
})

test('a copy leads to its twin and back', async ({ page }) => {
  await openProducers(page)
  await typeValue(page, 'Lost responses', 30)
  await advance(page, 15_000)
  await choosePanel(page, 'Controls')
  const [hot] = (await summaryOf(page)).shards
  const field = page.getByRole('combobox', { name: 'Partition key', exact: true })
  await field.fill(hot!.hottestKey!)
  await field.press('Enter')
  const records = page.getByRole('list', { name: 'Its newest records' }).getByRole('listitem')
  const card = page.getByRole('dialog')
  const elsewhere = card.getByRole('button', { name: /^Open the record with sequence number/ })
  await expect(records.first()).toBeVisible()
  const count = await records.count()
  for (let index = 0; index < count; index++) {
    await records.nth(index).getByRole('button').click()
    await expect(card.getByText('Sequence number', { exact: true })).toBeVisible()
    if ((await elsewhere.count()) > 0) break
  }
  const title = await card.getByRole('heading', { level: 2 }).textContent()
  await elsewhere.first().click()
  await expect(card.getByRole('heading', { level: 2 })).not.toHaveText(title!)
  await expect(elsewhere.filter({ hasText: title!.replace('Record ', '') })).toHaveCount(1)
})

test('the controls lead to the panel, and the keyboard back', async ({ page }) => {
  await openPage(page, LOOKS)
  const link = button(page, 'All producers, faults and duplicates…')
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Producers' })).toBeVisible()
  await expect(page.getByRole('group', { name: 'What to act with' }).getByRole('button', { name: 'Producers' })).toBeFocused()
})

test('a producer in the river leads to its inspector', async ({ page }) => {
  await openPage(page, LOOKS)
  const river = page.getByRole('application', { name: /^River of/ })
  await river.press('ArrowLeft')
  await river.press('Enter')
  await page.getByRole('menuitem', { name: 'Inspect and set App 1' }).click()
  await expect(page.getByRole('heading', { name: 'App 1', exact: true })).toBeFocused()
})
