/** Each story of security and of faults opens from the menu by its name, and shows its point in the Security tab. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { eventsOfKind, goTo, summaryOf, test } from './steps'
import { applicationRow, fact, openStory, producerRow } from './panels'

type View = 'IAM' | 'Network' | 'KMS' | 'CloudTrail' | 'Faults'

async function openSecurity(page: Page, label: string, view: View, atMs: number): Promise<Locator> {
  await openStory(page, label)
  await goTo(page, atMs)
  await page.getByRole('tab', { name: 'Security' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Security' })
  await panel.getByRole('radio', { name: view, exact: true }).click()
  await expect(panel.getByRole('heading').first()).toBeVisible()
  return panel
}

function callerRow(panel: Locator, name: string): Locator {
  return panel.getByRole('table', { name: 'Callers of the service' }).getByRole('row', { name: new RegExp(`^${name} `) })
}

async function choose(panel: Locator, name: string): Promise<void> {
  await callerRow(panel, name).getByRole('button', { name, exact: true }).click()
}

test('a producer loses its right, and the trail tells', async ({ page }) => {
  const panel = await openSecurity(page, 'A producer loses its right', 'CloudTrail', 60_000)
  await panel.getByRole('checkbox', { name: /^Errors/ }).check()
  const newest = panel.getByRole('table', { name: /^Records of the trail/ }).getByRole('row').nth(1)
  await expect(newest).toContainText('AccessDenied')
  await expect(newest).toContainText('App 1')
  await panel.getByRole('radio', { name: 'IAM', exact: true }).click()
  // Who was refused last is looked at already.
  await expect(panel.getByRole('heading', { name: 'Break access: App 1' })).toBeVisible()
  await expect(panel.getByText(/because no identity-based policy allows the kinesis:PutRecords action/).first()).toBeVisible()
  const before = (await producerRow(page, 0)).recordsAcknowledged
  await goTo(page, 110_000)
  expect((await producerRow(page, 0)).recordsAcknowledged).toBeGreaterThan(before + 200)
})

test('an explicit deny beats the policy that allows', async ({ page }) => {
  const panel = await openSecurity(page, 'Deny beats allow', 'IAM', 60_000)
  await choose(panel, 'App 1')
  await expect(panel.getByText(/^IAM refused PutRecords at/)).toContainText('with an explicit deny in an identity-based policy')
  await expect(panel.getByRole('region', { name: 'The statement that decided' })).toContainText('"Sid": "NoPutsIntoOrders"')
  await expect(callerRow(panel, 'App 2').getByRole('cell').last()).toHaveText('0')
})

test('a reader of another account needs a resource policy', async ({ page }) => {
  const panel = await openSecurity(page, 'A reader of another account', 'IAM', 50_000)
  await choose(panel, 'billing')
  await expect(panel.getByText(/because no resource-based policy allows/).first()).toBeVisible()
  expect((await applicationRow(page, 'billing'))!.recordsProcessed).toBe(0)
  await goTo(page, 100_000)
  expect((await applicationRow(page, 'billing'))!.iteratorAgeMs).toBeLessThan(3_000)
  await goTo(page, 140_000)
  expect((await applicationRow(page, 'billing'))!.iteratorAgeMs).toBeGreaterThan(20_000)
})

test('the endpoint’s policy stops who goes through it', async ({ page }) => {
  const panel = await openSecurity(page, 'The policy of a VPC endpoint', 'Network', 60_000)
  await expect(fact(panel, 'Through it')).toHaveText('App 1')
  await expect(panel.getByRole('textbox', { name: 'Endpoint policy, as JSON' })).toHaveValue(/ReadsOnly/)
  await panel.getByRole('radio', { name: 'IAM', exact: true }).click()
  await choose(panel, 'App 1')
  await expect(panel.getByText(/^The VPC endpoint refused PutRecords at/)).toBeVisible()
  await expect(callerRow(panel, 'App 2').getByRole('cell').last()).toHaveText('0')
})

test('without TLS nobody listens', async ({ page }) => {
  const panel = await openSecurity(page, 'Without TLS', 'IAM', 60_000)
  await choose(panel, 'billing')
  await expect(panel.getByText(/^\w+ could not connect at/)).toBeVisible()
  expect((await applicationRow(page, 'billing'))!.iteratorAgeMs).toBeGreaterThan(20_000)
  await goTo(page, 110_000)
  expect((await applicationRow(page, 'billing'))!.iteratorAgeMs).toBeLessThan(3_000)
})

test('a disabled key is noticed five minutes later', async ({ page }) => {
  const panel = await openSecurity(page, 'A key is disabled', 'KMS', 300_000)
  expect(await eventsOfKind(page, 'CallsDenied')).toEqual([])
  await goTo(page, 400_000)
  const got = panel.getByRole('table', { name: 'What callers got from KMS last' })
  await expect(got.getByRole('row', { name: /^App 1 .*KMSDisabledException/ })).toBeVisible()
  await expect(got.getByRole('row', { name: /^late .*KMSDisabledException/ })).toBeVisible()
  expect((await applicationRow(page, 'late'))!.recordsProcessed).toBeLessThan(1_100)
})

test('a key that is to be deleted shuts by its own exception, and a cancelled deletion leaves it disabled', async ({ page }) => {
  const panel = await openSecurity(page, 'A key is to be deleted', 'KMS', 390_000)
  const got = panel.getByRole('table', { name: 'What callers got from KMS last' })
  await expect(got.getByRole('row', { name: /^App 1 .*KMSInvalidStateException/ })).toBeVisible()
  await expect(got.getByRole('row', { name: /^late .*KMSInvalidStateException/ })).toBeVisible()
  const key = panel.getByRole('list', { name: 'Keys of the account' }).getByRole('listitem').filter({ hasText: 'alias/orders' })
  await expect(fact(key, 'KeyState')).toHaveText('PendingDeletion')
  const late = (await applicationRow(page, 'late'))!.recordsProcessed
  expect(late).toBeGreaterThan(900)
  await goTo(page, 440_000)
  await expect(fact(key, 'KeyState')).toHaveText('Disabled')
  await expect(got.getByRole('row', { name: /^App 1 .*KMSDisabledException/ })).toBeVisible()
  await goTo(page, 530_000)
  await expect(fact(key, 'KeyState')).toHaveText('Enabled')
  expect((await applicationRow(page, 'late'))!.recordsProcessed).toBeGreaterThan(late + 10_000)
})

test('a key’s policy stops one producer', async ({ page }) => {
  const panel = await openSecurity(page, 'A key\'s policy denies a producer', 'KMS', 400_000)
  const got = panel.getByRole('table', { name: 'What callers got from KMS last' })
  await expect(got.getByRole('row', { name: /^App 1 .*KMSAccessDeniedException/ })).toBeVisible()
  await expect(got.getByRole('row')).toHaveCount(2)
  await panel.getByRole('radio', { name: 'IAM', exact: true }).click()
  await choose(panel, 'App 1')
  await expect(panel.getByText(/^KMS refused PutRecords at/)).toBeVisible()
  await expect(panel.getByRole('region', { name: 'The statement that decided' })).toContainText('"Sid": "NoDataKeysForOrders"')
  await expect(callerRow(panel, 'App 2').getByRole('cell').last()).toHaveText('0')
})

test('data events are recorded while they are on', async ({ page }) => {
  const panel = await openSecurity(page, 'CloudTrail\'s data events', 'CloudTrail', 50_000)
  const table = panel.getByRole('table', { name: /^Records of the trail/ })
  await expect(table).toContainText('UpdateShardCount')
  await expect(table).not.toContainText('PutRecords')
  await goTo(page, 80_000)
  await expect(table).toContainText('PutRecords')
  await expect(panel.getByRole('checkbox', { name: 'Record data events' })).toBeChecked()
})

test('throughput exceptions cost who does not try again', async ({ page }) => {
  const panel = await openSecurity(page, 'FIS: throughput exceptions', 'Faults', 60_000)
  const running = panel.getByRole('list', { name: 'Running experiments' })
  await expect(running).toContainText('aws:kinesis:stream-provisioned-throughput-exception')
  await expect(running).toContainText(/[1-9][\d,]* of [\d,]+ calls struck/)
  const { producers } = await summaryOf(page)
  expect(producers[0]!.recordsGivenUp).toBe(0)
  expect(producers[1]!.recordsGivenUp).toBeGreaterThan(400)
})

test('expired iterators lose nothing', async ({ page }) => {
  const panel = await openSecurity(page, 'FIS: expired iterators', 'Faults', 100_000)
  await expect(panel.getByRole('table', { name: 'Experiments that are over' })).toContainText('completed')
  const billing = (await applicationRow(page, 'billing'))!
  expect(billing.recordsProcessedAgain).toBe(0)
  expect(Object.values(billing.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
})

test('internal errors strike one producer', async ({ page }) => {
  const panel = await openSecurity(page, 'FIS: internal errors', 'Faults', 80_000)
  await expect(panel.getByRole('list', { name: 'Running experiments' })).toContainText('aws:fis:inject-api-internal-error')
  const [struck, other] = (await summaryOf(page)).producers
  expect(other!.recordsAcknowledged - struck!.recordsAcknowledged).toBeGreaterThan(900)
})

test('a fault on one shard leaves the other alone', async ({ page }) => {
  const panel = await openSecurity(page, 'A fault on one shard', 'Faults', 80_000)
  await expect(panel.getByRole('list', { name: 'Running experiments' })).toContainText('shardId-000000000000')
  expect((await summaryOf(page)).shards.map(({ recordsThrottled }) => recordsThrottled > 0)).toEqual([true, false])
})
