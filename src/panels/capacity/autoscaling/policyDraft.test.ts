import { describe, expect, it } from 'vitest'
import { FIRST_POLICY, policyDraftOf, readPolicy, type PolicyDraft } from './policyDraft'

function policyOf(draft: PolicyDraft) {
  const read = readPolicy(draft)
  if (!('policy' in read)) throw new Error(read.noNumber.join())
  return read.policy
}

describe('a policy that somebody types', () => {
  it('is the engine’s policy, and the same texts when it is opened again', () => {
    for (const draft of [FIRST_POLICY, { ...FIRST_POLICY, kind: 'stepScaling', iteratorAgeMinutes: '5' } as const]) expect(policyDraftOf(policyOf(draft))).toEqual(draft)
    expect(policyOf(FIRST_POLICY)).toMatchObject({ kind: 'lambda', minShards: 1, maxShards: 32, scaleOut: { threshold: 0.75, steps: null }, iteratorAgeMinutes: null })
    expect(policyOf({ ...FIRST_POLICY, scalesIn: false }).scaleIn).toBeNull()
  })

  it('changes by one step on either side of its threshold', () => {
    const { scaleOut, scaleIn } = policyOf({ ...FIRST_POLICY, kind: 'stepScaling' })
    expect(scaleOut.steps?.StepAdjustments).toEqual([{ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: null, ScalingAdjustment: 100 }])
    expect(scaleIn?.steps?.StepAdjustments).toEqual([{ MetricIntervalLowerBound: null, MetricIntervalUpperBound: 0, ScalingAdjustment: -50 }])
  })

  it('names each field that is no number, and none that is not asked for', () => {
    const draft = { ...FIRST_POLICY, minShards: 'few', scaleIn: { ...FIRST_POLICY.scaleIn, threshold: '', adjustmentPercent: 'x' } }
    expect(readPolicy(draft)).toEqual({ noNumber: ['minShards', 'scaleIn.threshold'] })
    expect(readPolicy({ ...draft, kind: 'stepScaling' })).toEqual({ noNumber: ['minShards', 'scaleIn.threshold', 'scaleIn.adjustmentPercent'] })
    expect(readPolicy({ ...draft, minShards: '2', scalesIn: false })).toHaveProperty('policy')
  })
})
