import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepProblem } from '../../../engine/autoscaling/stepProblem'
import { FIRST_POLICY, readPolicy } from './policyDraft'
import { withoutStep, withStep, type StepDraft } from './stepDrafts'

const rows = (steps: readonly StepDraft[]) => steps.map(({ MetricIntervalLowerBound: from, MetricIntervalUpperBound: to, ScalingAdjustment: by }) => [from, to, by].join(' | '))

describe('steps that somebody adds and removes', () => {
  it('go on where the last one ended, away from the threshold', () => {
    const out = withStep(withStep(FIRST_POLICY.scaleOut.steps, 'scaleOut'), 'scaleOut')
    expect(rows(out)).toEqual(['0 | 0.1 | 100', '0.1 | 0.2 | 100', '0.2 |  | 100'])
    expect(rows(withStep(withStep(FIRST_POLICY.scaleIn.steps, 'scaleIn'), 'scaleIn'))).toEqual(['-0.1 | 0 | -50', '-0.2 | -0.1 | -50', ' | -0.2 | -50'])
    expect(rows(withoutStep(out, 1, 'scaleOut'))).toEqual(['0 | 0.2 | 100', '0.2 |  | 100'])
    expect(rows(withoutStep(out, 2, 'scaleOut'))).toEqual(['0 | 0.1 | 100', '0.1 |  | 100'])
    expect(rows(withoutStep(out, 0, 'scaleOut'))).toEqual(['0 | 0.2 | 100', '0.2 |  | 100'])
    expect(rows(withStep(withoutStep(FIRST_POLICY.scaleOut.steps, 0, 'scaleOut'), 'scaleOut'))).toEqual(['0 |  | '])
  })

  it('are always taken by Application Auto Scaling, as long as nothing is typed and one is left', () => {
    const act = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 6 }))
    fc.assert(
      fc.property(fc.constantFrom('scaleOut' as const, 'scaleIn' as const), fc.array(act, { maxLength: 15 }), (direction, acts) => {
        let steps: readonly StepDraft[] = FIRST_POLICY[direction].steps
        for (const at of acts) steps = at < 0 ? withStep(steps, direction) : steps.length > 1 ? withoutStep(steps, at % steps.length, direction) : steps
        const read = readPolicy({ ...FIRST_POLICY, kind: 'stepScaling', [direction]: { ...FIRST_POLICY[direction], steps } })
        expect('policy' in read && stepProblem(direction, read.policy[direction]!.steps!)).toBeNull()
      }),
    )
  })
})
