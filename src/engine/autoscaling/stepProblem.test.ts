import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StepScaling } from './settings'
import { stepProblem } from './stepProblem'
import { targetShards } from './targetShards'

type Row = [from: number | null, to: number | null, by: number]

function scaling(rows: readonly Row[], AdjustmentType: StepScaling['AdjustmentType'] = 'ChangeInCapacity'): StepScaling {
  return { AdjustmentType, StepAdjustments: rows.map(([MetricIntervalLowerBound, MetricIntervalUpperBound, ScalingAdjustment]) => ({ MetricIntervalLowerBound, MetricIntervalUpperBound, ScalingAdjustment })) }
}

describe('step adjustments', () => {
  it.each<[string, Row[]]>([
    ['one without end', [[0, null, 1]]],
    ['several, in any order', [[0.2, null, 4], [0, 0.1, 1], [0.1, 0.2, 2]]],
    ['some that begin away from the threshold', [[0.1, null, 1]]],
    ['some on both sides', [[null, -0.1, -2], [-0.1, 0, -1], [0, null, 1]]],
    ['some below it', [[null, -0.2, -3], [-0.2, 0, -1]]],
    ['20', Array.from({ length: 20 }, (_, at): Row => [at, at === 19 ? null : at + 1, at])],
  ])('may be %s', (_, rows) => {
    expect(stepProblem('scaleOut', scaling(rows))).toBeNull()
  })

  it.each<[string, Row[], object, StepScaling['AdjustmentType']?]>([
    ['none', [], { key: 'scalingSteps', values: { field: 'scaleIn.steps' } }],
    ['21', Array.from({ length: 21 }, (_, at): Row => [at, at === 20 ? null : at + 1, at]), { key: 'scalingSteps' }],
    ['half a shard', [[0, 1, 1], [1, null, 1.5]], { key: 'stepAdjustment', values: { field: 'scaleIn.steps.1.ScalingAdjustment', step: 2 } }],
    ['no number', [[0, null, NaN]], { key: 'stepAdjustment' }],
    ['fewer than no shards', [[0, null, -1]], { key: 'stepAdjustment' }, 'ExactCapacity'],
    ['an empty range', [[0.2, 0.2, 1], [0.2, null, 2]], { key: 'stepRange', values: { field: 'scaleIn.steps.0.MetricIntervalUpperBound', step: 1 } }],
    ['a range upside down', [[0.3, 0.2, 1]], { key: 'stepRange' }],
    ['a bound that is no number', [[NaN, null, 1]], { key: 'stepRange' }],
    ['neither bound', [[null, null, 1]], { key: 'stepRange' }],
    ['an overlap', [[0.1, null, 2], [0, 0.2, 1]], { key: 'stepOverlap', values: { field: 'scaleIn.steps.0.MetricIntervalLowerBound', step: 1, other: 2 } }],
    ['the same twice', [[0, null, 2], [0, null, 1]], { key: 'stepOverlap' }],
    ['two without a lower bound', [[null, 0, -1], [null, -1, -2]], { key: 'stepOverlap' }],
    ['a gap', [[0, 0.1, 1], [0.2, null, 2]], { key: 'stepGap', values: { field: 'scaleIn.steps.1.MetricIntervalLowerBound', step: 2, other: 1 } }],
    ['an end above', [[0, 0.1, 1], [0.1, 0.2, 2]], { key: 'stepOpenAbove', values: { field: 'scaleIn.steps.1.MetricIntervalUpperBound', step: 2 } }],
    ['an end below', [[-0.2, 0, -1]], { key: 'stepOpenBelow', values: { field: 'scaleIn.steps.0.MetricIntervalLowerBound', step: 1 } }],
  ])('may not be, or have, %s', (_, rows, problem, type) => {
    expect(stepProblem('scaleIn', scaling(rows, type))).toMatchObject(problem)
  })

  it('that are taken fit exactly one step anywhere between their ends', () => {
    const bound = fc.integer({ min: -4, max: 4 })
    const rows = fc.array(fc.tuple(fc.option(bound), fc.option(bound), fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(rows, fc.double({ min: -6, max: 6, noNaN: true }), (some, beyond) => {
        const steps = scaling(some)
        if (stepProblem('scaleOut', steps) !== null) return
        const fitting = some.filter(([from, to]) => beyond >= (from ?? -Infinity) && beyond < (to ?? Infinity))
        const ends = [Math.min(...some.map(([from]) => from ?? -Infinity)), Math.max(...some.map(([, to]) => to ?? Infinity))] as const
        expect(fitting).toHaveLength(beyond >= ends[0] && beyond < ends[1] ? 1 : 0)
        const rule = { threshold: 1, periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1, cooldownSeconds: 0, steps }
        const target = targetShards({ kind: 'stepScaling', minShards: 1, maxShards: 100, scaleOut: rule, scaleIn: null, iteratorAgeMinutes: null }, 'scaleOut', 50, beyond)
        expect(target).toBe(fitting.length === 0 ? null : 50 + fitting[0]![2])
      }),
      { numRuns: 2_000 },
    )
  })
})
