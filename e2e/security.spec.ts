/** The guards at the door, in the Security tab: broken and mended, with what each says, quotes and records. */
import { CreateStreamCommand } from '@aws-sdk/client-kinesis'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { serve } from './serving'
import { advance, eventsOfKind, openPage, summaryOf, test, typeValue, whenIdle } from './steps'
import { expectNothingBeyondTheEdge, fact, unfold } from './panels'
import { expectAllKorean, textsOf } from './visibleText'
import { violationsOf } from './violations'

/** Two shards, six producers, one application on the KCL. */
const LOOKS = { scenario: 'web-log', at: '20000' } as const
const VIEWS = ['IAM', 'Network', 'KMS', 'CloudTrail', 'Faults'] as const
const KEY_LIFE_MS = 300_000

async function openSecurity(page: Page, view: (typeof VIEWS)[number], parameters: Readonly<Record<string, string>> = {}): Promise<Locator> {
  await openPage(page, { ...LOOKS, ...parameters })
  await page.getByRole('tab', { name: 'Security' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Security' })
  await choose(panel, view)
  return panel
}

async function choose(panel: Locator, view: (typeof VIEWS)[number]): Promise<void> {
  await panel.getByRole('radio', { name: view, exact: true }).click()
  await expect(panel.getByRole('heading').first()).toBeVisible()
}

async function chooseCaller(panel: Locator, name: string): Promise<void> {
  await panel.getByRole('button', { name, exact: true }).click()
  await expect(panel.getByRole('heading', { name: `Break access: ${name}` })).toBeVisible()
}

function callerRow(panel: Locator, name: string): Locator {
  return panel.getByRole('row', { name: new RegExp(`^${name} `) })
}

async function deniedOf(panel: Locator, name: string): Promise<number> {
  return Number(await callerRow(panel, name).getByRole('cell').last().textContent())
}

function editor(panel: Locator, name: string): Locator {
  return panel.getByRole('textbox', { name: `${name}, as JSON` })
}

async function fillAndSee(field: Locator, change: (text: string) => string): Promise<void> {
  await field.fill(change(await field.inputValue()))
}

const stored = async (page: Page) => (await summaryOf(page)).producers[0]!.recordsAcknowledged

test('each view is complete, in both themes and on a phone', async ({ page }) => {
  for (const [parameters, size] of [
    [{ theme: 'light' }, { width: 1280, height: 720 }],
    [{ theme: 'dark' }, { width: 390, height: 844 }],
  ] as const) {
    await page.setViewportSize(size)
    const panel = await openSecurity(page, 'IAM', parameters)
    for (const view of VIEWS) {
      await choose(panel, view)
      await unfold(panel)
      expect(await violationsOf(page), `${view} ${parameters.theme}`).toEqual([])
      await expectNothingBeyondTheEdge(page)
      // The rail scrolls, the page does not.
      if (size.width > 900) expect(await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight), view).toBe(0)
    }
  }
})

test('views and tabs are reached by arrow keys', async ({ page }) => {
  const panel = await openSecurity(page, 'IAM')
  await panel.getByRole('radio', { name: 'IAM' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(panel.getByRole('radio', { name: 'Network' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('radio', { name: 'Network' })).toHaveAttribute('aria-checked', 'true')
  await page.getByRole('tab', { name: 'Security' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Lineage' })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(panel.getByRole('radio', { name: 'Network' })).toHaveAttribute('aria-checked', 'true')
})

test('a producer is broken in one click, told by the picture and the statement that decides, and mended', async ({ page }) => {
  const panel = await openSecurity(page, 'IAM')
  await chooseCaller(panel, 'App 1')
  await expect(panel.getByText('Allowed.')).toBeVisible()
  await panel.getByRole('button', { name: 'Deny the puts' }).click()
  await expect(panel.getByText('Denied.')).toBeVisible()
  const before = await stored(page)
  await advance(page, 4_000)
  expect(await stored(page)).toBe(before)
  await expect(panel.getByText(/^IAM refused PutRecords? at 00:2\d/)).toContainText('with an explicit deny in an identity-based policy')
  await expect.poll(() => deniedOf(panel, 'App 1')).toBeGreaterThan(0)
  await expect(panel.getByRole('region', { name: 'The statement that decided' })).toContainText('"Sid": "NoWrites"')
  await expect(editor(panel, 'DenyWrites')).toBeVisible()
  await expect(panel.locator('[data-mark="deny"]').first()).toHaveText('4')
  await panel.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByText('Allowed.')).toBeVisible()
  await advance(page, 2_000)
  expect(await stored(page)).toBeGreaterThan(before)
  expect((await eventsOfKind(page, 'IdentityChanged')).at(-1)).toMatchObject({ caller: 'producer/producer-1', policyNames: null })
})

test('a document that is no policy is told at its line, in both languages, and changes nothing', async ({ page }) => {
  const panel = await openSecurity(page, 'IAM')
  await chooseCaller(panel, 'App 1')
  const field = editor(panel, 'AmazonKinesisFullAccess')
  await fillAndSee(field, (text) => text.replace('kinesis:*', 'kinesis:PutRecord5'))
  await expect(panel.getByRole('button', { name: 'Line 6, column 13:' })).toBeVisible()
  await expect(panel.getByText(/Did you mean kinesis:PutRecords?\?/)).toBeVisible()
  await expect(panel.locator('[data-mark="fault"]')).toHaveText('6')
  const apply = panel.getByRole('button', { name: 'Put in force' })
  await expect(apply).toBeDisabled()
  const asked = panel.getByRole('list', { name: 'Policies that were asked' }).getByRole('listitem')
  await expect(asked).toHaveText(['AmazonKinesisFullAccess, an identity policy: in force'])
  await expect(panel.getByText('Allowed.')).toBeVisible()
  await expect(panel.getByText(/this is of the policies in force\.$/)).toBeVisible()
  await page.getByRole('button', { name: '한국어' }).click()
  const korean = page.getByRole('tabpanel', { name: '보안' })
  await expect(korean.getByRole('button', { name: '6행 13열:' })).toBeVisible()
  await expect(korean.getByRole('list', { name: '판정에 쓴 정책' })).toHaveText('AmazonKinesisFullAccess(자격 증명 기반 정책): 적용 중')
  await page.getByRole('button', { name: 'EN', exact: true }).click()
  await fillAndSee(field, (text) => text.replace('"Effect": "Allow",', '"Effect": "Allow"'))
  await expect(panel.getByRole('button', { name: /^Line 6, column 1\d?:/ })).toBeVisible()
  await panel.getByRole('button', { name: /^Line 6/ }).click()
  await expect(field).toBeFocused()
  expect(await eventsOfKind(page, 'IdentityChanged')).toEqual([])
  await panel.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(panel.getByText('These are the policies in force for App 1.')).toBeVisible()

  await panel.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'Read only' })
  await panel.getByRole('button', { name: 'Instead of all' }).click()
  await expect(panel.getByText('This is of the policies as they are being written.')).toBeVisible()
  await expect(asked).toHaveText(['AmazonKinesisReadOnlyAccess, an identity policy: as it is being written'])
  await expect(panel.getByText('No statement of an identity policy allows it.')).toBeVisible()
  expect(await eventsOfKind(page, 'IdentityChanged')).toEqual([])
  await apply.click()
  await expect.poll(() => eventsOfKind(page, 'IdentityChanged')).toHaveLength(1)
  await expect(panel.getByText('These are the policies in force for App 1.')).toBeVisible()
})

test('what is broken is found out from the trail, once it records data events', async ({ page }) => {
  const panel = await openSecurity(page, 'IAM')
  await chooseCaller(panel, 'App 2')
  await panel.getByRole('button', { name: 'Misspell the stream' }).click()
  await panel.getByRole('button', { name: 'Find out from the trail' }).click()
  await expect(panel.getByText(/^Puts and reads are data events/)).toBeVisible()
  // What was done to its rights is a management event of IAM.
  await panel.getByRole('button', { name: 'Changes of policies, keys and streams' }).click()
  const changed = panel.getByRole('table', { name: /^Records of the trail/ }).getByRole('row')
  await expect(changed.filter({ hasText: 'PutRolePolicy' })).toContainText('role/producer-2-role')
  await changed.getByRole('button', { name: 'PutRolePolicy' }).click()
  const change = JSON.parse((await panel.getByRole('region', { name: 'Record as JSON' }).textContent())!) as Record<string, unknown>
  expect(change).toMatchObject({ eventSource: 'iam.amazonaws.com', requestParameters: { roleName: 'producer-2-role', policyName: 'Producer' } })
  await panel.getByRole('checkbox', { name: 'Changes only' }).uncheck()
  await panel.getByRole('checkbox', { name: 'Errors only' }).check()
  await panel.getByRole('button', { name: 'Record data events from now' }).click()
  await expect(panel.getByRole('checkbox', { name: 'Record data events' })).toBeChecked()
  await page.mouse.move(0, 0)
  await whenIdle(page)
  await advance(page, 3_000)
  const table = panel.getByRole('table', { name: /^Records of the trail/ })
  await expect(table.getByRole('row').nth(1)).toContainText('AccessDenied')
  await expect(table.getByRole('row').nth(1)).toContainText('App 2')
  await panel.getByRole('searchbox', { name: 'Text in the record' }).fill('no such text')
  await expect(panel.getByText('No record is found.')).toBeVisible()
  await panel.getByRole('searchbox', { name: 'Text in the record' }).fill('producer-2-role')
  await panel.getByRole('combobox', { name: 'Caller', exact: true }).selectOption({ label: 'App 2' })
  await table.getByRole('button', { name: /^PutRecords?$/ }).first().click()
  const record = JSON.parse((await panel.getByRole('region', { name: 'Record as JSON' }).textContent())!) as Record<string, unknown>
  expect(record).toMatchObject({ eventSource: 'kinesis.amazonaws.com', errorCode: 'AccessDenied', eventCategory: 'Data' })
  await expect(panel.getByText(/^CloudTrail delivers it at 05:/)).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
})

test('who is looked at calls the service: a producer, then whoever is refused, until somebody chooses', async ({ page }) => {
  const panel = await openSecurity(page, 'IAM')
  await expect(panel.getByRole('heading', { name: 'Break access: App 1' })).toBeVisible()
  await page.evaluate(() => window.shardscope!.submit({ type: 'SetIdentity', caller: 'producer/producer-3', identity: { policies: [], path: 'public' } }))
  await whenIdle(page)
  await advance(page, 3_000)
  await expect(panel.getByRole('heading', { name: 'Break access: App 3' })).toBeVisible()
  await expect(panel.getByText('Denied.')).toBeVisible()
  await choose(panel, 'Network')
  await expect(panel.getByRole('combobox', { name: 'Look at caller' }).locator('option:checked')).toHaveText('App 3')
  await panel.getByRole('combobox', { name: 'Look at caller' }).selectOption({ label: 'App 2' })
  await advance(page, 3_000)
  await choose(panel, 'IAM')
  await expect(panel.getByRole('heading', { name: 'Break access: App 2' })).toBeVisible()
})

test('who was broken without being told is not given away by the table, and can be shown', async ({ page }) => {
  const panel = await openSecurity(page, 'IAM')
  const table = panel.getByRole('table', { name: 'Callers of the service' })
  await panel.getByRole('button', { name: 'Break anything' }).click()
  await expect(panel.getByText('Somebody’s access is broken. Who, and by what?')).toBeVisible()
  await whenIdle(page)
  await advance(page, 3_000)
  await expect(panel.getByRole('heading', { name: 'Break access: App 1' })).toBeVisible()
  await expect(table.getByRole('cell')).toHaveText(Array(await table.getByRole('rowheader').count()).fill('hidden until you know'))
  const broken = (await eventsOfKind(page, 'IdentityChanged')).at(-1)!.caller
  expect(broken).not.toBe('you')
  await panel.getByRole('button', { name: 'Show who' }).click()
  await expect(table.getByText('hidden until you know')).toHaveCount(0)
  expect(await violationsOf(page)).toEqual([])
  await panel.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByRole('button', { name: 'Find out from the trail' })).toHaveCount(0)
})

test('the list of the trail stands still under the pointer, and says how much is newer', async ({ page }) => {
  const panel = await openSecurity(page, 'CloudTrail')
  await panel.getByRole('checkbox', { name: 'Record data events' }).check()
  await whenIdle(page)
  await advance(page, 2_000)
  const rows = panel.getByRole('table', { name: /^Records of the trail/ }).getByRole('row')
  await expect(rows.nth(1)).toContainText(/PutRecord|GetRecords/)
  await rows.nth(1).hover()
  const newest = await rows.nth(1).textContent()
  await advance(page, 2_000)
  await expect(panel.getByRole('button', { name: /^\d+ newer: show them$/ })).toBeVisible()
  expect(await rows.nth(1).textContent()).toBe(newest)
  await panel.getByRole('button', { name: /newer: show them$/ }).click()
  await expect(rows.nth(1)).not.toHaveText(newest!)
})

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
  await expect(fact(panel, 'KeyState').last()).toHaveText('Enabled')
})

test('an experiment is refused at its field, strikes one shard, and is stopped', async ({ page }) => {
  const panel = await openSecurity(page, 'Faults')
  const start = panel.getByRole('button', { name: 'Start the experiment' })
  await panel.getByRole('textbox', { name: 'duration' }).fill('5 minutes')
  await start.click()
  await expect(panel.getByRole('alert').filter({ hasText: 'PT5M is five minutes' })).toBeVisible()
  await panel.getByRole('button', { name: 'PT5M', exact: true }).click()
  await typeValue(page, 'percentage', 50)
  await panel.getByRole('combobox', { name: 'Stream' }).selectOption('web-log')
  await panel.getByRole('checkbox', { name: 'all of them' }).uncheck()
  await panel.getByRole('group', { name: 'Shards' }).getByRole('checkbox').nth(1).check()
  await start.click()
  const running = panel.getByRole('list', { name: 'Running experiments' }).getByRole('listitem')
  await expect(running).toHaveCount(1)
  await advance(page, 10_000)
  await expect(running).toContainText('percentage=50')
  await expect(running).toContainText('shardId-000000000000')
  await expect(running).toContainText('4.8 min')
  await expect(running).toContainText(/[1-9]\d* of [\d,]+ calls struck/)
  await running.getByRole('button', { name: /^Stop/ }).click()
  await expect(running).toHaveCount(0)
  await expect(panel.getByRole('table', { name: 'Experiments that are over' })).toContainText('stopped')
  expect(await eventsOfKind(page, 'ExperimentEnded')).toHaveLength(1)
  const struck = await eventsOfKind(page, 'CallsFaulted')
  expect(new Set(struck.map(({ exception }) => exception))).toEqual(new Set(['ProvisionedThroughputExceededException']))

  const action = 'stream-provisioned-throughput-exception'
  const marks = page.getByRole('list', { name: 'Notable events' })
  await expect(marks.getByRole('button', { name: new RegExp(`Experiment EXP0+1 began: aws:kinesis:${action}, aimed at …000 of web-log`.replace('…000', 'shardId-000000000000')) })).toBeVisible()
  await expect(marks.getByRole('button', { name: /Experiment EXP0+1 was stopped\./ })).toBeVisible()
  await page.getByRole('button', { name: 'Event log' }).click()
  const log = page.getByRole('region', { name: 'Event log' }).getByRole('listitem')
  await expect(log.filter({ hasText: /Experiment EXP0+1 began/ })).toHaveCount(1)
  await expect(log.filter({ hasText: /^.*App \d: \d+ of \d+ calls of PutRecords? got ProvisionedThroughputExceededException, by experiment EXP0+1/ }).first()).toBeVisible()
  await page.getByRole('button', { name: '한국어' }).click()
  await expect(page.getByRole('list', { name: '주요 이벤트' }).getByRole('button', { name: /실험 EXP0+1을 중지했습니다/ })).toBeVisible()
  await expect(page.getByRole('region', { name: '이벤트 로그' }).getByText(/호출 \d+건 가운데 \d+건이 실험 EXP0+1\(aws:kinesis:.*\) 때문에 ProvisionedThroughputExceededException을 받았습니다/).first()).toBeVisible()
})

test('a page that watches a served world sees who stands at the door, what it costs, and stays connected', async ({ page }) => {
  const service = await serve({ args: ['--speed', '10'] })
  try {
    await service.client.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }))
    await openPage(page, { connect: service.address })
    await page.getByRole('tab', { name: 'Security' }).click()
    const panel = page.getByRole('tabpanel', { name: 'Security' })
    await expect(panel.getByText('Allowed.')).toBeVisible()
    for (const view of VIEWS) await choose(panel, view)
    await page.getByRole('tab', { name: 'Capacity' }).click()
    await page.getByRole('radio', { name: 'Cost', exact: true }).click()
    await expect(page.getByTestId('bill').getByRole('table').first()).toBeVisible()
    await expect(page.getByRole('group', { name: 'Connection' }).getByRole('status')).toHaveText('connected')
  } finally {
    await service.kill()
  }
})

