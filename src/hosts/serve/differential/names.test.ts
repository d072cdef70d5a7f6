import { runCases } from './runCases'
import { constraintCases } from './cases/constraints'
import { manyConstraintCases } from './cases/manyConstraints'
import { streamNameCases } from './cases/streamNames'

runCases('every parameter of every operation', [...streamNameCases, ...constraintCases, ...manyConstraintCases], { http1: true })
