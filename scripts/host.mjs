/**
 * Runs a command-line host: `node scripts/host.mjs simulate …` starts src/hosts/simulate/main.ts.
 * It is bundled anew each time, which takes about a tenth of a second.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setUp } from './setUp.mjs'

/** Found where they are installed: they start programs of their own. */
const DRIVERS = ['vite', '@playwright/test']
const BUNDLES = 'node_modules/.cache/shardscope'

setUp()
const [host, ...args] = process.argv.slice(2)
const input = `src/hosts/${host}/main.ts`
if (!existsSync(input)) {
  console.error(`There is no ${input}: no such host.`)
  process.exit(1)
}
const bundle = resolve(writeBundle(await bundleHost()))
process.setSourceMapsEnabled(true)
process.argv = [process.execPath, bundle, ...args]
await import(pathToFileURL(bundle).href)

async function bundleHost() {
  const { rolldown } = await import('rolldown')
  try {
    const build = await rolldown({ input, platform: 'node', external: DRIVERS })
    const { output } = await build.generate({ codeSplitting: false, sourcemap: 'inline' })
    await build.close()
    return output[0].code
  } catch (error) {
    console.error(`${input} could not be bundled.\n${error.message}`)
    process.exit(1)
  }
}

/** Named by its content and put in place at once, so that runs side by side do not meet half a file. */
function writeBundle(code) {
  const path = `${BUNDLES}/${host}-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`
  if (existsSync(path)) return path
  mkdirSync(BUNDLES, { recursive: true })
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, code)
  renameSync(unfinished, path)
  return path
}
