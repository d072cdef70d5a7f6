/** The guards at the door, in the Security tab: broken and mended, with what each says, quotes and records. */
import { CreateStreamCommand } from '@aws-sdk/client-kinesis'
import { expect } from '@playwright/test'
import { advance, eventsOfKind, openPage, test, typeValue, whenIdle } from './steps'
import { expectNothingBeyondTheEdge, unfold } from './panels'
import { expectAllKorean, textsOf } from './visibleText'
import { violationsOf } from './violations'
import { serve } from './serving'
import { choose, LOOKS, openSecurity, VIEWS } from './securityPanel'

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
