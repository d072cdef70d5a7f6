import { runCases } from './runCases'
import { leftOutCases } from './cases/leftOut'
import { lifecycleCases } from './cases/lifecycle'
import { modeCases } from './cases/modes'
import { settingCases } from './cases/settings'
import { tagCases } from './cases/tags'

runCases('streams, their tags and settings', [...lifecycleCases, ...tagCases, ...settingCases, ...modeCases, ...leftOutCases])
