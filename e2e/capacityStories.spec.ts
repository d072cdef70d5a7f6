/** Each story of capacity, cost and metrics opens from the menu by its name, and shows its point in the Capacity tab. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { eventsOfKind, goTo, summaryOf, test } from './steps'
import { fact, openStory, showCapacity, unfold } from './panels'

const HOUR_MS = 3_600_000

async function openCapacity(page: Page, label: string, atMs?: number): Promise<Locator> {
  await openStory(page, label)
  if (atMs !== undefined) await goTo(page, atMs)
  return showCapacity(page)
}

function quota(panel: Locator, name: string): Locator {
  return panel.getByRole('list', { name: 'Quotas' }).getByRole('listitem').filter({ hasText: name })
}

test('a slow reader loses records to retention', async ({ page }) => {
  const panel = await openCapacity(page, 'Retention and a slow reader')
  await expect(panel.getByText(/expired before an application had read/)).toHaveCount(0)
  await goTo(page, 26 * HOUR_MS)
  await expect(panel.getByText(/^2,\d{3} records expired before an application had read them\./)).toBeVisible()
  await expect(panel.getByRole('table', { name: 'Where applications read' }).getByRole('row', { name: /^slow .* 2,\d{3}$/ })).toBeVisible()
})

test('nothing deletes a record, however short a retention is asked for', async ({ page }) => {
  const panel = await openCapacity(page, 'Nothing deletes a record', 100_000)
  expect(await eventsOfKind(page, 'CallRefused')).toMatchObject([{ operation: 'DecreaseStreamRetentionPeriod', exception: 'InvalidArgumentException' }])
  await expect(fact(panel, 'Held now')).toHaveText(/^(99|100) records/)
  await expect(fact(panel, 'Expired so far')).toHaveText('0')
  await panel.getByRole('button', { name: 'Delete a record' }).click()
  await expect(panel.getByText('Retention is at its minimum: no call makes a record unreadable before it is 24 hours old.')).toBeVisible()
})

test('uneven ranges throttle one shard, and are evened by the same number of shards', async ({ page }) => {
  const panel = await openCapacity(page, 'Uneven ranges after splits', 80_000)
  await expect(panel.getByText(/^The widest shard has 14 times the share of the narrowest\./)).toBeVisible()
  const throttled = (await summaryOf(page)).shards.filter(({ recordsThrottled }) => recordsThrottled > 0)
  expect(throttled.map(({ shardId }) => shardId)).toEqual(['shardId-000000000002'])
  await goTo(page, 130_000)
  await expect(panel.getByText(/^All shards have equal shares of the key space\./)).toBeVisible()
  expect((await summaryOf(page)).shards.filter(({ throttledPerSecond }) => throttledPerSecond > 0)).toEqual([])
})

test('the eleventh UpdateShardCount of a day is refused', async ({ page }) => {
  const panel = await openCapacity(page, 'Ten reshards a day', 200_000)
  await unfold(panel)
  await expect(quota(panel, 'UpdateShardCount in 24 hours')).toContainText('10 of 10')
  await expect(quota(panel, 'UpdateShardCount in 24 hours')).toContainText('The next comes free at 24:00:15')
  expect(await eventsOfKind(page, 'CallRefused')).toMatchObject([{ operation: 'UpdateShardCount', exception: 'LimitExceededException' }])
  expect((await eventsOfKind(page, 'CallAccepted')).at(-1)).toMatchObject({ operation: 'SplitShard' })
})

test('on-demand takes traffic that doubles', async ({ page }) => {
  const panel = await openCapacity(page, 'On-demand: traffic doubles', 600_000)
  await expect(fact(panel, 'Shards for 2 × peak')).toHaveText(/^7\D+4\D/)
  await expect(panel.getByText('Nothing was refused.').first()).toBeVisible()
  await goTo(page, 1_000_000)
  await expect(fact(panel, 'Shards for 2 × peak')).toHaveText(/^7\D+8\D/)
  expect((await summaryOf(page)).totals.recordsThrottled).toBe(0)
})

test('on-demand throttles traffic that grows too fast', async ({ page }) => {
  const panel = await openCapacity(page, 'On-demand: traffic grows too fast', 300_000)
  await expect(panel.getByText(/Traffic is 4\.\d+ times the former peak: beyond 2 times within 15 minutes, on-demand promises nothing\./).first()).toBeVisible()
  await goTo(page, 820_000)
  await expect(fact(panel, 'Shards for 2 × peak')).toHaveText(/\D8\D/)
  expect(await eventsOfKind(page, 'OnDemandScaled')).toMatchObject([{ from: 4, to: 8 }])
})

test('on-demand splits for a hot key, which no split can help', async ({ page }) => {
  const panel = await openCapacity(page, 'On-demand: a hot key', 120_000)
  await expect(panel.getByText(/One key, user-0, asks for what a whole shard takes: no split can help\./).first()).toBeVisible()
  await goTo(page, 700_000)
  expect(await eventsOfKind(page, 'OnDemandScaled')).toMatchObject([{ from: 4, to: 5 }])
  await expect(panel.getByText(/One key, user-0, asks for what a whole shard takes: no split can help\./).first()).toBeVisible()
})

test('a third switch of mode is refused', async ({ page }) => {
  const panel = await openCapacity(page, 'Two mode switches a day', 50_000)
  await expect(panel.getByText('1 of 2 switches in 24 hours are left.')).toBeVisible()
  await goTo(page, 100_000)
  await expect(panel.getByText(/^All 2 switches in 24 hours are used; the next is allowed at 24:0/)).toBeVisible()
  await expect(panel.getByText('Capacity mode: Provisioned')).toBeVisible()
  expect(await eventsOfKind(page, 'CallRefused')).toMatchObject([
    { operation: 'SplitShard', exception: 'ValidationException' },
    { operation: 'UpdateStreamMode', exception: 'LimitExceededException' },
  ])
})

test('warm throughput takes a sale at once', async ({ page }) => {
  const panel = await openCapacity(page, 'Warm throughput before a sale', 140_000)
  await unfold(panel)
  await expect(fact(panel, 'Status').filter({ hasText: 'ENABLED' })).toBeVisible()
  await expect(fact(panel, 'Warm now')).toHaveText(/^16 of 16 MiB\/s/)
  const { totals, shards } = await summaryOf(page)
  expect(totals.recordsThrottled).toBe(0)
  expect(shards.reduce((sum, { writeBytesPerSecond }) => sum + writeBytesPerSecond, 0)).toBeGreaterThan(11 * 1_048_576)
})

test('on-demand scales down a day after its last split, to what twice the peak of 30 days needs', async ({ page }) => {
  test.setTimeout(240_000)
  const panel = await openCapacity(page, 'On-demand: scaling down', 1_500_000)
  await expect(fact(panel, 'Shards for 2 × peak')).toHaveText('14 (16 open)')
  await expect(panel.getByText(/^16 shards are open and 14 needed: scaling down begins at 24:2\d:\d\d if it stays so\.$/)).toBeVisible()
  await goTo(page, 26 * HOUR_MS)
  await expect(panel.getByText(/^Scaling down from 16 to 14 shards, until 48:2\d:\d\d\.$/)).toBeVisible()
  await expect(panel.getByText('Last minute: 0 MiB/s, 0 records/s')).toBeVisible()
  await goTo(page, 49 * HOUR_MS)
  await expect(fact(panel, 'Shards for 2 × peak')).toHaveText('14 (14 open)')
  await expect(fact(panel, 'Peak of 30 days')).toContainText('7 MiB/s')
  expect((await eventsOfKind(page, 'OnDemandScaled')).map(({ to }) => to)).toEqual([8, 16, 15, 14])
  await goTo(page, 31.5 * 24 * HOUR_MS)
  await expect(fact(panel, 'Shards for 2 × peak')).toHaveText('4 (4 open)')
  await goTo(page, 32 * 24 * HOUR_MS + 60_000)
  await expect(panel.getByText(/The whole stream is asked for more than its shards take\./).first()).toBeVisible()
  expect((await summaryOf(page)).totals.recordsThrottled).toBeGreaterThan(10_000)
})

test('Advantage is left without warm throughput, and not before its earliest end', async ({ page }) => {
  const panel = await openCapacity(page, 'Leaving On-demand Advantage', 80_000)
  await unfold(panel)
  const status = fact(panel, 'Status').first()
  await expect(status).toHaveText('ENABLED')
  await expect(panel.getByText(/has warm throughput, which must be removed first/).first()).toBeVisible()
  await goTo(page, 200_000)
  await expect(status).toHaveText('ENABLED_UNTIL_EARLIEST_ALLOWED_END')
  await expect(fact(panel, 'Can end at')).toHaveText('24:00:10')
  await expect(fact(panel, 'Warm now')).toHaveCount(0)
  await goTo(page, 25 * HOUR_MS)
  await expect(fact(panel, 'Can end at')).toHaveCount(0)
  const bill = page.getByTestId('bill')
  await expect(bill.getByRole('row', { name: /^Advantage, data in up to 25 MiB\/s [\d,.]+ GB, \$0\.032 each \$6\d\.\d+ / })).toBeVisible()
  await expect(bill.getByRole('row', { name: /^Advantage, data out up to 25 MiB\/s [\d,.]+ GB, \$0\.016 each \$33\.\d+ / })).toBeVisible()
  await expect(bill.getByRole('row', { name: /^On demand, stream hours / })).toBeVisible()
})

test('each way to read has its own lines on the bill', async ({ page }) => {
  await openCapacity(page, 'The bill: what readers cost', 300_000)
  const bill = page.getByTestId('bill')
  const linesOf = (name: string) => bill.getByRole('table', { name, exact: true }).getByRole('rowheader')
  await expect(linesOf('Application billing')).toHaveText([/^DynamoDB read request units/, /^DynamoDB write request units/, 'Together'])
  await expect(linesOf('Application thumbnails')).toHaveText([/^Lambda requests/, /^Lambda duration/, 'Together'])
  await expect(linesOf('Application archive')).toHaveText([/^Firehose, data in/, /^S3 PUT requests/, 'Together'])
  const stream = bill.getByRole('table', { name: 'Stream orders', exact: true })
  await expect(stream.getByRole('row', { name: /^Enhanced fan-out, by consumer and shard: dashboard .*\$0\.015 each/ })).toBeVisible()
  await expect(stream.getByRole('row', { name: /^Enhanced fan-out, data out: dashboard .*\$0\.013 each/ })).toBeVisible()
})

test('a longer retention saves what a slow reader would lose, and is a line on the bill', async ({ page }) => {
  const panel = await openCapacity(page, 'The bill: retention for a slow reader', 35.9 * HOUR_MS)
  const line = page.getByTestId('bill').getByRole('row', { name: /^Extended retention, 24 hours to 7 days / })
  await expect(panel.getByText(/^29,\d{3} records expired before an application had read them\./)).toBeVisible()
  await expect(line).toHaveCount(0)
  await goTo(page, 60 * HOUR_MS)
  await expect(panel.getByText(/^30,\d{3} records expired before an application had read them\./)).toBeVisible()
  await expect(line).toHaveAccessibleName(/ 48 shard-hour, \$0\.02 each \$0\.96/)
})

test('a hot shard hides in the stream’s metrics, and shard-level ones show it', async ({ page }) => {
  const panel = await openCapacity(page, 'A hot shard that the stream hides', 400_000)
  await expect(panel.getByText(/^Alarms: 1/)).toHaveText('Alarms: 1, 0 in ALARM')
  const choose = async (group: string, metric: string, statistic?: string) => {
    await panel.getByLabel('Metrics of').selectOption({ label: group })
    await panel.getByLabel('MetricName').selectOption({ label: metric })
    if (statistic !== undefined) await panel.getByLabel('Statistic').selectOption({ label: statistic })
    return panel.getByRole('figure', { name: metric.replace(/ \(.*/, '') }).getByText(/^\w+ over 1 min from /)
  }
  await expect(await choose('Stream orders', 'IncomingBytes')).toContainText(': 106.5 MB ')
  await expect(await choose('Shard …002', 'IncomingBytes')).toContainText(': 62.9 MB ')
  await expect(await choose('Shard …000', 'IncomingBytes')).toContainText(/: 1\d(\.\d)? MB /)
  await expect(await choose('Shard …000', 'WriteProvisionedThroughputExceeded')).toContainText(': 0 ')
  await expect(await choose('Shard …002', 'WriteProvisionedThroughputExceeded')).toContainText(/: [1-9]\d* /)
  await expect(await choose('KPL (KinesisProducerLibrary)', 'RetriesPerRecord (…002)', 'Maximum')).toContainText(/: [1-9]/)
  await expect(await choose('KCL application billing', 'MillisBehindLatest (ProcessTask, …002)', 'Maximum')).toContainText(/: \d\d\.\d s /)
})

