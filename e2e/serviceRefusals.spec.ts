/** What the service refuses of a control's calls: AWS's own sentence at the field, below it what it means and what to do, in the page's language; nothing changes. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { advance, eventsOfKind, openPage, summaryOf, test, whenIdle } from './steps'
import { stringsOf } from './visibleText'

/** One shard, standing still. */
const PARAMETERS = { scenario: 'short-bursts', at: '130000' } as const

const EXPECTED = {
  en: {
    short: ['A period of 1 h is too short: records are kept for 24 h at least.', 'Choose 24 h or more.'],
    long: ['A period of 9600 h is too long: records are kept for 8,760 h (365 days) at most.', 'Choose 8,760 h or less;'],
    half: ['RetentionPeriodHours is 24.5; only whole numbers are possible.', 'Round it up or down.'],
    double: ['A target of 9 is more than double the open shards (1): one call goes to 2 at most.', 'Go to 2 first, then on from there once the stream is ACTIVE'],
    switched: ['has switched its capacity mode 2 times in the last 24 hours, as often as a stream may.', 'Wait until the older switch is 24 hours past.'],
    updating: ['is UPDATING: an earlier change is still under way', 'Let time go on until the stream is ACTIVE, then try again.'],
  },
  ko: {
    short: ['1시간은 너무 짧습니다. 보존 기간은 최소 24시간입니다.', '24시간 이상을 선택하세요.'],
    long: ['9600시간은 너무 깁니다. 보존 기간은 최대 8,760시간(365일)입니다.', '8,760시간 이하를 선택하세요'],
    half: ['RetentionPeriodHours 값이 24.5입니다. 정수만 쓸 수 있습니다.', '올리거나 내려 정수로 만드세요.'],
    double: ['열린 샤드 1개에서 9개로 늘리면 두 배를 넘습니다. 한 번의 호출로는 최대 2개까지 늘릴 수 있습니다.', '먼저 2개로 늘리고, 스트림이 ACTIVE가 되면 다시 늘리세요.'],
    switched: ['스트림은 최근 24시간 동안 용량 모드를 2번 전환해 한도에 도달했습니다.', '먼저 한 전환이 24시간을 넘길 때까지 기다리세요.'],
    updating: ['스트림은 UPDATING 상태입니다.', '스트림이 ACTIVE가 될 때까지 시간을 진행한 뒤 다시 시도하세요.'],
  },
} as const

async function type(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true })
  await field.fill(String(value))
  await field.press('Enter')
  await whenIdle(page)
}

/** AWS's words are marked as English, ours are the page's. */
async function expectRefused(place: Locator, { exception, sentence, explained }: { exception: string; sentence: RegExp; explained: readonly string[] }): Promise<void> {
  const alert = place.getByRole('alert').filter({ has: place.page().locator('[lang="en"]', { hasText: sentence }) })
  await expect(alert).toHaveCount(1)
  await expect(alert).toContainText(exception)
  for (const text of explained) await expect(alert).toContainText(text)
}

