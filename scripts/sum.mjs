/** Sums what earlier commands counted: `node scripts/sum.mjs check test`. One that left no count is one failure. */
import { finish, readReport } from './tally.mjs'

const names = process.argv.slice(2)
for (const name of names) if (!readReport(name)) console.log(`npm run ${name} ended before it could count; see its messages above.`)
finish('sum', names.map((name) => readReport(name) ?? { passed: 0, failed: 1 }))
