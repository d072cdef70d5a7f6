/** Brings node_modules in line with package-lock.json. Needs no dependency itself, so that a fresh clone can start. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NODE_MINIMUM = [20, 19]
const root = fileURLToPath(new URL('..', import.meta.url))

/** Silent and quick when nothing is to do; ends the process with an explanation when it cannot be done. */
export function setUp() {
  process.chdir(root)
  requireNode()
  if (isInstalled()) return
  console.error('Installing the dependencies of package-lock.json …')
  // npm may speak on stdout: a host's own output, such as JSON, must stay clean.
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.status === 0) return
  const reason = npm.error ? `npm could not be started (${npm.error.message})` : `npm ci ended with exit code ${npm.status}`
  console.error(`\nThe dependencies could not be installed: ${reason}.`)
  console.error('Check the messages above and the connection to your npm registry, then run the same command again.')
  process.exit(1)
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor >= NODE_MINIMUM[1])) return
  console.error(`This is Node ${process.versions.node}; Shardscope needs Node ${NODE_MINIMUM.join('.')} or newer.`)
  process.exit(1)
}

/** Compares versions rather than file times: a checkout touches the lock file without changing it. */
function isInstalled() {
  const installed = readPackages('node_modules/.package-lock.json')
  if (!installed) return false
  const wanted = Object.entries(readPackages('package-lock.json') ?? {})
  return wanted.every(([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version)
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}
