/** Every case of every test file, for what is checked over all of them. */
import type { Case } from './case'
import { constraintCases } from './cases/constraints'
import { consumerCases } from './cases/consumers'
import { leftOutCases } from './cases/leftOut'
import { lifecycleCases } from './cases/lifecycle'
import { listShardsCases } from './cases/listShards'
import { manyConstraintCases } from './cases/manyConstraints'
import { modeCases } from './cases/modes'
import { timeCases } from './cases/ofTime'
import { putCases } from './cases/puts'
import { readCases } from './cases/reads'
import { reshardingCases } from './cases/resharding'
import { settingCases } from './cases/settings'
import { streamNameCases } from './cases/streamNames'
import { tagCases } from './cases/tags'
import { creatingCases, crowdedCases, updatingCases } from './cases/whileChanging'

export const ALL_CASES: readonly Case[] = [
  ...streamNameCases,
  ...constraintCases,
  ...manyConstraintCases,
  ...lifecycleCases,
  ...leftOutCases,
  ...tagCases,
  ...settingCases,
  ...modeCases,
  ...putCases,
  ...readCases,
  ...reshardingCases,
  ...listShardsCases,
  ...consumerCases,
  ...creatingCases,
  ...crowdedCases,
  ...updatingCases,
  ...timeCases,
]
