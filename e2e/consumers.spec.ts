/** Everything that gets, in the Consumers panel: added, switched, set, crashed, refused, and held to its promises. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { ApplicationRow } from '../src/engine/summary'
import { advance, advanceUntil, goTo, openPage, slider, summaryOf, test, typeValue, whenIdle } from './steps'
import { applicationCard, applicationRow, expectNothingBeyondTheEdge, inspectApplication, showConsumers, unfold } from './panels'
import { expectInspectorsKorean } from './visibleText'
import { violationsOf } from './violations'

const workersIn = (article: Locator) => article.getByRole('list', { name: 'Workers' }).getByRole('listitem').first()

/** By what each shows of its insides. */
const KINDS = [
  { item: /^KCL 3\.x/, name: 'kcl-1', kind: 'kcl', inside: workersIn },
  { item: /^KCL 2\.x/, name: 'kcl-2', kind: 'kcl', inside: workersIn },
  { item: /^Application on the SDK/, name: 'poller-1', kind: 'sdk', inside: (article: Locator) => article.getByRole('table', { name: 'Shards it knows' }) },
  { item: /^AWS Lambda/, name: 'function-1', kind: 'lambda', inside: (article: Locator) => article.getByRole('list', { name: 'Shards and their slots' }) },
  { item: /^Amazon Data Firehose/, name: 'delivery-1', kind: 'firehose', inside: (article: Locator) => article.getByRole('table', { name: 'Shards it reads' }) },
  { item: /^Managed Service for Apache Flink/, name: 'flink-1', kind: 'flink', inside: (article: Locator) => article.getByRole('table', { name: 'Subtasks of the source' }) },
  { item: /^Kinesis Connector Library/, name: 'connector-1', kind: 'kcl', inside: (article: Locator) => article.getByText(/^(Objects emitted, newest first|Nothing is emitted yet: .*)$/) },
] as const

/** Two shards, one application on the KCL. */
const LOOKS = { scenario: 'web-log', at: '20000' } as const

async function openConsumers(page: Page, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  await openPage(page, { ...LOOKS, ...parameters })
  await showConsumers(page)
}