test('a caller of another account needs the stream’s own policy, too', async ({ page }) => {
  const panel = await openSecurity(page, 'IAM')
  await chooseCaller(panel, 'App 1')
  const account = panel.getByRole('textbox', { name: 'Account' })
  await account.fill('2109')
  await account.press('Enter')
  await expect(panel.getByRole('alert').filter({ hasText: '2109' })).toBeVisible()
  await account.fill('210987654321')
  await account.press('Enter')
  await expect(panel.getByText('No statement of a resource policy allows it.')).toBeVisible()
  await panel.getByRole('button', { name: 'Share with another account' }).click()
  const asked = panel.getByRole('list', { name: 'Policies that were asked' })
  await expect(asked).toContainText('stream/web-log, a resource policy: as it is being written')
  await expect(panel.getByText('Allowed.')).toBeVisible()
  await expect(panel.locator('[data-mark="allow"]').first()).toBeVisible()
  const put = panel.getByRole('button', { name: 'PutResourcePolicy' })
  await expect(put).toBeEnabled()
  await put.click()
  await expect(asked).toContainText('stream/web-log, a resource policy: in force')
  await expect(panel.getByText('Allowed.')).toBeVisible()
  await expect(panel.getByText('Statement 1 of this policy allows App 1 PutRecords.')).toBeVisible()
  await expect(panel.getByRole('region', { name: 'The statement of this policy' })).toContainText('"Sid": "Shared"')
  await panel.getByRole('button', { name: 'DeleteResourcePolicy' }).click()
  await expect(panel.getByText('Denied.')).toBeVisible()
})

