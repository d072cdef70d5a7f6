/** What a stream may take and hold, in the Capacity tab: retention, mode, CloudWatch's minute beside the second, alarms, scaling by alarm. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { advance, advanceUntil, eventsOfKind, goTo, openPage, slider, summaryOf, test, typeValue, whenIdle } from './steps'
import { expectNothingBeyondTheEdge, fact, unfold } from './panels'
import { expectAllKorean, textsOf } from './visibleText'
import { violationsOf } from './violations'

/** One shard; two seconds of every ten ask for too much. */
const BURSTS = { scenario: 'short-bursts', at: '130000' } as const

async function openCapacity(page: Page, parameters: Readonly<Record<string, string>> = BURSTS, tab = 'Capacity'): Promise<Locator> {
  await openPage(page, parameters)
  await page.getByRole('tab', { name: tab, exact: true }).click()
  const panel = page.getByRole('tabpanel', { name: tab, exact: true })
  await expect(panel.locator('summary').first()).toBeVisible()
  return panel
}

/** A call with its own answer on the page. */
const traffic = (ratePerSecond: number, recordBytes = 200) => ({ type: 'SetWorkload', workload: { kind: 'synthetic', ratePerSecond, recordBytes, keys: { kind: 'uniform', keyCount: 10_000 } } }) as const

async function setTraffic(page: Page, ratePerSecond: number): Promise<void> {
  await page.evaluate((command) => window.shardscope!.submit(command), traffic(ratePerSecond))
  await page.evaluate(() => window.shardscope!.submit({ type: 'SetProducerCount', producerCount: 1 }))
}

