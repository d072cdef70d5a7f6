/** Step adjustments as somebody types them: texts, the first of them nearest to the threshold. Pure. */
import type { ScalingDirection, StepAdjustment } from '../../../engine/autoscaling/settings'
import { parseTyped } from '../../../widgets/sliderScale'

export const STEP_FIELDS = ['MetricIntervalLowerBound', 'MetricIntervalUpperBound', 'ScalingAdjustment'] as const
export type StepField = (typeof STEP_FIELDS)[number]
/** An empty bound: without end. */
export type StepDraft = Readonly<Record<StepField, string>>

export function stepDraftOf({ MetricIntervalLowerBound: from, MetricIntervalUpperBound: to, ScalingAdjustment }: StepAdjustment): StepDraft {
  return { MetricIntervalLowerBound: from === null ? '' : String(from), MetricIntervalUpperBound: to === null ? '' : String(to), ScalingAdjustment: String(ScalingAdjustment) }
}

/** Ours: a tenth of all that the shards take. */
const STEP_WIDTH = 0.1
const DIGITS = 1e4

interface Sides {
  /** The bound that looks at the threshold, and the other one. */
  near: StepField
  far: StepField
  width: number
}

function sidesOf(direction: ScalingDirection): Sides {
  return direction === 'scaleOut' ? { near: 'MetricIntervalLowerBound', far: 'MetricIntervalUpperBound', width: STEP_WIDTH } : { near: 'MetricIntervalUpperBound', far: 'MetricIntervalLowerBound', width: -STEP_WIDTH }
}

/** One more, away from the threshold: the last one ends where the new one begins, which has no end. */
export function withStep(steps: readonly StepDraft[], direction: ScalingDirection): StepDraft[] {
  const { near, far, width } = sidesOf(direction)
  const last = steps.at(-1)
  if (last === undefined) return [{ ...EMPTY, [near]: '0' }]
  const end = last[far].trim() === '' ? String(Math.round(((parseTyped(last[near]) ?? 0) + width) * DIGITS) / DIGITS) : last[far]
  return [...steps.slice(0, -1), { ...last, [far]: end }, { ...EMPTY, [near]: end, ScalingAdjustment: last.ScalingAdjustment }]
}

const EMPTY: StepDraft = { MetricIntervalLowerBound: '', MetricIntervalUpperBound: '', ScalingAdjustment: '' }

/** One less: the step before it takes its range, or the one after it. */
export function withoutStep(steps: readonly StepDraft[], index: number, direction: ScalingDirection): StepDraft[] {
  const { near, far } = sidesOf(direction)
  const gone = steps[index]
  if (gone === undefined) return [...steps]
  const [taker, side] = index === 0 ? [1, near] : [index - 1, far]
  return steps.map((step, at) => (at === taker ? { ...step, [side]: gone[side] } : step)).filter((_, at) => at !== index)
}
