/** A scaling policy as somebody types it: texts until it is set. Pure. */
import type { AutoscalingPolicy, ScalingDirection, ScalingRule, StepAdjustment, StepScaling } from '../../../engine/autoscaling/settings'
import { parseTyped } from '../../../widgets/sliderScale'
import { stepDraftOf, type StepDraft, type StepField } from './stepDrafts'

export const POLICY_KINDS = ['lambda', 'stepScaling'] as const
export const DIRECTIONS = ['scaleOut', 'scaleIn'] as const
export const ADJUSTMENT_TYPES = ['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity'] as const

export const RULE_FIELDS = ['threshold', 'periodSeconds', 'evaluationPeriods', 'datapointsToAlarm', 'cooldownSeconds'] as const
export type RuleField = (typeof RULE_FIELDS)[number]
/** Of a lambda, the steps that step scaling would have. */
export interface RuleDraft extends Record<RuleField, string> {
  AdjustmentType: StepScaling['AdjustmentType']
  steps: readonly StepDraft[]
}

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
  scaleOut: { threshold: '0.75', periodSeconds: '60', evaluationPeriods: '2', datapointsToAlarm: '2', cooldownSeconds: '180', AdjustmentType: 'PercentChangeInCapacity', steps: [{ MetricIntervalLowerBound: '0', MetricIntervalUpperBound: '', ScalingAdjustment: '100' }] },
  scaleIn: { threshold: '0.25', periodSeconds: '300', evaluationPeriods: '3', datapointsToAlarm: '3', cooldownSeconds: '600', AdjustmentType: 'PercentChangeInCapacity', steps: [{ MetricIntervalLowerBound: '', MetricIntervalUpperBound: '0', ScalingAdjustment: '-50' }] },
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
    AdjustmentType: steps?.AdjustmentType ?? first.AdjustmentType,
    steps: steps?.StepAdjustments.map(stepDraftOf) ?? first.steps,
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
  const readSteps = (direction: ScalingDirection): StepScaling => {
    const { AdjustmentType, steps } = draft[direction]
    const StepAdjustments = steps.map((step, index): StepAdjustment => {
      const of = (field: StepField) => read(`${direction}.steps.${index}.${field}`, step[field])
      const bound = (field: StepField) => (step[field].trim() === '' ? null : of(field))
      return { MetricIntervalLowerBound: bound('MetricIntervalLowerBound'), MetricIntervalUpperBound: bound('MetricIntervalUpperBound'), ScalingAdjustment: of('ScalingAdjustment') }
    })
    return { AdjustmentType, StepAdjustments }
  }
  const readRule = (direction: ScalingDirection): ScalingRule => {
    const of = (field: RuleField) => read(`${direction}.${field}`, draft[direction][field])
    const [threshold, periodSeconds, evaluationPeriods, datapointsToAlarm, cooldownSeconds] = [of('threshold'), of('periodSeconds'), of('evaluationPeriods'), of('datapointsToAlarm'), of('cooldownSeconds')]
    return { threshold, periodSeconds, evaluationPeriods, datapointsToAlarm, cooldownSeconds, steps: draft.kind === 'lambda' ? null : readSteps(direction) }
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
