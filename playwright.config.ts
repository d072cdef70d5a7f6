import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/findChromium.mjs'

/** A list of features replaces the runner's own, so it begins with that; the last two draw an address bar that nobody sees, in a process for each page. */
const FEATURES_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]
const port = Number(process.env['SHARDSCOPE_TEST_PORT'] ?? 41_730)
const cores = availableParallelism()
const isCi = Boolean(process.env['CI'])
const executablePath = findChromium()
// Workers of the runner read this file again and need not search.
if (executablePath) process.env['CHROMIUM_PATH'] = executablePath

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.reports/e2e',
  // The product uses several threads itself, but rarely all at once.
  workers: Math.min(cores, Math.max(2, Math.floor(cores / 2))),
  retries: 0,
  timeout: 60_000,
  forbidOnly: isCi,
  reporter: [['list'], ['json', { outputFile: '.reports/playwright.json' }]],
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  updateSnapshots: isCi ? 'none' : 'missing',
  ignoreSnapshots: !drawsLettersAsInPictures(),
  expect: {
    timeout: 15_000,
    toHaveScreenshot: { animations: 'disabled', maxDiffPixelRatio: 0.02, threshold: 0.25 },
  },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1280, height: 800 },
    timezoneId: 'UTC',
    locale: 'en-US',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // The same pixels everywhere, and a third less work than a graphics card that is played by the processor.
      args: [...(isCi ? ['--disable-gpu'] : []), `--disable-features=${FEATURES_OFF.join()}`],
    },
  },
  projects: [{ name: 'chromium' }],
  webServer: {
    command: `"${process.execPath}" node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
})

/** The pictures were made with DejaVu Sans, which plain Debian uses; other letters cannot be compared with them. */
function drawsLettersAsInPictures(): boolean {
  if (process.platform !== 'linux') return false
  const font = spawnSync('fc-match', ['system-ui'], { encoding: 'utf8' })
  return font.error !== undefined || font.stdout.includes('DejaVu Sans')
}