test('retention goes by stops, keys and numbers, and the service refuses what cannot be', async ({ page }) => {
  const panel = await openCapacity(page)
  const period = slider(page, 'Retention period')
  await period.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(panel.getByText('3 days.', { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await summaryOf(page)).stream.retentionPeriodHours).toBe(72)
  await typeValue(page, 'Retention period', 100)
  await expect(panel.getByText('Retention: 100 hours')).toBeVisible()
  await typeValue(page, 'Retention period', 23)
  await expect(panel.getByRole('alert').filter({ hasText: 'Minimum allowed retention period is 24 hours' })).toBeVisible()
  await typeValue(page, 'Retention period', 8_761)
  await expect(panel.getByRole('alert').filter({ hasText: 'Maximum allowed retention period is 8760 hours' })).toBeVisible()
  expect((await summaryOf(page)).stream.retentionPeriodHours).toBe(100)
  await panel.getByRole('button', { name: 'Delete a record' }).click()
  await expect(panel.getByRole('status').getByText('Nothing can delete a record.')).toBeVisible()
  await panel.getByRole('button', { name: 'Decrease to 24 hours' }).click()
  await expect.poll(async () => (await summaryOf(page)).stream.retentionPeriodHours).toBe(24)
  await expect(panel.getByRole('status').getByText(/^Retention is at its minimum/)).toBeVisible()
})

test('what a slow application loses to retention is counted in the tab, and shown at the river’s bank', async ({ page }) => {
  test.setTimeout(120_000)
  const panel = await openCapacity(page, { scenario: 'default', at: '20000' })
  await page.evaluate((command) => window.shardscope!.submit(command), traffic(1))
  await page.evaluate(() => window.shardscope!.submit({ type: 'SetWorkPerRecord', application: window.shardscope!.summary()!.applications[0]!.name, workUs: 10_000_000 }))
  await goTo(page, 25 * 3_600_000)
  const [{ name, checks }] = (await summaryOf(page)).applications as [Awaited<ReturnType<typeof summaryOf>>['applications'][number]]
  expect(checks.nothingExpired.records).toBeGreaterThan(0)
  const lost = checks.nothingExpired.records.toLocaleString('en')
  await expect(panel.getByRole('table', { name: 'Where applications read' }).getByRole('row', { name: new RegExp(`^${name} .* ${lost}$`) })).toBeVisible()
  await expect(panel.getByText(`${lost} records expired before an application had read them.`)).toBeVisible()
  await expect(page.getByRole('main').getByRole('button', { name: new RegExp(`${lost} records expired unread`) })).toBeVisible()
})

test('the mode is switched twice in 24 hours, and says when again', async ({ page }) => {
  const panel = await openCapacity(page)
  const mode = panel.getByRole('radiogroup', { name: 'Capacity mode' })
  await mode.getByRole('radio', { name: 'On-demand' }).click()
  await advance(page, 60_000)
  await expect(panel.getByText('Capacity mode: On-demand')).toBeVisible()
  await expect(fact(panel, 'Shards for 2 × peak')).toHaveText(/^4, 1 are? open|^4, 1 is open|^4, 1 are open$/)
  await mode.getByRole('radio', { name: 'Provisioned' }).click()
  await advance(page, 60_000)
  await expect(panel.getByText(/^All 2 switches in 24 hours are used; the next is allowed at 24:0/)).toBeVisible()
  await mode.getByRole('radio', { name: 'On-demand' }).click()
  await expect(panel.getByRole('alert').filter({ hasText: 'LimitExceededException' })).toBeVisible()
  await expect(panel.getByText('Capacity mode: Provisioned')).toBeVisible()
})

test('uneven ranges are drawn, and one press evens them by the call that it names', async ({ page }) => {
  const panel = await openCapacity(page)
  await page.evaluate(() => window.shardscope!.submit({ type: 'Call', operation: 'SplitShard', input: { StreamName: 'orders', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: (2n ** 126n).toString() } }))
  await advanceUntil(page, 'ShardOpened')
  await advance(page, 30_000)
  await expect(panel.getByText(/^The widest shard has 3 times the share of the narrowest\./)).toBeVisible()
  await panel.getByRole('button', { name: 'Even out: UpdateShardCount' }).click()
  await advance(page, 120_000)
  await expect(panel.getByText(/^All shards have equal shares of the key space\./)).toBeVisible()
  await unfold(panel)
  await expect(panel.getByRole('table', { name: 'Shares by shard' }).getByRole('row')).toHaveCount(3)
  await expect(panel.getByRole('list', { name: 'Quotas' }).getByRole('listitem').filter({ hasText: 'UpdateShardCount in 24 hours' })).toContainText('1 of 10')
})

test('a burst hides in CloudWatch’s minute, and the lens shows the second', async ({ page }) => {
  const panel = await openCapacity(page, { scenario: 'short-bursts', at: '190000' })
  const figure = panel.getByRole('figure', { name: 'Writes as a share of the limit' })
  await expect(figure.getByText(/^The minute from 02:00: \d+% on average, \d+% in its fullest second\. In \d+ of its seconds \d+ records were refused\.$/)).toBeVisible()
  await expect(figure.getByText(/^CloudWatch’s average says \d+%: below the limit, and yet records were refused/)).toBeVisible()
  await figure.getByRole('button', { name: /^As a table/ }).click()
  await expect(figure.getByRole('columnheader')).toHaveText(['At', 'each second', 'refused', 'CloudWatch’s minute'])
  await panel.getByRole('radio', { name: '1 minute', exact: true }).click()
  await expect(figure.getByRole('columnheader')).toHaveText(['At', 'CloudWatch’s minute'])
  await panel.getByLabel('MetricName').selectOption({ label: 'WriteProvisionedThroughputExceeded' })
  const metric = panel.getByRole('figure', { name: 'WriteProvisionedThroughputExceeded' })
  await expect(metric.getByText(/^Sum over 1 min from 02:00: \S+ \(unit Count\)\.$/)).toBeVisible()
  await panel.getByLabel('Enhanced monitoring (shard level)').check()
  await advance(page, 121_000)
  await panel.getByLabel('Metrics of').selectOption({ label: 'Shard …000' })
  await panel.getByLabel('MetricName').selectOption({ label: 'OutgoingRecords' })
  await expect(panel.getByRole('figure', { name: 'OutgoingRecords' }).getByText(/\(unit Count\)\.$/)).toBeVisible()
})

test('an alarm is put by its fields, each refusal at its field, goes off, and is deleted', async ({ page }) => {
  const panel = await openCapacity(page)
  await panel.getByRole('button', { name: 'Put an alarm on this metric' }).click()
  const form = panel.getByRole('form', { name: 'PutMetricAlarm' })
  const field = (name: string) => form.getByRole('textbox', { name, exact: true })
  const put = () => form.getByRole('button', { name: 'Put alarm' }).click()
  await put()
  await expect(field('Threshold')).toHaveAccessibleDescription('This is no number.')
  await field('Threshold').fill('1,000')
  await field('DatapointsToAlarm').fill('3')
  await put()
  await expect(field('DatapointsToAlarm')).toHaveAttribute('aria-invalid', 'true')
  await expect(field('Threshold')).toHaveAttribute('aria-invalid', 'false')
  await field('DatapointsToAlarm').fill('1')
  await field('Period').fill('90')
  await put()
  await expect(field('Period')).toHaveAttribute('aria-invalid', 'true')
  expect(await violationsOf(page)).toEqual([])
  await field('Period').fill('60')
  await put()
  const alarm = panel.getByRole('list', { name: 'Alarms' }).getByRole('listitem')
  await expect(alarm).toContainText('IncomingRecords Sum > 1,000 in 1 of 1 periods')
  await expect(form).toHaveCount(0)
  await advanceUntil(page, 'AlarmStateChanged', { isIt: ({ to }) => to === 'ALARM', withinMs: 180_000 })
  await expect(panel.getByText('Alarms: 1, 1 in ALARM')).toBeVisible()
  await alarm.getByRole('button', { name: 'Chart IncomingRecords-high' }).click()
  await expect(alarm.getByRole('table', { name: /^State changes/ }).getByRole('row').last()).toContainText('ALARM')
  await alarm.getByRole('button', { name: 'Delete IncomingRecords-high' }).click()
  await expect(panel.getByText('There is no alarm.')).toBeVisible()
})

test('scaling by alarm doubles a full stream, and its log tells of it', async ({ page }) => {
  const panel = await openCapacity(page)
  await setTraffic(page, 900)
  await panel.locator('summary').filter({ hasText: 'Autoscaling: off' }).click()
  const form = panel.getByRole('form', { name: 'Policy' })
  const cooldown = form.getByRole('textbox', { name: 'Use (1 = full) Scaling in' })
  await cooldown.fill('0.9')
  await form.getByRole('button', { name: 'Switch on' }).click()
  await expect(cooldown).toHaveAttribute('aria-invalid', 'true')
  await cooldown.fill('0.2')
  await form.getByRole('button', { name: 'Switch on' }).click()
  await expect(panel.getByText('Autoscaling: on')).toBeVisible()
  await advanceUntil(page, 'ScalingActivity', { withinMs: 400_000 })
  await advance(page, 60_000)
  expect((await summaryOf(page)).stream.openShardCount).toBe(2)
  await expect(panel.getByRole('region', { name: 'What it did, newest first' })).toContainText('1 → 2 shards: accepted.')
  await expect(fact(panel, 'UpdateShardCount left')).toHaveText('9 of 10 in 24 hours')
  await panel.getByRole('button', { name: 'Switch off' }).click()
  await expect(panel.getByText('Autoscaling: off')).toBeVisible()
  expect(await eventsOfKind(page, 'CommandRefused')).toHaveLength(1)
})

test('all of it is told in Korean, by name and within the page, on a phone too', async ({ page }) => {
  const panel = await openCapacity(page, { ...BURSTS, lang: 'ko' }, '용량')
  await page.evaluate(() => window.shardscope!.submit({ type: 'Call', operation: 'UpdateStreamMode', input: { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders', StreamModeDetails: { StreamMode: 'ON_DEMAND' } } }))
  await advance(page, 200_000)
  await whenIdle(page)
  await unfold(panel)
  await panel.getByRole('button', { name: '레코드 삭제' }).click()
  expectAllKorean(await textsOf(page))
  expect(await violationsOf(page)).toEqual([])
  await expectNothingBeyondTheEdge(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNothingBeyondTheEdge(page)
  expect(await violationsOf(page)).toEqual([])
})
