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

  it('keeps all of its steps, and how they change the number of shards', () => {
    const step = (MetricIntervalLowerBound: string, MetricIntervalUpperBound: string, ScalingAdjustment: string) => ({ MetricIntervalLowerBound, MetricIntervalUpperBound, ScalingAdjustment })
    const draft: PolicyDraft = { ...FIRST_POLICY, kind: 'stepScaling', scaleOut: { ...FIRST_POLICY.scaleOut, AdjustmentType: 'ExactCapacity', steps: [step('0', '0.15', '4'), step('0.15', '', '8')] } }
    expect(policyOf(draft).scaleOut.steps).toEqual({
      AdjustmentType: 'ExactCapacity',
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 0.15, ScalingAdjustment: 4 },
        { MetricIntervalLowerBound: 0.15, MetricIntervalUpperBound: null, ScalingAdjustment: 8 },
      ],
    })
    expect(policyDraftOf(policyOf(draft))).toEqual(draft)
  })

  it('changes by one step on either side of its threshold', () => {
    const { scaleOut, scaleIn } = policyOf({ ...FIRST_POLICY, kind: 'stepScaling' })
    expect(scaleOut.steps?.StepAdjustments).toEqual([{ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: null, ScalingAdjustment: 100 }])
    expect(scaleIn?.steps?.StepAdjustments).toEqual([{ MetricIntervalLowerBound: null, MetricIntervalUpperBound: 0, ScalingAdjustment: -50 }])
  })

  it('names each field that is no number, and none that is not asked for', () => {
    const draft = { ...FIRST_POLICY, minShards: 'few', scaleIn: { ...FIRST_POLICY.scaleIn, threshold: '', steps: [{ MetricIntervalLowerBound: 'x', MetricIntervalUpperBound: '0', ScalingAdjustment: '' }] } }
    expect(readPolicy(draft)).toEqual({ noNumber: ['minShards', 'scaleIn.threshold'] })
    expect(readPolicy({ ...draft, kind: 'stepScaling' })).toEqual({ noNumber: ['minShards', 'scaleIn.threshold', 'scaleIn.steps.0.MetricIntervalLowerBound', 'scaleIn.steps.0.ScalingAdjustment'] })
    expect(readPolicy({ ...draft, minShards: '2', scalesIn: false })).toHaveProperty('policy')
  })
})
