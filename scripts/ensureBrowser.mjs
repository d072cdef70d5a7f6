/** Makes sure of a Chromium and of Korean letters before pictures are taken. */
import { spawnSync } from 'node:child_process'
import { installByApt } from './apt.mjs'
import { findChromium, starts } from './findChromium.mjs'
import { runTool } from './run.mjs'

/** @returns the path of a Chromium that starts; ends the process with an explanation when none can be had. */
export function ensureChromium() {
  const path = findChromium() ?? downloaded() ?? installed()
  if (path && starts(path)) return path
  console.error(path ? `CHROMIUM_PATH is ${path}, which does not start.` : 'There is no Chromium here, and none could be installed.')
  console.error('Install Chromium or Chrome, or set CHROMIUM_PATH to one, then run the same command again.')
  process.exit(1)
}

function downloaded() {
  console.log('No Chromium found; asking Playwright to download one …')
  // Where downloads are blocked, ten seconds a try are enough to know.
  runTool('playwright', ['install', 'chromium'], { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' })
  return findChromium()
}

function installed() {
  installByApt(['chromium', 'fonts-noto-cjk'])
  return findChromium()
}

/** Warns only: without such a font the Korean pages work, but their pictures show boxes. */
export function ensureKoreanFont() {
  if (process.platform !== 'linux' || hasKoreanFont()) return
  if (installByApt(['fontconfig', 'fonts-noto-cjk']) && hasKoreanFont()) return
  console.warn('No font with Korean letters was found; install fonts-noto-cjk if pictures of Korean pages differ.')
}

function hasKoreanFont() {
  const list = spawnSync('fc-list', [':lang=ko'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}
