/** What a run costs, in the Capacity tab: the bill by line, the same traffic run otherwise, the break-even, and prices that can be edited. */
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { advance, openPage, test } from './steps'
import { expectNothingBeyondTheEdge, fact, inspectApplication, openStory, producersList, showConsumers, showProducers } from './panels'
import { expectAllKorean, textsOf } from './visibleText'
import { violationsOf } from './violations'

async function openBill(page: Page, parameters: Readonly<Record<string, string>> = { scenario: 'default', at: '130000' }, { tab, part } = { tab: 'Capacity', part: 'Cost' }): Promise<Locator> {
  await openPage(page, parameters)
  await page.getByRole('tab', { name: tab, exact: true }).click()
  await page.getByRole('radio', { name: part, exact: true }).click()
  const bill = page.getByTestId('bill')
  await expect(bill.getByRole('table').first()).toBeVisible()
  return bill
}

async function openPrices(bill: Locator): Promise<void> {
  await bill.getByText('Price table', { exact: true }).click()
}

function priceField(bill: Locator, name: string): Locator {
  return bill.getByRole('textbox', { name, exact: true })
}

function line(bill: Locator, name: RegExp): Locator {
  return bill.getByRole('row', { name })
}

const SHARD_HOURS = 'Shard hours, per shard-hour'

test('the bill has a line for what is used, and follows a price that is edited; a bad one says so and changes nothing', async ({ page }) => {
  const bill = await openBill(page)
  await expect(bill).toContainText('Prices of us-east-1, table of 2026-11-23, in USD.')
  await expect(line(bill, /^Shard hours [\d.]+ shard-hour, \$0\.015 each /)).toBeVisible()
  await expect(line(bill, /^DynamoDB write request units /)).toBeVisible()
  await openPrices(bill)
  const field = priceField(bill, SHARD_HOURS)
  await field.fill('1.5')
  await expect(line(bill, /^Shard hours .* \$1\.5 each /)).toBeVisible()
  await expect(bill).toContainText('These are your own prices.')
  for (const [typed, problem] of [['-1', 'Shard hours is below zero.'], ['free', 'Shard hours is no number.'], ['', 'Shard hours is missing.']] as const) {
    await field.fill(typed)
    await expect(field).toHaveAccessibleDescription(problem)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(line(bill, /^Shard hours .* \$1\.5 each /)).toBeVisible()
  }
  await priceField(bill, 'Currency (ISO 4217)').fill('WON')
  await expect(priceField(bill, 'Currency (ISO 4217)')).toHaveAccessibleDescription(/is no currency that is known/)
  await priceField(bill, 'Currency (ISO 4217)').fill('EUR')
  await expect(line(bill, /^Shard hours .* €1\.5 each /)).toBeVisible()

  await expect(bill).toContainText('Prices are not converted: each number is the same, now in EUR.')
  await page.reload()
  await page.getByRole('tab', { name: 'Capacity', exact: true }).click()
  await page.getByRole('radio', { name: 'Cost', exact: true }).click()
  await expect(line(bill, /^Shard hours .* €1\.5 each /)).toBeVisible()
  await openPrices(bill)
  await bill.getByRole('button', { name: 'Back to the prices of us-east-1' }).click()
  await expect(line(bill, /^Shard hours .* \$0\.015 each /)).toBeVisible()
  await expect(priceField(bill, SHARD_HOURS)).toHaveValue('0.015')
})

