/** `npm start`, `npm run build`, `npm run preview`: Vite after a set-up. */
import { spawn } from 'node:child_process'
import { setUp } from './setUp.mjs'

setUp()
const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => vite.kill(signal))
vite.on('exit', (code) => process.exit(code ?? 0))

// npm ends only the shell between us when it is told to stop; without this the server would outlive it.
const parent = process.ppid
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && vite.kill(), 500).unref()
