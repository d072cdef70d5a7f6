/** The way to the service and the keys of its streams: TLS, VPC endpoints, KMS. */
import { expect } from '@playwright/test'
import { advance, eventsOfKind, summaryOf, test, whenIdle } from './steps'
import { fact, unfold } from './panels'
import { violationsOf } from './violations'
import { choose, chooseCaller, deniedOf, KEY_LIFE_MS, openSecurity } from './securityPanel'

test('nobody listens without TLS, and the endpoint’s policy counts for whoever goes through it', async ({ page }) => {
  const panel = await openSecurity(page, 'Network')
  const way = (name: string) => panel.getByRole('combobox', { name: `Path of ${name}` })
  await way('App 1').selectOption({ label: 'HTTP, no TLS' })
  await panel.getByRole('checkbox', { name: 'The VPC has an endpoint for Kinesis' }).check()
  await expect(fact(panel, 'Through it')).toHaveText('nobody')
  await way('App 2').selectOption({ label: 'VPC endpoint' })
  await expect(fact(panel, 'Through it')).toHaveText('App 2')
  await panel.getByRole('button', { name: 'No writes' }).click()
  const apply = panel.getByRole('button', { name: 'Put in force' })
  await expect(apply).toBeEnabled()
  await apply.click()
  await whenIdle(page)
  await advance(page, 3_000)
  await expect(panel.getByText(/^PutRecords? could not connect at .*Connection refused/)).toBeVisible()
  await choose(panel, 'IAM')
  await expect.poll(() => deniedOf(panel, 'App 2')).toBeGreaterThan(0)
  await chooseCaller(panel, 'App 2')
  await expect(panel.getByText(/^The VPC endpoint refused PutRecords? at/)).toContainText('explicit deny in a VPC endpoint policy')
  await panel.getByRole('button', { name: 'To the policy of the endpoint' }).click()
  await expect(panel.getByRole('textbox', { name: 'Endpoint policy, as JSON' })).toHaveValue(/NoWrites/)
  await expect(panel.locator('[data-mark="deny"]')).not.toHaveCount(0)
  await chooseWayBack()
  expect(await deniedNow()).toBe(0)

  async function chooseWayBack() {
    await way('App 1').selectOption({ label: 'Internet, TLS' })
    await panel.getByRole('checkbox', { name: 'The VPC has an endpoint for Kinesis' }).uncheck()
    await whenIdle(page)
  }
  async function deniedNow() {
    const told = (await eventsOfKind(page, 'CallsDenied')).length
    await advance(page, 10_000)
    // What was refused before is told once more at most for each of the two.
    return Math.max(0, (await eventsOfKind(page, 'CallsDenied')).length - told - 2)
  }
})

test('the way through the endpoint is remembered while there is none, and said so in both languages', async ({ page }) => {
  const panel = await openSecurity(page, 'Network')
  const there = panel.getByRole('checkbox', { name: 'The VPC has an endpoint for Kinesis' })
  const way = panel.getByRole('combobox', { name: 'Path of App 2' })
  await panel.getByRole('combobox', { name: 'Look at caller' }).selectOption({ label: 'App 2' })
  await there.check()
  await way.selectOption({ label: 'VPC endpoint' })
  await expect(fact(panel, 'Through it')).toHaveText('App 2')
  await there.uncheck()
  await expect(panel.getByText(/^Asked: VPC endpoint\. There is none, so it takes: Internet, TLS\./)).toBeVisible()
  await expect(panel.getByText(/leads to its public addresses again/)).toBeVisible()
  await expect(way).toHaveValue('vpcEndpoint')
  const before = (await summaryOf(page)).producers[1]!.recordsAcknowledged
  await advance(page, 3_000)
  expect((await summaryOf(page)).producers[1]!.recordsAcknowledged).toBeGreaterThan(before)
  // What else is changed of it leaves the way as it was asked for.
  await choose(panel, 'IAM')
  await chooseCaller(panel, 'App 2')
  await panel.getByRole('button', { name: 'Deny the puts' }).click()
  await expect(panel.getByText('Denied.')).toBeVisible()
  await page.getByRole('button', { name: '한국어' }).click()
  const korean = page.getByRole('tabpanel', { name: '보안' })
  await korean.getByRole('radio', { name: '네트워크' }).click()
  await expect(korean.getByText(/^요청한 경로: VPC 엔드포인트\. 엔드포인트가 없어 실제 경로: 인터넷, TLS\./)).toBeVisible()
  await page.getByRole('button', { name: 'EN', exact: true }).click()
  await there.check()
  await expect(fact(panel, 'Through it')).toHaveText('App 2')
})

