/** English and Korean, light and dark: chosen on the page, by the address and by the system, and kept. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openPage, summaryOf, test } from './steps'
import { stringsOf, textsOf } from './visibleText'

const english = stringsOf('en')
const korean = stringsOf('ko')

test('the switch changes the language at once, keeps it, and touches nothing else', async ({ page }) => {
  await openPage(page)
  const before = await summaryOf(page)
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: '한국어' }).click()
  await expect(page.getByRole('button', { name: '재생', exact: true })).toBeVisible()
  await expect(html).toHaveAttribute('lang', 'ko')
  await expect(page.getByRole('slider', { name: '샤드', exact: true })).toHaveValue('2')
  expect(await summaryOf(page)).toEqual(before)

  await openPage(page)
  await expect(html).toHaveAttribute('lang', 'ko')
  await page.getByRole('button', { name: 'EN' }).click()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('?lang=ko speaks Korean everywhere, and no key is missing in either language', async ({ page }) => {
  const untranslated = new Set([...english].filter(([key, text]) => korean.get(key) !== text && /[a-z]{3}/.test(text)).map(([, text]) => text))
  for (const lang of ['en', 'ko'] as const) {
    await openPage(page, { scenario: 'reshard-under-lag', at: '90000', lang })
    for (const text of await allTexts(page, lang)) {
      expect.soft(isKey(text), text).toBe(false)
      expect.soft(text, text).not.toMatch(/\{\{|\}\}|undefined|NaN|\[object/)
      if (lang === 'ko') expect.soft(untranslated.has(text), text).toBe(false)
    }
  }
})

test('what was not done is said in the language of the page, in the log and in the panel, and changes with it', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '20000' })
  await page.getByRole('button', { name: 'Producers', exact: true }).click()
  await page.evaluate(() => window.shardscope!.submit({ type: 'RemoveProducer', producerIndex: 98 }))
  const told = page.getByRole('alert').filter({ hasText: 'Not done: There is no Producer 99. Choose one that is in the list.' })
  await expect(told).toBeVisible()
  await page.getByRole('button', { name: 'Event log' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'RemoveProducer was not carried out: There is no Producer 99.' }).first()).toBeVisible()
  await page.getByRole('button', { name: '한국어' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '실행되지 않음: 프로듀서 99가 없습니다. 목록에 있는 프로듀서를 선택하세요.' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'RemoveProducer 명령을 실행하지 못했습니다: 프로듀서 99가 없습니다.' }).first()).toBeVisible()
})

test('a browser that prefers Korean opens in Korean', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await openPage(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await context.close()
})

test('the theme follows the system until it is chosen, and the choice is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openPage(page)
  const backgroundOf = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await backgroundOf()
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(backgroundOf).not.toBe(dark)
  const light = await backgroundOf()

  await page.getByRole('button', { name: 'Theme: as the system' }).click()
  await page.getByRole('button', { name: 'Theme: light' }).click()
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  await expect.poll(backgroundOf).toBe(dark)
  await openPage(page)
  await expect.poll(backgroundOf).toBe(dark)
  await page.getByRole('button', { name: 'Theme: dark' }).click()
  await expect.poll(backgroundOf).toBe(light)
})

async function allTexts(page: Page, lang: 'en' | 'ko'): Promise<string[]> {
  const texts: string[] = []
  const say = (key: string) => (lang === 'en' ? english : korean).get(key) ?? key
  await page.getByRole('button', { name: say('timeline:log'), exact: true }).click()
  for (const tab of ['page:tab.lineage', 'page:tab.leases', 'page:tab.metrics', 'page:tab.calls']) {
    await page.getByRole('tab', { name: say(tab) }).click()
    await expect(page.getByRole('tabpanel')).not.toBeEmpty()
    if (tab.endsWith('metrics')) await expect(page.getByRole('heading', { name: say('metrics:title.iteratorAge') })).toBeVisible()
    texts.push(...(await textsOf(page)))
  }
  await page.getByRole('button', { name: say('page:help') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  texts.push(...(await textsOf(page)))
  await page.keyboard.press('Escape')
  return [...new Set(texts)]
}

/** i18next shows the key itself where its text is missing. */
function isKey(text: string): boolean {
  return text.includes('.') && [...english.keys()].some((key) => key === text || key.endsWith(`:${text}`))
}
