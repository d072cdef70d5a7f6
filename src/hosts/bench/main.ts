/** `npm run bench`: figures with a yardstick of the same run. `--only engine|day|serve|page`, `--json FILE`. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureDay } from './dayBench'
import { measureThroughput } from './engineBench'
import { measureYardstick, type Result } from './measure'
import { measurePage } from './pageBench'
import type { Report } from './report'
import { measureServe } from './serveBench'
import { measureSteps } from './stepBench'

const PARTS = ['engine', 'day', 'serve', 'page']

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })
  if (values.only !== undefined && !PARTS.includes(values.only)) throw new Error(`--only takes ${PARTS.join(', ')}, not ${values.only}`)
  const yardstick = measureYardstick()
  const results: Result[] = []
  const report = (name: string, value: number, unit: string) => {
    results.push({ name, value, unit, perYardstick: value / yardstick })
    console.log(`${name.padEnd(48)} ${Number(value.toPrecision(4)).toLocaleString('en').padStart(14)} ${unit}`)
  }
  console.log(`${'yardstick'.padEnd(48)} ${yardstick.toFixed(0).padStart(14)} million integer steps/s`)
  const isWanted = (part: string) => values.only === undefined || values.only === part
  if (isWanted('engine')) measureEngine(report)
  if (isWanted('day')) measureDay(report)
  if (isWanted('serve')) await measureServe(report)
  if (isWanted('page')) await measurePage(report)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ yardstick, results }, null, 2)}\n`)
}

function measureEngine(report: Report): void {
  for (const shards of [1_000, 16]) {
    for (const applications of [1, 3] as const) {
      const { storedPerSecond, processedPerSecond } = measureThroughput(shards, applications)
      const name = `shards${shards}${applications === 1 ? '' : `.applications${applications}`}`
      report(`engine.recordsPerSecond.${name}`, storedPerSecond, 'records/s stored')
      report(`engine.processedPerSecond.${name}`, processedPerSecond, 'records/s processed')
    }
  }
  for (const [step, ns] of Object.entries(measureSteps())) report(`engine.${step}NsPerRecord`, ns, 'ns')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
