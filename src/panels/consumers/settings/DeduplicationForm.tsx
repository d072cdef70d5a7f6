/** Whether an application recognises records that it has met before, how many it remembers, how long, and what a look-up costs. */
import { MS_PER_SECOND, US_PER_MS } from '../../../base/units'
import type { Deduplication } from '../../../engine/consumers/commonSettings'
import type { ApplicationSettings } from '../../../engine/consumers/settings'
import { DEDUPLICATION_USUAL as USUAL, IDS, LOOK_UP_MS, WINDOW_SECONDS } from '../../settings/deduplicationScales'
import { NumberSetting, SwitchSetting } from './keyedSettings'
import { useApplicationSettings } from './useApplicationSettings'

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