test('the endpoint’s policy tells which statement has its say, before it is put in force and after', async ({ page }) => {
  const panel = await openSecurity(page, 'Network')
  const note = panel.getByRole('region', { name: 'The statement of this policy' })
  await panel.getByRole('checkbox', { name: 'The VPC has an endpoint for Kinesis' }).check()
  await expect(panel.getByText('This policy is not asked about PutRecords by App 1.')).toBeVisible()
  await panel.getByRole('combobox', { name: 'Look at caller' }).selectOption({ label: 'App 1' })
  await panel.getByRole('combobox', { name: 'Path of App 1' }).selectOption({ label: 'VPC endpoint' })
  await expect(panel.getByText('Statement 1 of this policy allows App 1 PutRecords.')).toBeVisible()
  await expect(panel.locator('[data-mark="allow"]')).not.toHaveCount(0)
  await panel.getByRole('button', { name: 'No writes' }).click()
  await expect(panel.getByText('Statement 2 of this policy denies App 1 PutRecords.')).toBeVisible()
  await expect(note).toContainText('"Sid": "NoWrites"')
  await expect(panel.locator('[data-mark="deny"]').first()).toHaveText('9')
  expect(await eventsOfKind(page, 'VpcEndpointChanged')).toHaveLength(1)
  await panel.getByRole('textbox', { name: 'Endpoint policy, as JSON' }).fill('{')
  await expect(panel.locator('[data-mark="fault"]')).toHaveText('1')
  await expect(panel.getByText('Statement 1 of this policy allows App 1 PutRecords.')).toBeVisible()
  await expect(panel.locator('[data-mark="allow"]')).toHaveCount(0)
})

test('a key’s policy tells which statement has its say, and quotes it', async ({ page }) => {
  const panel = await openSecurity(page, 'KMS')
  await page.evaluate(() => window.shardscope!.submit({ type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Enabled', keyPolicy: null } }))
  await whenIdle(page)
  await panel.getByRole('combobox', { name: 'With the key' }).selectOption('alias/orders')
  await panel.getByRole('button', { name: 'StartStreamEncryption' }).click()
  await whenIdle(page)
  await advance(page, 15_000)
  await panel.getByRole('combobox', { name: 'Look at caller' }).selectOption({ label: 'App 1' })
  await unfold(panel)
  await expect(panel.getByText('Statement 1 of this policy allows App 1 PutRecords.')).toBeVisible()
  const field = panel.getByRole('textbox', { name: 'Policy of alias/orders, as JSON' })
  const Statement = [
    { Sid: 'Everybody', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' },
    { Sid: 'NoProducer', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:GenerateDataKey', Resource: '*' },
  ]
  await field.fill(JSON.stringify({ Version: '2012-10-17', Statement }, null, 2))
  await panel.getByRole('button', { name: 'Put in force' }).click()
  await expect(panel.getByText('Statement 2 of this policy denies App 1 PutRecords.')).toBeVisible()
  await expect(panel.getByRole('region', { name: 'The statement of this policy' })).toContainText('"Sid": "NoProducer"')
  await expect(panel.locator('[data-mark="deny"]').first()).toHaveText('13')
  expect(await violationsOf(page)).toEqual([])
})

test('a key encrypts what comes from now on; disabled, it stops producers when their data keys are old', async ({ page }) => {
  const panel = await openSecurity(page, 'KMS')
  await panel.getByRole('textbox', { name: 'New key' }).fill('orders')
  await panel.getByRole('button', { name: 'Create' }).click()
  await expect(panel.getByRole('alert').filter({ hasText: 'orders' })).toContainText('Write alias/')
  await panel.getByRole('textbox', { name: 'New key' }).fill('alias/orders')
  await panel.getByRole('button', { name: 'Create' }).click()
  await expect(panel.getByRole('heading', { name: 'alias/orders' })).toBeVisible()
  await panel.getByRole('combobox', { name: 'With the key' }).selectOption('alias/orders')
  await panel.getByRole('button', { name: 'StartStreamEncryption' }).click()
  await whenIdle(page)
  await advance(page, 15_000)
  await expect(fact(panel, 'EncryptionType')).toHaveText('KMS')
  await expect(panel.getByText(/^\d+%: [\d,]+ of [\d,]+ records$/)).not.toHaveText(/^0%|^100%/)
  // The file ends; a person’s own put does not.
  await panel.getByRole('button', { name: 'Disable', exact: true }).click()
  await whenIdle(page)
  await advance(page, KEY_LIFE_MS)
  await page.evaluate(() => window.shardscope!.submit({ type: 'Call', operation: 'PutRecord', input: { StreamName: 'web-log', PartitionKey: 'k', Data: new Uint8Array([1]) } }))
  await whenIdle(page)
  expect((await eventsOfKind(page, 'CallRefused')).at(-1)).toMatchObject({ operation: 'PutRecord', exception: 'KMSDisabledException' })
  await expect(panel.getByRole('table', { name: 'What callers got from KMS last' })).toContainText('KMSDisabledException')
  await expect(panel.getByText(/^KMS refused PutRecord at/)).toBeVisible()
  await panel.getByRole('button', { name: 'Schedule deletion' }).click()
  await expect(fact(panel, 'Gone in')).toHaveText('7 d')
  await panel.getByRole('button', { name: 'Cancel deletion' }).click()
  await expect(fact(panel, 'KeyState').last()).toHaveText('Disabled')
  await panel.getByRole('button', { name: 'Enable', exact: true }).click()
  await expect(fact(panel, 'KeyState').last()).toHaveText('Enabled')
})
