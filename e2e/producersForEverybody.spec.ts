/** The Producers panel in both themes and both languages, on a desk and on a phone. */
import { expect } from '@playwright/test'
import { expectNothingBeyondTheEdge, unfold } from './panels'
import { advance, openPage, summaryOf, test } from './steps'
import { expectInspectorsKorean } from './visibleText'
import { violationsOf } from './violations'

/** Four plain applications; two shards. */
const LOOKS = { scenario: 'reshard-under-lag', at: '20000' } as const
/** In the menu. */
const KIND_COUNT = 6

for (const { name, parameters, size, panel, addName, row } of [
  { name: 'light', parameters: { theme: 'light' }, size: null, panel: 'Producers', addName: 'Add a producer', row: /^KPL 5/ },
  { name: 'dark', parameters: { theme: 'dark' }, size: null, panel: 'Producers', addName: 'Add a producer', row: /^KPL 5/ },
  { name: 'Korean on a phone', parameters: { lang: 'ko' }, size: { width: 390, height: 844 }, panel: '프로듀서', addName: '프로듀서 추가', row: /^KPL 5/ },
]) {
  test(`is for everybody: ${name}`, async ({ page }) => {
    if (size !== null) await page.setViewportSize(size)
    await openPage(page, { ...LOOKS, ...parameters })
    await page.getByRole('button', { name: panel, exact: true }).click()
    await page.getByRole('button', { name: addName }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('menuitem').nth(1).click()
    await expect.poll(async () => (await summaryOf(page)).producers.length).toBe(5)
    await advance(page, 10_000)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: row }).click()
    await expect(page.getByRole('article').getByRole('meter').or(page.getByRole('slider')).first()).toBeVisible()
    await unfold(page.getByRole('article'))
    expect(await violationsOf(page)).toEqual([])
    await expectNothingBeyondTheEdge(page)
  })
}

test('the inspector of each kind speaks Korean, and every text is there', async ({ page }) => {
  await openPage(page, { ...LOOKS, lang: 'ko' })
  await page.getByRole('button', { name: '프로듀서', exact: true }).click()
  for (let index = 0; index < KIND_COUNT; index++) {
    await page.getByRole('button', { name: '프로듀서 추가' }).click()
    await page.getByRole('menuitem').nth(index).click()
    await expect.poll(async () => (await summaryOf(page)).producers.length).toBe(5 + index)
  }
  await page.evaluate(() => window.shardscope!.submit({ type: 'SetNetwork', network: { requestLossPercent: 1, responseLossPercent: 3, delayMsMax: 0 } }))
  await advance(page, 61_000)
  const list = page.getByRole('list', { name: '프로듀서 목록' })
  // The plain ones say the same.
  const openers = (await list.getByRole('listitem').all()).map((_, index) => list.getByRole('button').nth(index)).slice(3)
  await expectInspectorsKorean(page, { openers, insideRole: 'list', back: '모든 프로듀서' })
})
