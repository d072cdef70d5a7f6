/** Counts of what passed and failed, kept in .reports so that several commands can be summed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const REPORTS = '.reports'

/** @returns the path for a report of this name, emptied of an earlier run. */
export function freshReport(name) {
  mkdirSync(REPORTS, { recursive: true })
  const path = `${REPORTS}/${name}.json`
  rmSync(path, { force: true })
  return path
}

/** @returns the report, or undefined when the tool wrote none. */
export function readReport(name) {
  try {
    return JSON.parse(readFileSync(`${REPORTS}/${name}.json`, 'utf8'))
  } catch {
    return undefined
  }
}

/** Keeps the sum under this name and prints it as the last line; the exit code tells whether all is well. */
export function finish(name, tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  writeFileSync(freshReport(name), JSON.stringify({ passed, failed }))
  if (passed + failed === 0) console.log('No test ran, which counts as a failure.')
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}
