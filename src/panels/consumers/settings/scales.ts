/** Reaches of numbers that several kinds of applications have. */
import type { SliderScale } from '../../../widgets/sliderScale'

export const PERCENT: SliderScale = { min: 0, max: 100, step: 1, kind: 'linear' }
export const PER_THOUSAND: SliderScale = { min: 0, max: 1_000, step: 1, kind: 'linear' }
/** Limit of GetRecords. */
export const RECORDS_A_CALL: SliderScale = { min: 1, max: 10_000, step: 1, kind: 'logarithmic' }
export const INTERVAL_MS: SliderScale = { min: 100, max: 600_000, step: 100, kind: 'logarithmic' }
export const POSITIONS = ['TRIM_HORIZON', 'LATEST'] as const
