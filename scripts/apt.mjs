/** Installs Debian or Ubuntu packages where we may. */
import { spawnSync } from 'node:child_process'
import { runProgram } from './run.mjs'

/** @returns whether the packages are installed now; false at once where there is no apt-get or no right to use it. */
export function installByApt(packages) {
  const prefix = rootPrefix()
  if (!prefix) return false
  console.log(`Installing ${packages.join(' and ')} by apt-get …`)
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    return runProgram(command, rest)
  }
  return apt('update', '-q') && apt('install', '-y', '-q', '--no-install-recommends', ...packages)
}

function rootPrefix() {
  if (!succeeds('apt-get', ['--version'])) return undefined
  if (process.getuid?.() === 0) return []
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
