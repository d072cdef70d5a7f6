/** What no policy can be; what its alarms cannot be is theirs to say. */
import { TARGET_SHARD_COUNT_MAX } from '../../kinesis/limits'
import type { RefusalReason } from '../refusalReasons'
import type { AutoscalingPolicy, ScalingRule, StepScaling } from './settings'

/** Ours: a week. */
const COOLDOWN_SECONDS_MAX = 604_800
const STEPS_MAX = 20
const ITERATOR_AGE_MINUTES_MAX = 525_600

export function policyProblem(policy: AutoscalingPolicy): RefusalReason | null {
  const { minShards, maxShards, scaleOut, scaleIn, iteratorAgeMinutes } = policy
  if (!isWithin(minShards, 1, TARGET_SHARD_COUNT_MAX)) return outside('minShards', minShards, 1, TARGET_SHARD_COUNT_MAX)
  if (!isWithin(maxShards, minShards, TARGET_SHARD_COUNT_MAX)) return outside('maxShards', maxShards, minShards, TARGET_SHARD_COUNT_MAX)
  if (iteratorAgeMinutes !== null && !isWithin(iteratorAgeMinutes, 1, ITERATOR_AGE_MINUTES_MAX)) return outside('iteratorAgeMinutes', iteratorAgeMinutes, 1, ITERATOR_AGE_MINUTES_MAX)
  const ofRules = ruleProblem(policy, 'scaleOut', scaleOut) ?? (scaleIn === null ? null : ruleProblem(policy, 'scaleIn', scaleIn))
  if (ofRules !== null) return ofRules
  if (scaleIn !== null && scaleIn.threshold >= scaleOut.threshold) return { key: 'scalingThresholds', values: { field: 'scaleIn.threshold', out: scaleOut.threshold, in: scaleIn.threshold } }
  return null
}

function ruleProblem({ kind }: AutoscalingPolicy, direction: 'scaleOut' | 'scaleIn', { threshold, cooldownSeconds, steps }: ScalingRule): RefusalReason | null {
  if (!(threshold > 0 && Number.isFinite(threshold))) return { key: 'scalingThreshold', values: { field: `${direction}.threshold` } }
  if (!isWithin(cooldownSeconds, 0, COOLDOWN_SECONDS_MAX)) return outside(`${direction}.cooldownSeconds`, cooldownSeconds, 0, COOLDOWN_SECONDS_MAX)
  if ((kind === 'stepScaling') === (steps === null) || (steps !== null && !areSteps(direction, steps))) return { key: 'scalingSteps', values: { field: `${direction}.steps`, max: STEPS_MAX } }
  return null
}

/** Application Auto Scaling: whole adjustments, steps that neither overlap nor leave a gap, on the side of the threshold where the alarm is. */
function areSteps(direction: 'scaleOut' | 'scaleIn', { StepAdjustments: steps }: StepScaling): boolean {
  if (steps.length === 0 || steps.length > STEPS_MAX || !steps.every(({ ScalingAdjustment }) => Number.isSafeInteger(ScalingAdjustment))) return false
  const ranges = steps.map(({ MetricIntervalLowerBound: from, MetricIntervalUpperBound: to }) => ({ from: from ?? -Infinity, to: to ?? Infinity })).sort((left, right) => left.from - right.from)
  if (ranges.some(({ from, to }) => !(from < to))) return false
  if (ranges.some(({ from }, at) => at > 0 && from !== ranges[at - 1].to)) return false
  return direction === 'scaleOut' ? ranges[0].from <= 0 && ranges[ranges.length - 1].to === Infinity : ranges[0].from === -Infinity && ranges[ranges.length - 1].to >= 0
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max
}

function outside(field: 'minShards' | 'maxShards' | 'iteratorAgeMinutes' | `${'scaleOut' | 'scaleIn'}.cooldownSeconds`, value: number, min: number, max: number): RefusalReason {
  return { key: 'scalingBounds', values: { field, value, min, max } }
}
