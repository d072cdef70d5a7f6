import { runCases } from './runCases'
import { putCases } from './cases/puts'
import { readCases } from './cases/reads'

runCases('records in and out', [...putCases, ...readCases])