for (const lang of ['en', 'ko'] as const) {
  const strings = stringsOf(lang)
  const say = (key: string) => strings.get(key) ?? key
  const asNumber = (label: string) => say('controls:asNumber').replace('{{label}}', label)
  const expected = EXPECTED[lang]

  test(`${lang}: an impossible retention and too many shards are explained at their fields, and change nothing`, async ({ page }) => {
    await openPage(page, { ...PARAMETERS, lang })
    await page.getByRole('tab', { name: say('page:tab.capacity'), exact: true }).click()
    const panel = page.getByRole('tabpanel', { name: say('page:tab.capacity'), exact: true })
    const period = asNumber(say('capacity:retention.period'))
    await expect(panel.getByRole('textbox', { name: period, exact: true })).toBeVisible()
    const { stream } = await summaryOf(page)
    await type(page, period, 1)
    await expectRefused(panel, { exception: 'InvalidArgumentException', sentence: /^Minimum allowed retention period is 24 hours\. Requested retention period \(1 hours\) is too short\.$/, explained: expected.short })
    await type(page, period, 9_600)
    await expectRefused(panel, { exception: 'InvalidArgumentException', sentence: /^Maximum allowed retention period is 8760 hours\. Requested retention period \(9600 hours\) is too long\.$/, explained: expected.long })
    await type(page, period, 24.5)
    await expectRefused(panel, { exception: 'ValidationException', sentence: /^1 validation error detected: Value '24\.5' at 'retentionPeriodHours' failed .*whole number$/, explained: expected.half })
    await type(page, asNumber(say('controls:shards')), 9)
    await expectRefused(page.getByRole('region', { name: say('page:controlsRegion') }), { exception: 'LimitExceededException', sentence: /^UpdateShardCount cannot scale up over double /, explained: expected.double })
    expect((await eventsOfKind(page, 'CallRefused')).map(({ operation }) => operation)).toEqual(['DecreaseStreamRetentionPeriod', 'IncreaseStreamRetentionPeriod', 'IncreaseStreamRetentionPeriod', 'UpdateShardCount'])
    await advance(page, 30_000)
    const after = (await summaryOf(page)).stream
    expect([after.streamStatus, after.retentionPeriodHours, after.openShardCount, after.updateShardCountCallsLeft]).toEqual(['ACTIVE', stream.retentionPeriodHours, stream.openShardCount, stream.updateShardCountCallsLeft])
    expect(await eventsOfKind(page, 'CallAccepted')).toEqual([])
    await type(page, period, 48)
    await expect(panel.getByRole('alert').filter({ hasText: 'Exception' })).toHaveCount(0)
  })

  test(`${lang}: a third switch of the mode in a day is explained, and changes nothing`, async ({ page }) => {
    await openPage(page, { ...PARAMETERS, lang })
    await page.getByRole('tab', { name: say('page:tab.capacity'), exact: true }).click()
    const panel = page.getByRole('tabpanel', { name: say('page:tab.capacity'), exact: true })
    await panel.getByRole('radio', { name: say('capacity:view.mode'), exact: true }).click()
    const mode = panel.getByRole('radiogroup', { name: say('capacity:mode.title') })
    for (const name of ['ON_DEMAND', 'PROVISIONED'] as const) {
      const radio = mode.getByRole('radio', { name: say(`capacity:mode.name.${name}`) })
      await radio.click()
      await whenIdle(page)
      await advance(page, 60_000)
      await expect(radio).toBeChecked()
    }
    await mode.getByRole('radio', { name: say('capacity:mode.name.ON_DEMAND') }).click()
    await expectRefused(panel, { exception: 'LimitExceededException', sentence: /has been switched 2 times in the last 24 hours, the limit\.$/, explained: expected.switched })
    await advance(page, 60_000)
    await expect(mode.getByRole('radio', { name: say('capacity:mode.name.PROVISIONED') })).toBeChecked()
    expect((await eventsOfKind(page, 'CallAccepted')).filter(({ operation }) => operation === 'UpdateStreamMode')).toHaveLength(2)
  })

  test(`${lang}: what the service refuses of a shard’s own buttons is explained below them, and beside the river`, async ({ page }) => {
    await openPage(page, { ...PARAMETERS, lang })
    await page.getByRole('button', { name: /^shardId-000000000000, / }).click()
    const details = page.getByTestId('shard-details')
    const split = details.getByRole('button', { name: say('lineage:split'), exact: true })
    await split.click()
    await whenIdle(page)
    await expect(details.getByRole('alert')).toBeEmpty()
    await split.click()
    await expectRefused(details, { exception: 'ResourceInUseException', sentence: /not ACTIVE, instead in state UPDATING$/, explained: expected.updating })
    const caption = page.getByRole('main').getByRole('status').filter({ hasText: 'ResourceInUseException' })
    await expect(caption).toContainText(lang === 'en' ? 'not ACTIVE, instead in state UPDATING' : expected.updating[0])
    expect(await eventsOfKind(page, 'CallAccepted')).toHaveLength(1)
  })
}
