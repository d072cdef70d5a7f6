/** The person's own file becomes the traffic: dropped or chosen, CSV, JSON lines or log, in any script. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { advance, chooseFile, dropFile, openPage, summaryOf, test } from './steps'

const KEYS = ['김민수', '🛒🍎', 'Zoë', 'plain']
const timeOf = (row: number) => new Date(Date.UTC(2024, 4, 1, 9, 30, 0, row * 10)).toISOString()
const rows = Array.from({ length: 400 }, (_, row) => ({ time: timeOf(row), 사용자: KEYS[row % KEYS.length]!, action: row % 3 === 0 ? 'buy' : 'look' }))
const CSV = ['time,사용자,action', ...rows.map((row) => `${row.time},${row.사용자},${row.action}`)].join('\n')
const JSON_LINES = rows.map((row) => JSON.stringify(row)).join('\n')
const LOG = rows
  .map((row, index) => `10.0.0.${index % 5} - - [01/May/2024:09:30:${String(Math.floor(index / 10)).padStart(2, '0')} +0000] "GET /${row.action} HTTP/1.1" 200 ${300 + index}`)
  .join('\n')

test.beforeEach(async ({ page }) => {
  await openPage(page, { scenario: 'reshard-under-lag' })
})

for (const { name, content } of [
  { name: '주문 🛒.csv', content: CSV },
  { name: 'orders.jsonl', content: JSON_LINES },
]) {
  test(`${name} is dropped, and its keys flow as they are written`, async ({ page }) => {
    await dropFile(page, { name, content })
    await expectReplay(page, name)
    await page.getByRole('combobox', { name: 'Partition key column' }).selectOption('사용자')
    await advance(page, 15_000)
    const { shards, workload } = await summaryOf(page)
    expect(workload).toMatchObject({ keyColumn: '사용자' })
    for (const { hottestKey } of shards) expect([...KEYS, null]).toContain(hottestKey)

    await page.getByRole('combobox', { name: 'Partition key', exact: true }).fill('🛒🍎')
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    await expect(page.getByText('c860c1f7be6dd6c53cb386536e21a5c2')).toBeVisible()
    await expect(page.getByRole('list', { name: 'Its newest records' }).getByRole('listitem').first()).toBeVisible()
  })
}

test('an access log is chosen by the button', async ({ page }) => {
  await chooseFile(page, { name: 'access.log', content: LOG })
  await expectReplay(page, 'access.log')
  await advance(page, 15_000)
  expect((await summaryOf(page)).totals.recordsStored).toBeGreaterThan(0)
})

test('a line of a million characters is read like any other', async ({ page }) => {
  const huge = `2024-05-01T09:30:05Z,long,${'글'.repeat(300_000)}`
  await chooseFile(page, { name: 'huge.csv', content: ['time,user,text', `2024-05-01T09:30:00Z,a,short`, huge, `2024-05-01T09:30:06Z,b,short`].join('\n') })
  await expectReplay(page, 'huge.csv')
  const before = (await summaryOf(page)).totals
  await advance(page, 30_000)
  expect((await summaryOf(page)).totals.recordsStored).toBeGreaterThan(before.recordsStored)
})

/** The file's name is in the menu, and the engine replays all of its records. */
async function expectReplay(page: Page, fileName: string): Promise<void> {
  await expect.poll(async () => (await summaryOf(page)).workload).toMatchObject({ kind: 'replay', sourceId: expect.stringContaining(fileName) })
  const { workload } = await summaryOf(page)
  const data = page.getByRole('combobox', { name: 'Data' })
  await expect(data).toHaveValue(workload.kind === 'replay' ? workload.sourceId : '')
  await expect(data.getByRole('option', { name: fileName })).toBeAttached()
  await expect(page.getByRole('alert').filter({ hasText: fileName })).toHaveCount(0)
}
