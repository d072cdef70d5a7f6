/**
 * Bundles a command-line host and prints where the bundle is: `node scripts/bundleHost.mjs simulate`. A process of its own,
 * because the bundler would keep 200 MB of the host's memory as long as the host runs.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { rolldown } from 'rolldown'

/** Found where they are installed: they start programs of their own. */
const DRIVERS = ['vite', '@playwright/test']
const BUNDLES = 'node_modules/.cache/shardscope'

const host = process.argv[2]
const input = `src/hosts/${host}/main.ts`
process.stdout.write(resolve(writeBundle(await bundle())))

async function bundle() {
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
