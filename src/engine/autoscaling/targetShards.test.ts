import { expect, it } from 'vitest'
import type { AutoscalingPolicy, ScalingRule, StepScaling } from './settings'
import { targetShards } from './targetShards'

function policy(kind: AutoscalingPolicy['kind'], AdjustmentType: StepScaling['AdjustmentType'], adjustments: [number | null, number | null, number][]): AutoscalingPolicy {
  const StepAdjustments = adjustments.map(([MetricIntervalLowerBound, MetricIntervalUpperBound, ScalingAdjustment]) => ({ MetricIntervalLowerBound, MetricIntervalUpperBound, ScalingAdjustment }))
  const rule: ScalingRule = { threshold: 0.5, periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1, cooldownSeconds: 0, steps: kind === 'lambda' ? null : { AdjustmentType, StepAdjustments } }
  return { kind, minShards: 2, maxShards: 10, scaleOut: rule, scaleIn: rule, iteratorAgeMinutes: null }
}

const TWICE = policy('lambda', 'ExactCapacity', [])
/** As the user guide of Application Auto Scaling has it: 0–10 %, 10–20 %, more. */
const OUT = policy('stepScaling', 'PercentChangeInCapacity', [[0, 0.1, 0], [0.1, 0.2, 10], [0.2, null, 30]])
const IN = policy('stepScaling', 'ChangeInCapacity', [[-0.1, 0, -1], [null, -0.1, -3]])
const EXACT = policy('stepScaling', 'ExactCapacity', [[0, null, 7]])

it.each<[AutoscalingPolicy, 'scaleOut' | 'scaleIn', number, number, number | null]>([
  [TWICE, 'scaleOut', 3, 0, 6],
  [TWICE, 'scaleOut', 6, 0, 10],
  [TWICE, 'scaleIn', 5, 0, 3],
  [TWICE, 'scaleIn', 3, 0, 2],
  [TWICE, 'scaleIn', 2, 0, 2],
  [OUT, 'scaleOut', 10, 0.05, 10],
  [OUT, 'scaleOut', 5, 0.1, 6],
  [OUT, 'scaleOut', 7, 0.2, 9],
  [OUT, 'scaleOut', 5, -0.01, null],
  [IN, 'scaleIn', 8, -0.05, 7],
  [IN, 'scaleIn', 8, -0.1, 5],
  [IN, 'scaleIn', 8, 0, 7],
  [IN, 'scaleIn', 4, -0.3, 2],
  [EXACT, 'scaleOut', 4, 0, 7],
])('%# %s from %i shards, %f beyond the threshold', (of, direction, current, beyond, expected) => {
  expect(targetShards(of, direction, current, beyond)).toBe(expected)
})
