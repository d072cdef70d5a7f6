/** Makes docs/picture.png, the README's picture, from the real app: the production build, a fixed instant of the first story. */
import { setUp } from './setUp.mjs'

const VIEWPORT = { width: 1440, height: 900 }
const PORT = 41_731
/** The rush has filled a shard; then somebody asks for four. */
const ASKED_AT_MS = 76_000
const SHOWN_AT_MS = 87_000
const PICTURE = 'docs/picture.png'

setUp()
const { build, preview } = await import('vite')
const { chromium } = await import('@playwright/test')
const { findChromium } = await import('./findChromium.mjs')

await build({ logLevel: 'error' })
const server = await preview({ preview: { port: PORT, strictPort: true }, logLevel: 'error' })
const executablePath = findChromium()
const browser = await chromium.launch(executablePath ? { executablePath } : {})
try {
  const page = await browser.newPage({ viewport: VIEWPORT })
  await page.goto(`http://127.0.0.1:${PORT}/?testing=1&lang=en&theme=light`)
  await page.waitForFunction(() => window.shardscope !== undefined)
  await page.evaluate(() => window.shardscope.whenIdle())
  await page.evaluate((atMs) => window.shardscope.goTo(atMs), ASKED_AT_MS)
  await page.evaluate(() => window.shardscope.submit({ type: 'UpdateShardCount', streamName: 'web-log', targetShardCount: 4 }))
  await page.evaluate((atMs) => window.shardscope.goTo(atMs), SHOWN_AT_MS)
  // Requests are seen in flight only while it plays.
  await page.getByRole('button', { name: 'Play' }).click()
  await page.waitForFunction((atMs) => window.shardscope.summary().atMs > atMs, SHOWN_AT_MS + 1_000)
  await page.screenshot({ path: PICTURE })
  console.log(`wrote ${PICTURE}`)
} finally {
  await browser.close()
  await server.close()
}
