/** `npm run check`: everything about the code that can be judged without running it. Names pick single steps. */
import { runScript, runTool } from './run.mjs'
import { setUp } from './setUp.mjs'
import { finish } from './tally.mjs'

const STEPS = {
  types: () => runTool('tsc', ['--build']),
  // Without ESLint's cache: it does not notice that a type in another file has changed.
  lint: () => runTool('eslint', ['--max-warnings=0', '.']),
  directions: () => runScript('directions'),
  unused: () => runTool('knip'),
  build: () => runTool('vite', ['build', '--logLevel=warn']),
  budget: () => runScript('budget'),
}

setUp()
const named = process.argv.slice(2)
const unknown = named.filter((name) => !(name in STEPS))
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. The steps are ${Object.keys(STEPS).join(', ')}.`)
  process.exit(1)
}
const results = (named.length > 0 ? named : Object.keys(STEPS)).map((name) => {
  const startedAt = performance.now()
  console.log(`\n— ${name}`)
  const passed = STEPS[name]()
  return { name, passed, seconds: (performance.now() - startedAt) / 1_000 }
})
console.log()
for (const { name, passed, seconds } of results) console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
finish('check', results.map(({ passed }) => ({ passed: Number(passed), failed: Number(!passed) })))
