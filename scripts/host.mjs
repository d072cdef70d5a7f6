/**
 * Runs a command-line host: `node scripts/host.mjs simulate …` starts src/hosts/simulate/main.ts.
 * It is bundled anew each time, which takes a few tenths of a second.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { setUp } from './setUp.mjs'

setUp()
const [host, ...args] = process.argv.slice(2)
const input = `src/hosts/${host}/main.ts`
if (!existsSync(input)) {
  console.error(`There is no ${input}: no such host.`)
  process.exit(1)
}
const bundling = spawnSync(process.execPath, ['scripts/bundleHost.mjs', host], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
if (bundling.status !== 0) process.exit(1)
const bundle = bundling.stdout
process.setSourceMapsEnabled(true)
process.argv = [process.execPath, bundle, ...args]
await import(pathToFileURL(bundle).href)
