/** Each story of capacity, cost and metrics opens from the menu by its name, and shows its point in the Capacity tab. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { eventsOfKind, goTo, summaryOf, test } from './steps'
import { fact, openStory, unfold } from './panels'

const HOUR_MS = 3_600_000

async function openCapacity(page: Page, label: string, atMs?: number): Promise<Locator> {
  await openStory(page, label)
  if (atMs !== undefined) await goTo(page, atMs)
  await page.getByRole('tab', { name: 'Capacity', exact: true }).click()
  const panel = page.getByRole('tabpanel', { name: 'Capacity', exact: true })
  await expect(panel.locator('summary').first()).toBeVisible()
  return panel
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

for (const [label, cheaper, dearer] of [
  ['The bill: steady traffic', 'Provisioned', 'On-demand'],
  ['The bill: spiky traffic', 'On-demand Standard', 'Provisioned'],
] as const) {
  test(`${label}: ${cheaper} costs least`, async ({ page }) => {
    await openCapacity(page, label, 300_000)
    const ways = page.getByTestId('bill').getByRole('table', { name: /by each way to run it/ }).getByRole('rowheader')
    await expect(ways.filter({ hasText: 'cheapest' }).first()).toContainText(cheaper)
    await expect(ways.filter({ hasText: 'cheapest' }).filter({ hasText: dearer })).toHaveCount(0)
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
