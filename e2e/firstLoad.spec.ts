/** What a first visit really fetches, until it stands and runs: `npm run check -- budget` weighs the same from the build's own lists. */
import { gzipSync } from 'node:zlib'
import type { Response } from '@playwright/test'
import { expect } from '@playwright/test'
import { openPage, test } from './steps'

/** As in scripts/budget.mjs. */
const FIRST_LOAD_BYTES_MAX = 250_000

test.use({ locale: 'ko-KR' })

test('the first load keeps its budget, whoever asks for it', async ({ page }) => {
  const scripts: Response[] = []
  page.context().on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response)
  })
  await openPage(page)
  await page.waitForLoadState('networkidle')
  const names = scripts.map((response) => response.url())
  expect(names.filter((name) => name.includes('host.worker'))).toHaveLength(1)
  expect(names.filter((name) => name.includes('painter.worker'))).not.toHaveLength(0)
  expect(new Set(names).size).toBeGreaterThan(4)
  const bytes = new Map<string, number>()
  for (const response of scripts) bytes.set(response.url(), gzipSync(await response.body()).length)
  expect([...bytes.values()].reduce((sum, size) => sum + size, 0), JSON.stringify([...bytes], null, 1)).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX)
})
