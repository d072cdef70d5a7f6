/** What no policy can be; what its alarms cannot be is theirs to say. */
import { STEP_ADJUSTMENTS_MAX, TARGET_SHARD_COUNT_MAX } from '../../kinesis/limits'
import type { RefusalReason } from '../refusalReasons'
import type { AutoscalingPolicy, ScalingDirection, ScalingRule } from './settings'
import { stepProblem } from './stepProblem'

/** Ours: a week. */
const COOLDOWN_SECONDS_MAX = 604_800
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

function ruleProblem({ kind }: AutoscalingPolicy, direction: ScalingDirection, { threshold, cooldownSeconds, steps }: ScalingRule): RefusalReason | null {
  if (!(threshold > 0 && Number.isFinite(threshold))) return { key: 'scalingThreshold', values: { field: `${direction}.threshold` } }
  if (!isWithin(cooldownSeconds, 0, COOLDOWN_SECONDS_MAX)) return outside(`${direction}.cooldownSeconds`, cooldownSeconds, 0, COOLDOWN_SECONDS_MAX)
  if ((kind === 'stepScaling') === (steps === null)) return { key: 'scalingSteps', values: { field: `${direction}.steps`, max: STEP_ADJUSTMENTS_MAX } }
  return steps === null ? null : stepProblem(direction, steps)
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max
}

function outside(field: 'minShards' | 'maxShards' | 'iteratorAgeMinutes' | `${ScalingDirection}.cooldownSeconds`, value: number, min: number, max: number): RefusalReason {
  return { key: 'scalingBounds', values: { field, value, min, max } }
}