async function add(page: Page, item: RegExp, name?: string): Promise<void> {
  const { applications } = await summaryOf(page)
  await button(page, 'Add an application').click()
  await page.getByRole('menuitem', { name: item }).click()
  const field = page.getByRole('textbox', { name: /^Name \(/ })
  await expect(field).toBeFocused()
  if (name !== undefined) await field.fill(name)
  await field.press('Enter')
  await expect.poll(async () => (await summaryOf(page)).applications.length).toBe(applications.length + 1)
  await whenIdle(page)
}

async function rowOf(page: Page, name: string): Promise<ApplicationRow> {
  return (await applicationRow(page, name))!
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

/** A reader that begins children before their parents, behind a stream that is resharded. */
async function addNaiveReader(page: Page): Promise<void> {
  await add(page, /^Application on the SDK/, 'naive')
  await inspectApplication(page, 'naive')
  await page.getByRole('radio', { name: 'At once' }).click()
  await typeValue(page, 'Work per record', 5)
  await expect.poll(async () => (await rowOf(page, 'naive')).settings).toMatchObject({ shardOrder: 'atOnce', workUs: 5_000 })
  await button(page, '‹ All applications').click()
  await page.evaluate(() => window.shardscope!.submit({ type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'web-log', TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' } }))
}

test('each kind is added by name, reads, and shows its insides', async ({ page }) => {
  await openConsumers(page)
  for (const { item } of KINDS) await add(page, item)
  await advance(page, 70_000)
  expect((await summaryOf(page)).applications).toHaveLength(1 + KINDS.length)
  for (const { name, kind, inside } of KINDS) {
    const row = await rowOf(page, name)
    expect(row.settings.kind, name).toBe(kind)
    expect(row.reads.recordsRead, name).toBeGreaterThan(0)
    const article = await inspectApplication(page, name)
    await expect(inside(article), name).toBeVisible()
    expect(await violationsOf(page), name).toEqual([])
    await button(page, '‹ All applications').click()
    await expect(button(page, `Details and settings of ${name}`)).toBeFocused()
  }
  await expect(applicationCard(page, 'connector-1').getByText('deprecated', { exact: true })).toBeVisible()
})

test('a name is checked at the field, before anything is asked for', async ({ page }) => {
  await openConsumers(page)
  await button(page, 'Add an application').click()
  await page.getByRole('menuitem', { name: /^AWS Lambda/ }).click()
  const form = page.getByRole('form', { name: 'New application: AWS Lambda' })
  const field = form.getByRole('textbox')
  await expect(field).toHaveValue('function-1')
  const [{ name: taken }] = (await summaryOf(page)).applications as [ApplicationRow]
  for (const [typed, said] of [
    ['', 'It needs a name.'],
    ['two words', 'Only a–z, A–Z, 0–9, _ . and - are allowed.'],
    ['주문', 'Only a–z, A–Z, 0–9, _ . and - are allowed.'],
    ['x'.repeat(129), 'At most 128 characters are allowed.'],
    [taken, 'There is an application of this name already.'],
  ] as const) {
    await field.fill(typed)
    await expect(form.getByRole('status')).toHaveText(said)
    await expect(form.getByRole('button', { name: 'Add it' })).toBeDisabled()
    await field.press('Enter')
  }
  expect((await summaryOf(page)).applications).toHaveLength(1)
  await field.fill('Orders_2.b-c')
  await form.getByRole('button', { name: 'Add it' }).click()
  await expect(applicationCard(page, 'Orders_2.b-c')).toBeVisible()
  await expect(button(page, 'Add an application')).toBeFocused()
})

test('one switch takes a reader from polling to enhanced fan-out and back, and one chart shows both', async ({ page }) => {
  await openConsumers(page)
  await add(page, /^Application on the SDK/)
  await advance(page, 40_000)
  const way = page.getByRole('radiogroup', { name: 'How poller-1 reads' })
  await way.getByRole('radio', { name: 'Polling' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(way.getByRole('radio', { name: 'Enhanced fan-out' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await rowOf(page, 'poller-1')).settings).toMatchObject({ retrieval: 'fanOut' })
  await advance(page, 60_000)
  const { latency, reads } = await rowOf(page, 'poller-1')
  expect(reads.subscribeCalls).toBeGreaterThan(0)
  expect(latency.fanOut.records).toBeGreaterThan(0)
  const shapes = page.getByRole('list', { name: 'Age of records when read' }).getByRole('listitem')
  await expect(shapes.filter({ hasText: 'poller-1 polling' })).toHaveCount(1)
  await expect(shapes.filter({ hasText: 'poller-1 fan-out' })).toHaveCount(1)
  await button(page, 'As a table').click()
  const table = page.getByRole('region', { name: 'Age of records when read' }).getByRole('table')
  await expect(table.getByRole('row', { name: /^poller-1 \(fan-out\)/ })).toBeVisible()
  await way.getByRole('radio', { name: 'Polling' }).click()
  await expect.poll(async () => (await rowOf(page, 'poller-1')).settings).toMatchObject({ retrieval: 'polling' })
})

test('a crash loses memory, a restart goes on from what was saved, and the stream stays as it is', async ({ page }) => {
  await openConsumers(page)
  await add(page, /^Application on the SDK/)
  await advance(page, 25_000)
  await button(page, 'Crash poller-1').click()
  await expect(applicationCard(page, 'poller-1').getByText('crashed', { exact: true })).toBeVisible()
  const crashed = await rowOf(page, 'poller-1')
  await advance(page, 10_000)
  expect((await rowOf(page, 'poller-1')).recordsProcessed).toBe(crashed.recordsProcessed)
  await button(page, 'Restart poller-1').press('Enter')
  await expect(applicationCard(page, 'poller-1').getByText('running', { exact: true })).toBeVisible()
  await advance(page, 20_000)
  const again = await rowOf(page, 'poller-1')
  expect(again.recordsProcessedAgain).toBeGreaterThan(0)
  expect(again.checks.atLeastOnce.records).toBe(0)
  const { recordsStored } = (await summaryOf(page)).totals
  await expect(page.getByText(`${recordsStored.toLocaleString('en')} records were put into web-log so far.`)).toBeVisible()
  await button(page, 'Remove poller-1').click()
  await expect(applicationCard(page, 'poller-1')).toHaveCount(0)
  expect((await summaryOf(page)).totals.recordsStored).toBe(recordsStored)
})

test('a broken promise is told in words, and a press leads to its instant', async ({ page }) => {
  await openConsumers(page)
  await addNaiveReader(page)
  await advanceUntil(page, 'CheckFailed', { isIt: ({ application, check }) => application === 'naive' && check === 'parentsFirst', withinMs: 120_000 })
  await advance(page, 5_000)
  const { first, records } = (await rowOf(page, 'naive')).checks.parentsFirst
  expect(records).toBeGreaterThan(0)
  const broken = page.getByRole('list', { name: 'Broken promises, earliest first' })
  await expect(broken.getByRole('listitem').filter({ hasText: 'Parents first broken' })).toContainText('A parent of the shard still had records.')
  const row = page.getByRole('region', { name: 'Promises' }).getByRole('row', { name: /^naive/ })
  await expect(row.getByRole('cell').nth(2)).toHaveText('kept')
  await broken.getByRole('button', { name: /where naive first broke the promise: Parents first/ }).press('Enter')
  await whenIdle(page)
  expect((await summaryOf(page)).atMs).toBe(first!.atMs)
})

test('the clock stops at the first broken promise if it is asked to, and remembers the wish', async ({ page }) => {
  await openConsumers(page)
  await page.getByRole('checkbox', { name: 'Stop the clock at the first broken promise' }).check()
  await addNaiveReader(page)
  await button(page, 'Play').click()
  await expect(page.getByRole('status').filter({ hasText: 'naive broke a promise' })).toBeVisible({ timeout: 50_000 })
  await whenIdle(page)
  const instants = Object.values((await rowOf(page, 'naive')).checks).flatMap(({ first }) => (first === null ? [] : [first.atMs]))
  expect((await summaryOf(page)).atMs).toBe(Math.min(...instants))
  await openConsumers(page)
  await expect(page.getByRole('checkbox', { name: 'Stop the clock at the first broken promise' })).toBeChecked()
})

test('a mapping begins at an instant that is typed when it is added; one in the future is refused', async ({ page }) => {
  await openConsumers(page)
  for (const seconds of [15, 500]) {
    await button(page, 'Add an application').click()
    await page.getByRole('menuitem', { name: /^AWS Lambda/ }).click()
    await page.getByRole('radio', { name: 'AT_TIMESTAMP' }).click()
    // Enter adds it.
    await typeValue(page, 'StartingPositionTimestamp', seconds)
    await expect(page.getByRole('form', { name: 'New application: AWS Lambda' })).toHaveCount(0)
  }
  await whenIdle(page)
  expect((await summaryOf(page)).applications).toHaveLength(2)
  expect((await rowOf(page, 'function-1')).settings).toMatchObject({ startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: 15 })
  await expect(page.getByRole('alert').filter({ hasText: /^Not done: StartingPositionTimestamp .*It cannot lie in the future\.$/ })).toBeVisible()
})

test('settings change by slider and field, go back to the default, and what AWS would refuse is refused', async ({ page }) => {
  await openConsumers(page)
  await add(page, /^AWS Lambda/)
  await inspectApplication(page, 'function-1')
  await typeValue(page, 'BatchSize', 500)
  await expect.poll(async () => (await rowOf(page, 'function-1')).settings).toMatchObject({ batchSize: 500 })
  await slider(page, 'ParallelizationFactor').press('ArrowRight')
  await expect.poll(async () => (await rowOf(page, 'function-1')).settings).toMatchObject({ parallelizationFactor: 2, batchSize: 500 })
  await button(page, 'Default: 100 BatchSize').click()
  await expect.poll(async () => (await rowOf(page, 'function-1')).settings).toMatchObject({ batchSize: 100 })
  await typeValue(page, 'BatchSize', 20_000)
  await expect(page.getByRole('alert').filter({ hasText: 'BatchSize must be a whole number from 1 to 10,000; 20,000 is not. Choose a value that AWS takes.' })).toBeVisible()
  expect((await rowOf(page, 'function-1')).settings).toMatchObject({ batchSize: 100 })
  await page.getByRole('checkbox', { name: 'Retries end' }).check()
  await typeValue(page, 'MaximumRetryAttempts', 1)
  await expect.poll(async () => (await rowOf(page, 'function-1')).settings).toMatchObject({ maximumRetryAttempts: 1 })
  await page.getByRole('checkbox', { name: 'Retries end' }).uncheck()
  await expect.poll(async () => (await rowOf(page, 'function-1')).settings).toMatchObject({ maximumRetryAttempts: -1 })
})

test('an object of Firehose opens as text and as bytes', async ({ page }) => {
  await openConsumers(page)
  await add(page, /^Amazon Data Firehose/)
  const article = await inspectApplication(page, 'delivery-1')
  await typeValue(page, 'Buffer interval', 5)
  await page.getByRole('checkbox', { name: 'AppendDelimiterToRecord' }).check()
  await advance(page, 30_000)
  const open = article.getByRole('button', { name: /^Open .*delivery-1-\d+-\d{4}-\d\d-\d\d-/ }).first()
  const key = ((await open.getAttribute('aria-label')) ?? '').replace(/^Open /, '')
  await open.press('Enter')
  const text = article.getByRole('region', { name: key })
  await expect(text).not.toBeEmpty()
  expect((await text.innerText()).split('\n').length).toBeGreaterThan(1)
  await article.getByRole('button', { name: 'As bytes' }).click()
  await expect(text).toContainText(/^000000 {2}([0-9a-f]{2} ){15}[0-9a-f]{2}/)
  await article.getByRole('button', { name: `Close ${key}` }).click()
  await expect(text).toHaveCount(0)
})

test('a paused worker of the KCL loses its leases, and says that it is paused', async ({ page }) => {
  await openConsumers(page)
  const [{ name }] = (await summaryOf(page)).applications as [ApplicationRow]
  const workers = (await inspectApplication(page, name)).getByRole('list', { name: 'Workers' })
  const pause = workers.getByRole('button', { name: /^Pause w-1/ })
  await pause.click()
  await expect(workers.getByRole('listitem').first()).toContainText('paused')
  await expect(pause).toBeDisabled()
  await button(page, 'Show workers and leases').click()
  await expect(page.getByRole('tabpanel', { name: 'Leases' }).getByText('PAUSED')).toBeVisible()
})

for (const { name, parameters, size, panel, addName } of [
  { name: 'light', parameters: { theme: 'light' }, size: { width: 1280, height: 720 }, panel: 'Consumers', addName: 'Add an application' },
  { name: 'dark', parameters: { theme: 'dark' }, size: null, panel: 'Consumers', addName: 'Add an application' },
  { name: 'Korean on a phone', parameters: { lang: 'ko' }, size: { width: 390, height: 844 }, panel: '소비자', addName: '애플리케이션 추가' },
]) {
  test(`is for everybody: ${name}`, async ({ page }) => {
    if (size !== null) await page.setViewportSize(size)
    await openPage(page, { ...LOOKS, ...parameters })
    await page.getByRole('button', { name: panel, exact: true }).click()
    await page.getByRole('button', { name: addName }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('menuitem').nth(3).click()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await summaryOf(page)).applications.length).toBe(2)
    await goTo(page, 60_000)
    await unfold(page.locator('[data-panel="consumers"]'))
    expect(await violationsOf(page)).toEqual([])
    await expectNothingBeyondTheEdge(page)
  })
}

test('the inspector of each kind speaks Korean, and every text is there', async ({ page }) => {
  await openPage(page, { ...LOOKS, lang: 'ko' })
  await page.getByRole('button', { name: '소비자', exact: true }).click()
  for (const [index] of KINDS.entries()) {
    await page.getByRole('button', { name: '애플리케이션 추가' }).click()
    await page.getByRole('menuitem').nth(index).click()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await summaryOf(page)).applications.length).toBe(2 + index)
  }
  await advance(page, 70_000)
  const openers = KINDS.map(({ name }) => page.getByRole('button', { name: `${name} 상세와 설정` }))
  await expectInspectorsKorean(page, { openers, insideRole: 'table', back: '‹ 전체 애플리케이션' })
})
