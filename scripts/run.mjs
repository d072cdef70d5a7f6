/** Runs a program to its end with its output on our terminal. */
import { spawnSync } from 'node:child_process'

/** Where each tool's own start file is: no shell, no PATH, the same on every system. */
const TOOLS = {
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
  tsc: 'node_modules/@typescript/native/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  knip: 'node_modules/knip/bin/knip.js',
}

/** @returns whether the tool ended well. */
export function runTool(name, args = [], env = {}) {
  return runProgram(process.execPath, [TOOLS[name], ...args], { env: { ...process.env, ...env } })
}

/** @returns whether the script of this folder ended well. */
export function runScript(name, args = []) {
  return runProgram(process.execPath, [`scripts/${name}.mjs`, ...args])
}

/** @returns whether the program was found and ended well. */
export function runProgram(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options })
  if (error) console.error(`${command} could not be run: ${error.message}`)
  return status === 0
}
