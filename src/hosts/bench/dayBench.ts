/** A day of virtual time as `npm run simulate` runs it, in a process of its own: real seconds, and the most memory that it took. */
import { spawnSync } from 'node:child_process'
import type { Report } from './report'

const DAY = { scenario: 'a-day', hours: 26 }
/** What the issue asks for. */
const RSS_MIB_MAX = 500
const SECONDS_MAX = 120

export function measureDay(report: Report): void {
  for (const applications of [0, 1]) {
    const name = `applications${applications}`
    const { seconds, rssMib } = runDay(applications === 0 ? ['--set', 'applications=[]'] : [])
    report(`day.virtualHoursPerSecond.${name}`, DAY.hours / seconds, `h/s (${seconds.toFixed(1)} s of at most ${SECONDS_MAX})`)
    report(`day.rssMib.${name}`, rssMib, `MiB of at most ${RSS_MIB_MAX}`)
  }
}

/** The child tells of its memory when it ends: simulate's own stdout is the totals, which nobody needs here. */
function runDay(settings: string[]): { seconds: number; rssMib: number } {
  const startedMs = performance.now()
  const ended = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`, 'scripts/host.mjs', 'simulate', DAY.scenario, ...settings], { encoding: 'utf8', maxBuffer: 16 * 1_048_576 })
  const told = /most memory: (\d+) KiB/.exec(ended.stderr)
  if (ended.status !== 0 || told === null) throw new Error(`simulate ${DAY.scenario} failed: ${ended.stderr}`)
  return { seconds: (performance.now() - startedMs) / 1_000, rssMib: Number(told[1]) / 1_024 }
}

/** Before the host is loaded, so that nothing of it need know. */
const TELL_MEMORY = "process.on('exit', () => console.error(`most memory: ${process.resourceUsage().maxRSS} KiB`))"
