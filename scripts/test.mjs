/** `npm test`: the unit tests, a production build, and that build in a real browser. */
import { ensureChromium, ensureKoreanFont } from './ensureBrowser.mjs'
import { runTool } from './run.mjs'
import { setUp } from './setUp.mjs'
import { finish, freshReport, readReport } from './tally.mjs'

setUp()
const CHROMIUM_PATH = ensureChromium()
ensureKoreanFont()
const unit = runUnitTests()
finish('test', [unit, runBrowserTests()])

function runUnitTests() {
  const report = freshReport('vitest')
  const ended = runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = readReport('vitest') ?? {}
  const brokenFiles = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return counted('The unit tests', ended, { passed: numPassedTests, failed: numFailedTests + brokenFiles.length })
}

function runBrowserTests() {
  if (!runTool('vite', ['build'])) {
    console.error('The production build failed, so the browser tests were not run; this counts as one failure.')
    return { passed: 0, failed: 1 }
  }
  freshReport('playwright')
  const ended = runTool('playwright', ['test'], { CHROMIUM_PATH })
  const { expected = 0, flaky = 0, unexpected = 0 } = readReport('playwright')?.stats ?? {}
  return counted('The browser tests', ended, { passed: expected, failed: unexpected + flaky })
}

/** A tool that failed beyond its tests (an unhandled error, no test at all) must not look well. */
function counted(what, ended, tally) {
  if (ended || tally.failed > 0) return tally
  console.error(`${what} ended badly although no single test failed; see the messages above. This counts as one failure.`)
  return { ...tally, failed: 1 }
}
