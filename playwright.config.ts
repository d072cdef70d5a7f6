import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './scripts/findChromium.mjs'

const port = Number(process.env['SHARDSCOPE_TEST_PORT'] ?? 41_730)
const isCi = Boolean(process.env['CI'])
const executablePath = findChromium()
// Workers of the runner read this file again and need not search.
if (executablePath) process.env['CHROMIUM_PATH'] = executablePath

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.reports/e2e',
  // The product already uses several threads; tests side by side would only measure each other.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: isCi,
  reporter: [['list'], ['json', { outputFile: '.reports/playwright.json' }]],
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  updateSnapshots: isCi ? 'none' : 'missing',
  // Letters are drawn differently elsewhere.
  ignoreSnapshots: process.platform !== 'linux',
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
      args: isCi ? ['--use-angle=swiftshader'] : [],
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
