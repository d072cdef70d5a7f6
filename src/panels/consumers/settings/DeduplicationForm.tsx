/** Whether an application recognises records that it has met before, how many it remembers, how long, and what a look-up costs. */
import type { Deduplication } from '../../../engine/consumers/commonSettings'
import type { ApplicationSettings } from '../../../engine/consumers/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { NumberSetting } from './NumberSetting'
import { SwitchSetting } from './SwitchSetting'
import { useApplicationSettings } from './useApplicationSettings'

const IDS: SliderScale = { min: 10, max: 1_000_000, step: 10, kind: 'logarithmic' }
const WINDOW_SECONDS: SliderScale = { min: 1, max: 86_400, step: 1, kind: 'logarithmic' }
const LOOK_UP_MS: SliderScale = { min: 0, max: 5, step: 0.01, kind: 'linear' }
/** Ours: ten minutes of a modest stream, looked up in memory. */
const USUAL: Deduplication = { idsMax: 100_000, windowMs: 600_000, workUs: 10 }
const MS_PER_SECOND = 1_000
const US_PER_MS = 1_000

export function DeduplicationForm({ settings }: { settings: ApplicationSettings }) {
  const change = useApplicationSettings(settings)
  const { deduplication } = settings
  const set = (next: Deduplication | null) => change({ deduplication: next })
  return (
    <>
      <SwitchSetting setting="deduplication" isOn={deduplication !== null} onChange={(isOn) => set(isOn ? USUAL : null)} />
      {deduplication === null ? null : (
        <>
          <NumberSetting setting="idsMax" value={deduplication.idsMax} usual={USUAL.idsMax} scale={IDS} onCommit={(idsMax) => set({ ...deduplication, idsMax })} />
          <NumberSetting
            setting="windowSeconds"
            value={deduplication.windowMs / MS_PER_SECOND}
            usual={USUAL.windowMs / MS_PER_SECOND}
            scale={WINDOW_SECONDS}
            unit="seconds"
            onCommit={(seconds) => set({ ...deduplication, windowMs: seconds * MS_PER_SECOND })}
          />
          <NumberSetting
            setting="lookUpMs"
            value={deduplication.workUs / US_PER_MS}
            usual={USUAL.workUs / US_PER_MS}
            scale={LOOK_UP_MS}
            unit="ms"
            onCommit={(ms) => set({ ...deduplication, workUs: Math.round(ms * US_PER_MS) })}
          />
        </>
      )}
    </>
  )
}
