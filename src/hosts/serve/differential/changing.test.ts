import { timeCases } from './cases/ofTime'
import { creatingCases, creatingFixtures, crowdedCases, updatingCases } from './cases/whileChanging'
import { runCases } from './runCases'

/** Longer than any run of the tests. */
const FOREVER_MS = 3_600_000

const FOREVER = { createMs: FOREVER_MS, updateMs: FOREVER_MS, deleteMs: FOREVER_MS }

runCases('streams in CREATING', creatingCases, { fixtures: creatingFixtures, pace: FOREVER })
runCases('too many streams in CREATING', crowdedCases, { fixtures: [], pace: FOREVER })
runCases('streams in UPDATING and DELETING', updatingCases, { pace: { ...FOREVER, createMs: 5 } })
runCases('what only time shows', timeCases)