test('all of it speaks Korean', async ({ page }) => {
  await openPage(page, { ...LOOKS, lang: 'ko' })
  await choosePanelKorean()
  const panel = page.getByRole('tabpanel', { name: '보안' })
  const texts = new Set<string>()
  for (const view of ['IAM', '네트워크', 'KMS', 'CloudTrail', '장애']) {
    await panel.getByRole('radio', { name: view, exact: true }).click()
    await expect(panel.getByRole('heading').first()).toBeVisible()
    if (view === 'IAM') await panel.getByRole('button', { name: '쓰기 명시적 거부' }).click()
    if (view === '네트워크') await panel.getByRole('checkbox', { name: /엔드포인트 두기/ }).check()
    if (view === 'KMS') await panel.getByRole('button', { name: '만들기' }).click()
    if (view === 'CloudTrail') await panel.getByRole('checkbox', { name: '데이터 이벤트 기록' }).check()
    if (view === '장애') await panel.getByRole('button', { name: '실험 시작' }).click()
    await whenIdle(page)
    await advance(page, 1_000)
    await unfold(panel)
    for (const text of await textsOf(page)) texts.add(text)
  }
  expectAllKorean(texts)

  async function choosePanelKorean() {
    await page.getByRole('tab', { name: '보안' }).click()
    await expect(page.getByRole('tabpanel', { name: '보안' }).getByRole('heading').first()).toBeVisible()
  }
})
