/** Reaches of what an application remembers of the records that it has met, and what it begins with. */
import type { Deduplication } from '../../engine/consumers/commonSettings'
import type { SliderScale } from '../../widgets/sliderScale'

export const IDS: SliderScale = { min: 10, max: 1_000_000, step: 10, kind: 'logarithmic' }
export const WINDOW_SECONDS: SliderScale = { min: 1, max: 86_400, step: 1, kind: 'logarithmic' }
export const LOOK_UP_MS: SliderScale = { min: 0, max: 5, step: 0.01, kind: 'linear' }
/** Ours: ten minutes of a modest stream, looked up in memory. */
export const DEDUPLICATION_USUAL: Deduplication = { idsMax: 100_000, windowMs: 600_000, workUs: 10 }
