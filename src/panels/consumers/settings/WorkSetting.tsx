/** How long one record keeps the application's code busy, in the milliseconds that a person thinks in. */
import { US_PER_MS } from '../../../base/units'
import type { SliderScale } from '../../../widgets/sliderScale'
import { NumberSetting } from './keyedSettings'

const WORK_MS: SliderScale = { min: 0.01, max: 1_000, step: 0.01, kind: 'logarithmic' }

export function WorkSetting({ workUs, usualUs, onChange }: { workUs: number; usualUs: number; onChange: (workUs: number) => void }) {
  return <NumberSetting setting="workMs" value={workUs / US_PER_MS} usual={usualUs / US_PER_MS} scale={WORK_MS} unit="ms" onCommit={(ms) => onChange(Math.round(ms * US_PER_MS))} />
}
