/** What no list of step adjustments can be. Source: Application Auto Scaling API, StepAdjustment. */
import { STEP_ADJUSTMENTS_MAX } from '../../kinesis/limits'
import type { RefusalReason } from '../refusalReasons'
import type { ScalingDirection, StepScaling } from './settings'

interface Range {
  /** Place in the list, from 0 on. */
  index: number
  from: number
  to: number
}

/** Refused at the field of the step that has it wrong; of two that do not fit, at the upper one. */
export function stepProblem(direction: ScalingDirection, { AdjustmentType, StepAdjustments: steps }: StepScaling): RefusalReason | null {
  if (steps.length === 0 || steps.length > STEP_ADJUSTMENTS_MAX) return { key: 'scalingSteps', values: { field: `${direction}.steps`, max: STEP_ADJUSTMENTS_MAX } }
  const fieldOf = (index: number, name: keyof StepScaling['StepAdjustments'][number]) => `${direction}.steps.${index}.${name}` as const
  const odd = steps.findIndex(({ ScalingAdjustment: by }) => !Number.isSafeInteger(by) || (AdjustmentType === 'ExactCapacity' && by < 0))
  if (odd >= 0) return { key: 'stepAdjustment', values: { field: fieldOf(odd, 'ScalingAdjustment'), step: odd + 1 } }
  const ranges = steps.map(({ MetricIntervalLowerBound: from, MetricIntervalUpperBound: to }, index): Range => ({ index, from: from ?? -Infinity, to: to ?? Infinity }))
  const empty = ranges.find(({ from, to }) => !(from < to) || (from === -Infinity && to === Infinity))
  if (empty !== undefined) return { key: 'stepRange', values: { field: fieldOf(empty.index, 'MetricIntervalUpperBound'), step: empty.index + 1 } }
  ranges.sort((left, right) => left.from - right.from)
  for (let at = 1; at < ranges.length; at++) {
    const [lower, upper] = [ranges[at - 1], ranges[at]]
    if (upper.from === lower.to) continue
    return { key: upper.from < lower.to ? 'stepOverlap' : 'stepGap', values: { field: fieldOf(upper.index, 'MetricIntervalLowerBound'), step: upper.index + 1, other: lower.index + 1 } }
  }
  const [lowest, highest] = [ranges[0], ranges[ranges.length - 1]]
  if (lowest.from < 0 && lowest.from !== -Infinity) return { key: 'stepOpenBelow', values: { field: fieldOf(lowest.index, 'MetricIntervalLowerBound'), step: lowest.index + 1 } }
  if (highest.to > 0 && highest.to !== Infinity) return { key: 'stepOpenAbove', values: { field: fieldOf(highest.index, 'MetricIntervalUpperBound'), step: highest.index + 1 } }
  return null
}
