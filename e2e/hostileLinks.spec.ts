/** Addresses and files from strangers: nonsense is named and left out, and no text becomes code. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { advance, dropFile, openPage, summaryOf, test } from './steps'

const SCRIPT = '<img src=x onerror="window.pwned=1">'
const NONSENSE: Readonly<Record<string, string>> = {
  scenario: '__proto__',
  seed: '1e309',
  lang: SCRIPT,
  theme: 'javascript:window.pwned=1',
  paused: '%00%ff',
  at: '-99999999999999999999',
  testing: '1; drop',
  connect: 'javascript:window.pwned=1',
}

for (const [name, value] of Object.entries(NONSENSE)) {
  test(`?${name}=${value} gives the default, and a notice`, async ({ page }) => {
    await page.goto(`./?${new URLSearchParams({ [name]: value }).toString()}`)
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText(`The address asks for ${name}=${value}, which does not exist here.`)
    await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('default')
    const clock = page.getByRole('status', { name: 'Virtual time' })
    const shown = await clock.textContent()
    await expect(clock).not.toHaveText(shown ?? '')
    await expectHarmless(page)
  })
}

test('nonsense everywhere at once still opens the page', async ({ page }) => {
  await page.goto(`./?${new URLSearchParams({ ...NONSENSE, other: SCRIPT }).toString()}#${encodeURIComponent(SCRIPT)}`)
  await expect(page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' }).first()).toBeVisible()
  await expect(page.getByRole('application', { name: /^River of \d+ open shards/ })).toBeVisible()
  await expectHarmless(page)
})

test('names of files, columns and keys are shown as they are written', async ({ page }) => {
  await openPage(page)
  const fileName = `${SCRIPT} $t(page:play) {{file}}.csv`
  const keys = ['<script>window.pwned=1</script>', '$t(page:play)', '{{shard}}', '__proto__', 'constructor']
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = Array.from({ length: 500 }, (_, row) => `${quoted(keys[row % keys.length]!)},${quoted(keys[(row + 1) % keys.length]!)}`)
  await dropFile(page, { name: fileName, content: [`${quoted(SCRIPT)},__proto__`, ...lines].join('\n') })
  await expect(page.getByRole('combobox', { name: 'Data' }).getByRole('option', { name: fileName })).toBeAttached()
  const column = page.getByRole('combobox', { name: 'Partition key column' })
  for (const name of ['__proto__', SCRIPT]) {
    await column.selectOption({ label: name })
    await expect.poll(async () => (await summaryOf(page)).workload).toMatchObject({ keyColumn: name })
    await advance(page, 8_000)
  }
  const { hottestKey, shardId } = (await summaryOf(page)).shards.find((shard) => shard.hottestKey !== null)!
  expect(keys).toContain(hottestKey)
  await page.getByRole('button', { name: new RegExp(`^${shardId}, open`) }).click()
  await expect(page.getByRole('region', { name: shardId }).getByText(hottestKey!)).toBeVisible()
  for (const key of keys) {
    await page.getByRole('combobox', { name: 'Partition key', exact: true }).fill(key)
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    await expect(page.getByRole('strong').filter({ hasText: key })).toBeVisible()
  }
  await expectHarmless(page)

  await dropFile(page, { name: fileName, content: `a,b\n${SCRIPT}\n` })
  await expect(page.getByRole('region', { name: 'Notices' }).getByRole('alert')).toContainText(`${fileName}, line 2, could not be used.`)
  await expectHarmless(page)
})

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
  await expect(page.locator('body img, body script')).toHaveCount(0)
}
