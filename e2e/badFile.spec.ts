/** A bad file gets a message that names the line and what was expected; what runs goes on. */
import { expect } from '@playwright/test'
import type { GivenFile } from './steps'
import { advance, chooseFile, dropFile, openPage, summaryOf, test } from './steps'

interface BadFile extends GivenFile {
  says: readonly (string | RegExp)[]
}

const BAD_FILES: readonly BadFile[] = [
  { name: 'columns.csv', content: 'time,user\n2024-05-01T09:30:00Z,a\n2024-05-01T09:30:01Z,b,c\n', says: ['columns.csv, line 3', '3 cells', 'names 2 columns'] },
  { name: 'syntax.jsonl', content: '{"user":"a"}\n{"user":\n{"user":"c"}\n', says: ['syntax.jsonl, line 2', 'not valid JSON', 'one whole JSON object'] },
  { name: 'picture.csv', content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), says: ['picture.csv', 'not a text file', 'zero byte'] },
  { name: 'empty.csv', content: '', says: ['empty.csv', 'holds no records', 'at least one line'] },
  { name: '나쁜 파일.csv', content: timesWithOneBad('어제'), says: ['나쁜 파일.csv, line 32', '“어제”', 'Expected: a date such as'] },
]

function timesWithOneBad(bad: string): string {
  const lines = Array.from({ length: 60 }, (_, second) => `2024-05-01T09:30:${String(second).padStart(2, '0')}Z,a`)
  return ['time,user', ...lines.with(30, `${bad},b`)].join('\n')
}

for (const { name, content, says } of BAD_FILES) {
  test(`${name} is refused, and the world goes on`, async ({ page }) => {
    await openPage(page)
    const before = await summaryOf(page)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await dropFile(page, { name, content })
    const alert = page.getByRole('region', { name: 'Notices' }).getByRole('alert')
    for (const part of [...says, 'What was running goes on unchanged.']) await expect(alert).toContainText(part)
    const { atMs } = await summaryOf(page)
    await expect.poll(async () => (await summaryOf(page)).atMs).toBeGreaterThan(atMs + 300)
    await page.getByRole('button', { name: 'Pause', exact: true }).click()

    const after = await summaryOf(page)
    expect(after.workload).toEqual(before.workload)
    expect(after.totals.recordsStored).toBeGreaterThan(before.totals.recordsStored)
    await expect(page.getByRole('combobox', { name: 'Data' }).getByRole('option', { name })).toHaveCount(0)
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    await expect(alert).toBeEmpty()
  })
}

test('a good file after a bad one takes the message away', async ({ page }) => {
  await openPage(page)
  const alert = page.getByRole('region', { name: 'Notices' }).getByRole('alert')
  await chooseFile(page, { name: 'first.jsonl', content: 'nonsense' })
  await expect(alert).toContainText('first.jsonl')
  await chooseFile(page, { name: 'second.csv', content: 'user,n\na,1\nb,2\n' })
  await expect(alert).toBeEmpty()
  await expect(page.getByRole('combobox', { name: 'Data' }).getByRole('option', { name: 'second.csv' })).toBeAttached()
  await advance(page, 5_000)
  expect((await summaryOf(page)).workload).toMatchObject({ kind: 'replay' })
})
