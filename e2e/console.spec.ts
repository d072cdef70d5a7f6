/** The API console and the Calls panel: calls through the real SDK, by pointer and by keyboard, and what they lead to. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { advance, advanceUntil, eventsOfKind, openPage, summaryOf, test, typeValue, whenIdle } from './steps'
import { violationsOf } from './violations'

const KOREAN = '안녕하세요, 샤드'
const KOREAN_BASE64 = Buffer.from(KOREAN).toString('base64')

test('a stream is created, and its way to ACTIVE is told in virtual time', async ({ page }) => {
  await openConsole(page)
  await choose(page, 'CreateStream')
  await page.getByLabel('StreamName').fill('my-second')
  await page.getByLabel('ShardCount').fill('3')
  await send(page, 'CreateStream')
  await expect(resultOf(page)).toContainText('CREATING for 0 ms of virtual time so far.')
  await advanceUntil(page, 'StreamStatusChanged', { isIt: (event) => event.streamName === 'my-second' && event.streamStatus === 'ACTIVE' })
  await expect(resultOf(page)).toContainText(/CREATING for [\d.]+ s of virtual time, then ACTIVE/)
  await resultOf(page).getByRole('button', { name: 'Watch my-second' }).click()
  await expect(page.getByRole('application', { name: 'River of 3 open shards' })).toBeVisible()

  await choose(page, 'ListStreams')
  await send(page, 'ListStreams')
  await expect(resultOf(page)).toContainText('"my-second"')
})

test('a record of Korean text goes in, and comes out at the end of a chain of calls', async ({ page }) => {
  await openConsole(page)
  await choose(page, 'PutRecord')
  await page.getByLabel('PartitionKey').fill('주문-1')
  await page.getByLabel('Data', { exact: false }).first().fill(KOREAN)
  await send(page, 'PutRecord')
  const [accepted] = await eventsOfKind(page, 'CallAccepted')
  const { ShardId: shardId, SequenceNumber: sequenceNumber } = accepted!.output as { ShardId: string; SequenceNumber: string }

  // Its sequence number leads to an iterator that begins after it: this one shall begin at it.
  await useIn(page, sequenceNumber, 'GetShardIterator')
  await expect(page.getByLabel('ShardId', { exact: false }).first()).toHaveValue(shardId)
  await page.getByLabel('ShardIteratorType').selectOption('AT_SEQUENCE_NUMBER')
  await send(page, 'GetShardIterator')
  await resultOf(page).getByRole('button', { name: 'GetRecords with this ShardIterator' }).click()
  await expect(operationField(page)).toHaveValue('GetRecords')
  await page.getByLabel('Limit').fill('1')
  await send(page, 'GetRecords')
  await expect(resultOf(page)).toContainText(KOREAN_BASE64)
  await expect(resultOf(page)).toContainText(`→ ${KOREAN}`)
  await expect(resultOf(page)).toContainText('"주문-1"')

  await resultOf(page).getByText('HTTP, as on the wire').click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('x-amz-target: Kinesis_20131202.GetRecords')
  await expect(page.getByRole('region', { name: 'Response', exact: true }).last()).toContainText('HTTP/1.1 200 OK')
})

test('a refusal says what it means and what to do', async ({ page }) => {
  await openConsole(page)
  await choose(page, 'DescribeStreamSummary')
  await page.getByLabel('StreamName').fill('nowhere')
  await send(page, 'DescribeStreamSummary')
  await expect(resultOf(page)).toContainText('ResourceNotFoundException')
  await expect(resultOf(page)).toContainText('Stream nowhere under account 123456789012 not found.')
  await expect(resultOf(page)).toContainText('Check the name with ListStreams')

  await page.getByLabel('StreamName').fill('no spaces allowed')
  await send(page, 'DescribeStreamSummary')
  await expect(resultOf(page)).toContainText("failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
})

test('form and JSON are one draft; text that is no JSON is told with its place', async ({ page }) => {
  await openConsole(page)
  await choose(page, 'PutRecords')
  await page.getByRole('button', { name: 'Add to Records' }).click()
  await page.getByLabel('PartitionKey').nth(1).fill('second')
  await view(page, 'JSON')
  const json = page.getByLabel('Input of PutRecords as JSON')
  await expect(json).toHaveValue(/"PartitionKey": "second"/)
  await json.fill('{\n  "StreamName": "web-log",\n  "Records": [}')
  await expect(page.getByRole('alert').filter({ hasText: 'Line 3, column 15' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()
  await view(page, 'Form')
  await expect(page.getByLabel('PartitionKey').nth(1)).toHaveValue('second')
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled()

  await view(page, 'JSON')
  await json.fill('{ "StreamName": "web-log", "Colour": 1, "Records": [{ "PartitionKey": "a", "Data": "aGk=" }] }')
  await expect(page.getByText('Colour: the API has no such parameter')).toBeVisible()
  await view(page, 'Form')
  await expect(page.getByLabel('Data', { exact: false }).first()).toHaveValue('hi')
  await send(page, 'PutRecords')
  await expect(resultOf(page)).toContainText('"FailedRecordCount": 0')
})

test('the same call can be copied for a shell and three languages', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openConsole(page)
  await choose(page, 'PutRecord')
  await page.getByLabel('PartitionKey').fill("it's")
  await view(page, 'Code')
  const expected = {
    'AWS CLI': "aws kinesis put-record \\\n  --stream-name web-log \\\n  --partition-key 'it'\\''s'",
    JavaScript: 'new PutRecordCommand({',
    Python: 'kinesis.put_record(',
    Java: 'PutRecordRequest.builder()',
  }
  for (const [language, part] of Object.entries(expected)) {
    await page.getByRole('group', { name: 'Language' }).last().getByRole('button', { name: language, exact: true }).click()
    await page.getByRole('button', { name: /^(Copy|Copied)$/ }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(part)
  }
  await expect(page.getByText('Copied')).toBeVisible()
})

test('the keyboard alone opens the console, sends a call, follows it and closes it', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  await page.getByRole('button', { name: 'API console' }).press('Enter')
  const field = operationField(page)
  await field.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('listbox', { name: 'Operation' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name: 'Operation' })).toBeHidden()
  await field.fill('get-shard')
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('GetShardIterator')
  await page.keyboard.press('Control+Enter')
  const iterator = resultOf(page).getByRole('button', { name: /^"/ })
  await expect(iterator).toBeVisible()
  await iterator.press('Enter')
  await page.getByRole('menuitem', { name: /^GetRecords/ }).press('Enter')
  await expect(field).toHaveValue('GetRecords')
  await field.press('Control+Enter')
  await expect(resultOf(page)).toContainText('"MillisBehindLatest"')
  await field.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'API console' })).toBeFocused()
})

test('the Calls panel lists what slider and console did, and marks what came of it', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  await page.getByRole('tab', { name: 'Calls' }).click()
  await expect(page.getByText('No calls yet.')).toBeVisible()
  await typeValue(page, 'Shards', 3)
  await typeValue(page, 'Shards', 99)
  const calls = page.getByRole('list', { name: 'API calls, newest first' })
  const heads = calls.locator('[data-call]')
  await expect(heads).toHaveCount(2)
  await expect(heads.nth(0)).toContainText('UpdateShardCount')
  await expect(heads.nth(0)).toContainText('Exception')
  await expect(heads.nth(1)).toContainText('accepted')
  await advanceUntil(page, 'StreamStatusChanged', { isIt: (event) => event.streamStatus === 'ACTIVE' && event.at > 40_000, withinMs: 180_000 })

  await heads.nth(0).focus()
  await page.keyboard.press('ArrowDown')
  await expect(heads.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(heads.nth(1)).toHaveAttribute('aria-expanded', 'true')
  await expect(calls).toContainText(/UPDATING for [\d.]+ s of virtual time, then ACTIVE/)
  await expect(calls.getByRole('button', { name: /opened by a split/ }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Event log', exact: true }).click()
  await expect(page.locator('[data-traced="true"]').first()).toBeVisible()
  await page.getByRole('button', { name: 'Close the event log' }).click()

  await calls.getByRole('button', { name: 'Open in console' }).click()
  await expect(operationField(page)).toHaveValue('UpdateShardCount')
  await expect(page.getByLabel('TargetShardCount')).toHaveValue('3')
  await page.getByRole('combobox', { name: 'Show' }).selectOption('refused')
  await expect(heads).toHaveCount(1)
})

test('a call into the past is made at the instant that is looked at', async ({ page }) => {
  await openConsole(page)
  const { atMs } = await summaryOf(page)
  await choose(page, 'SplitShard')
  await send(page, 'SplitShard')
  const [accepted] = await eventsOfKind(page, 'CallAccepted')
  expect(accepted).toMatchObject({ at: atMs, operation: 'SplitShard' })
  await advanceUntil(page, 'ShardClosed')
})

test('a subscription brings its events while virtual time goes on', async ({ page }) => {
  await openConsole(page)
  await choose(page, 'RegisterStreamConsumer')
  await send(page, 'RegisterStreamConsumer')
  await advance(page, 60_000)
  await choose(page, 'SubscribeToShard')
  await expect(page.getByLabel('ConsumerARN')).toHaveValue(/consumer\/my-consumer:\d+$/)
  await send(page, 'SubscribeToShard')
  const subscription = page.getByRole('region', { name: 'Subscription' })
  await expect(subscription).toContainText('Events: 0')
  await advance(page, 3_000)
  await expect(subscription).toContainText(/Events: [1-9]\d*, records: [1-9]/)
  await subscription.getByText(/^\d\d:\d\d\.\d{3} records: [1-9]/).first().click()
  await expect(subscription).toContainText('"ContinuationSequenceNumber"')
  await advance(page, 3_000)
  await expect(subscription).toContainText('The list stands still while an event is open.')
  await expect(subscription).toContainText('"ContinuationSequenceNumber"')

  // Another call leaves it as it is.
  await choose(page, 'ListStreams')
  await send(page, 'ListStreams')
  await expect(subscription.getByRole('button', { name: 'Stop listening' })).toBeVisible()
  await advance(page, 5 * 60_000)
  await expect(subscription).toContainText('It has ended.')
})

const LOOKS = [
  { name: 'light', parameters: { theme: 'light' }, words: { console: 'API console', calls: 'Calls', operation: 'Operation', send: 'Send', form: 'Form', code: 'Code' } },
  { name: 'dark', parameters: { theme: 'dark' }, words: { console: 'API console', calls: 'Calls', operation: 'Operation', send: 'Send', form: 'Form', code: 'Code' } },
  { name: 'Korean', parameters: { lang: 'ko' }, words: { console: 'API 콘솔', calls: '호출', operation: '작업', send: '보내기', form: '양식', code: '코드' } },
]

for (const { name, parameters, words } of LOOKS) {
  for (const viewport of [{ width: 1280, height: 720 }, { width: 390, height: 844 }]) {
    test(`${name}, ${viewport.width} px: nothing is cut off, and axe finds nothing`, async ({ page }) => {
      await page.setViewportSize(viewport)
      await openPage(page, { scenario: 'web-log', at: '40000', ...parameters })
      await page.getByRole('button', { name: words.console }).click()
      const field = page.getByRole('combobox', { name: words.operation })
      for (const operation of ['PutRecords', 'CreateStream', 'EnableEnhancedMonitoring', 'GetShardIterator', 'SplitShard', 'SplitShard']) {
        await field.fill(operation)
        await field.press('Enter')
        for (const fold of await page.locator('form details').all()) await fold.evaluate((details: HTMLDetailsElement) => (details.open = true))
        await page.getByRole('button', { name: words.send, exact: true }).click()
        await whenIdle(page)
        expect(await sideways(page), operation).toBeLessThanOrEqual(0)
      }
      await page.getByRole('tab', { name: words.calls }).click()
      await page.locator('[data-call]').first().click()
      for (const view of [words.form, 'JSON', words.code]) {
        await page.getByRole('button', { name: view, exact: true }).first().click()
        expect(await sideways(page), view).toBeLessThanOrEqual(0)
        expect(await violationsOf(page), view).toEqual([])
      }
      await field.click()
      expect(await violationsOf(page), 'operations').toEqual([])
    })
  }
}

async function openConsole(page: Page): Promise<void> {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  await page.getByRole('button', { name: 'API console' }).click()
  await expect(operationField(page)).toBeVisible()
}

function operationField(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Operation' })
}

function resultOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Result' })
}

async function choose(page: Page, operation: string): Promise<void> {
  await operationField(page).click()
  await operationField(page).fill(operation)
  await page.getByRole('option', { name: operation, exact: true }).click()
  await expect(operationField(page)).toHaveValue(operation)
}

async function view(page: Page, name: string): Promise<void> {
  await page.getByRole('group', { name: 'How to write the call' }).getByRole('button', { name, exact: true }).click()
}

/** Waits for the answer to this very call: the calls told before stay. */
async function send(page: Page, operation: string): Promise<void> {
  const told = () => page.evaluate(() => window.shardscope!.events().filter((event) => event.kind === 'CallAccepted' || event.kind === 'CallRefused').length)
  const before = await told()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(told).toBeGreaterThan(before)
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled()
  await expect(resultOf(page).getByRole('heading', { name: operation })).toBeVisible()
  await whenIdle(page)
}

async function useIn(page: Page, value: string, operation: string): Promise<void> {
  await resultOf(page).getByRole('button', { name: `"${value}"` }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${operation} `) }).first().click()
  await expect(operationField(page)).toHaveValue(operation)
}

function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