test('a table is saved as a file and opened again; a bad file is named with its fault', async ({ page }) => {
  const bill = await openBill(page)
  await openPrices(bill)
  const saving = page.waitForEvent('download')
  await bill.getByRole('button', { name: 'Save as a file' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('kinesis-prices-us-east-1-2026-11-23.json')
  const table = JSON.parse(await readFile(await saved.path(), 'utf8')) as { region: string; lines: Record<string, { price: number }> }
  const open = (name: string, content: string) => bill.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
  await open('bad.json', JSON.stringify({ ...table, lines: { ...table.lines, shardHour: undefined } }))
  await expect(bill.getByRole('alert').filter({ hasText: 'bad.json was not taken: lines.shardHour is missing.' })).toBeVisible()
  await expect(line(bill, /^Shard hours .* \$0\.015 each /)).toBeVisible()
  await open('seoul.json', JSON.stringify({ ...table, region: 'ap-northeast-2', lines: { ...table.lines, shardHour: { ...table.lines['shardHour'], price: 0.02 } } }))
  await expect(bill.getByRole('status').filter({ hasText: 'seoul.json is in use.' })).toBeVisible()
  await expect(bill).toContainText('Prices of ap-northeast-2')
  await expect(line(bill, /^Shard hours .* \$0\.02 each /)).toBeVisible()
})

test('the same traffic is priced by every way to run it, and the break-even is drawn and can be read', async ({ page }) => {
  const bill = await openBill(page)
  const ways = bill.getByRole('table', { name: /by each way to run it/ })
  await expect(ways.getByRole('rowheader')).toHaveText([/^Provisioned, .* as they were now/, /^Provisioned, .* as this traffic needs/, /^On-demand Standard/, /^On-demand Advantage/])
  await expect(ways.getByText(/cheapest/)).not.toHaveCount(0)
  const figure = bill.getByRole('figure', { name: 'Break-even' })
  await expect(figure.locator('.recharts-line')).toHaveCount(3)
  await expect(figure.locator('.recharts-reference-dot')).not.toHaveCount(0)
  await expect(figure).toContainText(/This run: [\d.]+ MiB\/s on average, \$[\d.,]+ a month\./)
  await expect(figure).toContainText(/From [\d.]+ MiB\/s on, On-demand Advantage costs less than On-demand Standard/)
  const now = ways.getByRole('row', { name: / now/ }).getByRole('cell').last()
  const month = /This run: .* on average, (\$[\d.,]+) a month/.exec(await figure.innerText())?.[1] ?? ''
  await expect(now).toHaveText(month)
  await expect(bill.getByRole('table', { name: /^Stream / }).getByRole('row', { name: /^Together/ }).getByRole('cell').last()).toHaveText(month)
  await bill.getByRole('radio', { name: 'The last minute' }).click()
  await expect(figure).toContainText(/The last minute: [\d.]+ MiB\/s on average, \$[\d.,]+ a month\./)
  await expect(fact(bill, 'A month at the rate of the last minute')).toHaveText(/^\$[\d.,]+$/)
  await bill.getByRole('radio', { name: 'This run' }).click()
  await figure.getByRole('button', { name: /As a table/ }).click()
  await expect(figure.getByRole('columnheader')).toHaveText(['MiB/s on average', 'Shards needed', 'Provisioned', 'On-demand Standard', 'On-demand Advantage'])
  await advance(page, 60_000)
  expect(await violationsOf(page)).toEqual([])
  await expectNothingBeyondTheEdge(page)
})

test('an application says what it costs', async ({ page }) => {
  await openPage(page, { scenario: 'default', at: '130000' })
  await showConsumers(page)
  const article = await inspectApplication(page, 'analytics')
  const table = article.getByRole('table', { name: 'Application analytics' })
  await expect(table.getByRole('rowheader')).toHaveText([/^DynamoDB read request units/, /^DynamoDB write request units/, 'Together'])
  expect(await violationsOf(page)).toEqual([])
})

async function inspectProducer(page: Page, name: string): Promise<Locator> {
  await showProducers(page)
  await producersList(page)
    .getByRole('button', { name: new RegExp(`^${name} `) })
    .click()
  return page.getByRole('article', { name })
}

test('a producer says in dollars what its puts cost, as its stream is billed', async ({ page }) => {
  await openPage(page, { scenario: 'default', at: '130000' })
  const article = await inspectProducer(page, 'App 1')
  await expect(article.getByRole('table', { name: 'Puts of App 1' }).getByRole('row', { name: /^PUT payload units of 25 KB [\d.,]+ units, \$0\.014 per million \$0\.\d+ \$[\d.,]+$/ })).toBeVisible()
  await expect(fact(article, 'An hour costs')).toHaveText(/^\$0\.\d+$/)
  await expect(fact(article, 'A million records cost')).toHaveText(/^\$0\.\d+$/)
  await expect(article).toContainText('The stream is provisioned: puts are billed by PUT payload units')
  await expect(article).toContainText('Prices of us-east-1, table of 2026-11-23, in USD.')
  expect(await violationsOf(page)).toEqual([])
  await expectNothingBeyondTheEdge(page)
})

test('puts of a producer into an on-demand stream are billed by what comes in', async ({ page }) => {
  await openStory(page, 'On-demand: traffic doubles')
  const article = await inspectProducer(page, 'App 1')
  await expect(article).toContainText('The stream is on demand: puts are billed by data in')
  await advance(page, 5_000)
  await expect(article.getByRole('row', { name: /^On demand, data in [\d.]+ GB, \$0\.08 each \$/ })).toBeVisible()
  await expect(fact(article, 'An hour costs')).toHaveText(/^\$\d/)
})

test('files that are no price table change nothing, in Korean too', async ({ page }) => {
  const bill = await openBill(page, { scenario: 'default', at: '130000', lang: 'ko' }, { tab: '용량', part: '비용' })
  await bill.getByText('가격표', { exact: true }).click()
  const open = (content: string) => bill.locator('input[type=file]').setInputFiles({ name: 'own.json', mimeType: 'application/json', buffer: Buffer.from(content) })
  const usual = await page.evaluate(async () => (await fetch('data/prices/us-east-1.json')).json() as Promise<{ lines: Record<string, object> }>)
  const line = { ...usual.lines['shardHour'] }
  const bad: [content: string, said: string][] = [
    ['{"lines":', 'own.json 파일을 받아들이지 않았습니다: JSON이 아닙니다.'],
    [JSON.stringify({ ...usual, lines: { ...usual.lines, shardHour: { ...line, price: -0.01 } } }), 'lines.shardHour.price 값이 0보다 작습니다.'],
    [JSON.stringify({ ...usual, lines: { ...usual.lines, shardHour: { ...line, price: '0.015' } } }), 'lines.shardHour.price 값이 숫자가 아닙니다.'],
    [JSON.stringify({ ...usual, region: undefined }), 'region 값이 없습니다.'],
    [JSON.stringify({ ...usual, currency: 'WON' }), 'currency: 알 수 없는 통화입니다.'],
  ]
  for (const [content, said] of bad) {
    await open(content)
    await expect(bill.getByRole('alert').filter({ hasText: said })).toBeVisible()
    await expect(bill).toContainText('us-east-1 가격, 2026-11-23 기준 표, 통화 USD.')
    await expect(bill.getByRole('row', { name: /^샤드 시간 .* 단가 (US)?\$0\.015/ })).toBeVisible()
    expect(await page.evaluate(() => localStorage.getItem('shardscope.prices'))).toBeNull()
  }
})

test('all of it is in Korean, too', async ({ page }) => {
  const bill = await openBill(page, { scenario: 'default', at: '130000', lang: 'ko' }, { tab: '용량', part: '비용' })
  await bill.getByText('가격표', { exact: true }).click()
  await bill.getByRole('textbox', { name: '샤드 시간, 샤드·시간당' }).fill('-1')
  await expect(bill.getByText('샤드 시간 값이 0보다 작습니다.')).toBeVisible()
  const said = await bill.innerText()
  expectAllKorean((await textsOf(page)).filter((text) => said.includes(text)))
})
