/** How many shards a scaling asks for. */
import type { AutoscalingPolicy, StepScaling } from './settings'

/**
 * @param beyond how far the metric is from the threshold, above or (negative) below it. @returns null where no step fits.
 * Half of an odd number is rounded up, as `UpdateShardCount` here takes it; the sample rounds down and is refused.
 */
export function targetShards(policy: AutoscalingPolicy, direction: 'scaleOut' | 'scaleIn', current: number, beyond: number): number | null {
  const wanted = wantedShards(policy, direction, current, beyond)
  return wanted === null ? null : Math.min(policy.maxShards, Math.max(policy.minShards, wanted))
}

function wantedShards(policy: AutoscalingPolicy, direction: 'scaleOut' | 'scaleIn', current: number, beyond: number): number | null {
  if (policy.kind === 'lambda') return direction === 'scaleOut' ? 2 * current : Math.ceil(current / 2)
  const steps = policy[direction]?.steps
  return steps === null || steps === undefined ? null : steppedShards(steps, direction, current, beyond)
}

function steppedShards({ AdjustmentType, StepAdjustments }: StepScaling, direction: 'scaleOut' | 'scaleIn', current: number, beyond: number): number | null {
  const step = StepAdjustments.find(({ MetricIntervalLowerBound, MetricIntervalUpperBound }) => {
    const [from, to] = [MetricIntervalLowerBound ?? -Infinity, MetricIntervalUpperBound ?? Infinity]
    return direction === 'scaleOut' ? beyond >= from && beyond < to : beyond > from && beyond <= to
  })
  if (step === undefined) return null
  switch (AdjustmentType) {
    case 'ExactCapacity':
      return step.ScalingAdjustment
    case 'ChangeInCapacity':
      return current + step.ScalingAdjustment
    case 'PercentChangeInCapacity':
      return current + roundedPercent((current * step.ScalingAdjustment) / 100)
  }
}

/** Application Auto Scaling: above 1 rounded down, between 0 and 1 up to 1, and so below 0. */
function roundedPercent(change: number): number {
  const whole = Math.trunc(change)
  return whole === 0 && change !== 0 ? Math.sign(change) : whole
}
