/** A scaling policy as somebody types it: texts until it is set. Pure. */
import type { AutoscalingPolicy, ScalingRule, StepScaling } from '../../../engine/autoscaling/settings'
import { parseTyped } from '../../../widgets/sliderScale'

export const POLICY_KINDS = ['lambda', 'stepScaling'] as const
export const DIRECTIONS = ['scaleOut', 'scaleIn'] as const
export type Direction = (typeof DIRECTIONS)[number]

export const RULE_FIELDS = ['threshold', 'periodSeconds', 'evaluationPeriods', 'datapointsToAlarm', 'cooldownSeconds', 'adjustmentPercent'] as const
export type RuleField = (typeof RULE_FIELDS)[number]
export type RuleDraft = Record<RuleField, string>

export interface PolicyDraft {
  kind: AutoscalingPolicy['kind']
  minShards: string
  maxShards: string
  scaleOut: RuleDraft
  scaleIn: RuleDraft
  scalesIn: boolean
  /** Empty: lag is not looked at. */
  iteratorAgeMinutes: string
}

/** Ours: doubles at three quarters after two full minutes, halves slowly. */
export const FIRST_POLICY: PolicyDraft = {
  kind: 'lambda',
  minShards: '1',
  maxShards: '32',
  scaleOut: { threshold: '0.75', periodSeconds: '60', evaluationPeriods: '2', datapointsToAlarm: '2', cooldownSeconds: '180', adjustmentPercent: '100' },
  scaleIn: { threshold: '0.25', periodSeconds: '300', evaluationPeriods: '3', datapointsToAlarm: '3', cooldownSeconds: '600', adjustmentPercent: '-50' },
  scalesIn: true,
  iteratorAgeMinutes: '',
}

export function policyDraftOf(policy: AutoscalingPolicy): PolicyDraft {
  const { kind, minShards, maxShards, scaleOut, scaleIn, iteratorAgeMinutes } = policy
  return {
    kind,
    minShards: String(minShards),
    maxShards: String(maxShards),
    scaleOut: ruleDraftOf(scaleOut, FIRST_POLICY.scaleOut),
    scaleIn: scaleIn === null ? FIRST_POLICY.scaleIn : ruleDraftOf(scaleIn, FIRST_POLICY.scaleIn),
    scalesIn: scaleIn !== null,
    iteratorAgeMinutes: iteratorAgeMinutes === null ? '' : String(iteratorAgeMinutes),
  }
}

function ruleDraftOf({ steps, threshold, periodSeconds, evaluationPeriods, datapointsToAlarm, cooldownSeconds }: ScalingRule, first: RuleDraft): RuleDraft {
  return {
    threshold: String(threshold),
    periodSeconds: String(periodSeconds),
    evaluationPeriods: String(evaluationPeriods),
    datapointsToAlarm: String(datapointsToAlarm),
    cooldownSeconds: String(cooldownSeconds),
    adjustmentPercent: steps === null ? first.adjustmentPercent : String(steps.StepAdjustments[0]?.ScalingAdjustment ?? first.adjustmentPercent),
  }
}

/** Fields are named as the engine names them. @returns those that are no numbers, or the policy, which the engine judges. */
export function readPolicy(draft: PolicyDraft): { policy: AutoscalingPolicy } | { noNumber: string[] } {
  const noNumber: string[] = []
  const read = (field: string, text: string) => {
    const number = parseTyped(text)
    if (number === null) noNumber.push(field)
    return number ?? 0
  }
  const readRule = (direction: Direction): ScalingRule => {
    const of = (field: RuleField) => read(`${direction}.${field}`, draft[direction][field])
    const [threshold, periodSeconds, evaluationPeriods, datapointsToAlarm, cooldownSeconds] = [of('threshold'), of('periodSeconds'), of('evaluationPeriods'), of('datapointsToAlarm'), of('cooldownSeconds')]
    return { threshold, periodSeconds, evaluationPeriods, datapointsToAlarm, cooldownSeconds, steps: draft.kind === 'lambda' ? null : oneStep(direction, of('adjustmentPercent')) }
  }
  const policy: AutoscalingPolicy = {
    kind: draft.kind,
    minShards: read('minShards', draft.minShards),
    maxShards: read('maxShards', draft.maxShards),
    scaleOut: readRule('scaleOut'),
    scaleIn: draft.scalesIn ? readRule('scaleIn') : null,
    iteratorAgeMinutes: draft.iteratorAgeMinutes.trim() === '' ? null : read('iteratorAgeMinutes', draft.iteratorAgeMinutes),
  }
  return noNumber.length > 0 ? { noNumber } : { policy }
}

/** The same change however far beyond the threshold. */
function oneStep(direction: Direction, ScalingAdjustment: number): StepScaling {
  const from = direction === 'scaleOut' ? 0 : null
  return { AdjustmentType: 'PercentChangeInCapacity', StepAdjustments: [{ MetricIntervalLowerBound: from, MetricIntervalUpperBound: from === null ? 0 : null, ScalingAdjustment }] }
}
