/** Checks the import directions of .dependency-cruiser.js, and that they were checked over real code. */
import { cruise } from 'dependency-cruiser'
import config from '../.dependency-cruiser.js'

const MODULES_MINIMUM = 5

const { output } = await cruise(['src'], { ruleSet: { forbidden: config.forbidden }, validate: true, ...config.options })
const { violations, totalCruised } = output.summary
for (const { rule, from, to, cycle } of violations) {
  console.log(`${rule.name}: ${[from, ...(cycle ? cycle.map((step) => step.name) : [to])].join(' → ')}`)
}
console.log(`${totalCruised} modules, ${violations.length} wrong imports`)
if (totalCruised < MODULES_MINIMUM) console.log(`Fewer than ${MODULES_MINIMUM} modules were read: the check itself is broken.`)
process.exitCode = violations.length > 0 || totalCruised < MODULES_MINIMUM ? 1 : 0