for (const [label, cheaper, dearer] of [
  ['The bill: steady traffic', 'Provisioned', 'On-demand'],
  ['The bill: spiky traffic', 'On-demand Standard', 'Provisioned'],
  ['The bill: Advantage is cheapest', 'On-demand Advantage', 'Standard'],
] as const) {
  test(`${label}: ${cheaper} costs least`, async ({ page }) => {
    await openCapacity(page, label, 300_000)
    const ways = page.getByTestId('bill').getByRole('table', { name: /by each way to run it/ }).getByRole('rowheader')
    await expect(ways.filter({ hasText: 'cheapest' }).first()).toContainText(cheaper)
    await expect(ways.filter({ hasText: 'cheapest' }).filter({ hasText: dearer })).toHaveCount(0)
    await expect(page.getByTestId('bill').getByRole('figure', { name: 'Break-even' })).toContainText(/From [\d.]+ MiB\/s on, .* is the cheapest|is the cheapest at any throughput/)
  })
}

test('a burst hides in the minute, and only the alarm on refusals rings', async ({ page }) => {
  const panel = await openCapacity(page, 'A burst that the minute hides', 200_000)
  await expect(panel.getByText(/below the limit, and yet records were refused\. Only WriteProvisionedThroughputExceeded tells\.$/)).toBeVisible()
  await expect(panel.getByText('Alarms: 2, 1 in ALARM')).toBeVisible()
  const changes = await eventsOfKind(page, 'AlarmStateChanged')
  expect(changes.flatMap(({ alarmName, to }) => (to === 'ALARM' ? [alarmName] : []))).toEqual(['records-are-refused'])
})

test('autoscaling overshoots, and uses up its ten calls', async ({ page }) => {
  const panel = await openCapacity(page, 'Autoscaling by alarm overshoots', 400_000)
  await unfold(panel)
  await expect(fact(panel, 'Open shards').filter({ hasText: 'from 1 to 64' })).toHaveText('8 (from 1 to 64)')
  await goTo(page, 1_600_000)
  await expect(fact(panel, 'UpdateShardCount left')).toHaveText('0 of 10 in 24 hours')
  const activities = await eventsOfKind(page, 'ScalingActivity')
  expect(activities.at(-1)).toMatchObject({ outcome: 'refused', exception: 'LimitExceededException' })
})
