/** Settings of an application that reads with the plain SDK. */
import { useTranslation } from 'react-i18next'
import { SDK_READER_DEFAULTS, type SdkReaderSettings } from '../../../engine/consumers/sdk/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { ChoiceSetting } from './ChoiceSetting'
import { NumberSetting } from './NumberSetting'
import { INTERVAL_MS, POSITIONS, RECORDS_A_CALL } from './scales'
import { SwitchSetting } from './SwitchSetting'
import { useApplicationSettings } from './useApplicationSettings'
import { WorkSetting } from './WorkSetting'

const POLL_MS: SliderScale = { min: 0, max: 60_000, step: 10, kind: 'logarithmic' }
const SAVED_MS_USUAL = 10_000

export function SdkForm({ settings }: { settings: SdkReaderSettings }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  const { checkpointIntervalMs } = settings
  return (
    <>
      <NumberSetting setting="pollIntervalMs" value={settings.pollIntervalMs} usual={SDK_READER_DEFAULTS.pollIntervalMs} scale={POLL_MS} unit="ms" onCommit={(pollIntervalMs) => change({ pollIntervalMs })} />
      <NumberSetting setting="maxRecords" value={settings.maxRecords} usual={SDK_READER_DEFAULTS.maxRecords} scale={RECORDS_A_CALL} onCommit={(maxRecords) => change({ maxRecords })} />
      <WorkSetting workUs={settings.workUs} usualUs={SDK_READER_DEFAULTS.workUs} onChange={(workUs) => change({ workUs })} />
      <ChoiceSetting
        setting="shardOrder"
        names={['parentsFirst', 'atOnce'] as const}
        chosen={settings.shardOrder}
        say={(name) => t(`choice.shardOrder.${name}`)}
        onChoose={(shardOrder) => change({ shardOrder })}
      />
      <ChoiceSetting setting="initialPosition" names={POSITIONS} chosen={settings.initialPosition} onChoose={(initialPosition) => change({ initialPosition })} />
      <SwitchSetting setting="savesPositions" isOn={checkpointIntervalMs !== null} onChange={(isOn) => change({ checkpointIntervalMs: isOn ? SAVED_MS_USUAL : null })} />
      {checkpointIntervalMs === null ? null : (
        <NumberSetting setting="savedEveryMs" value={checkpointIntervalMs} usual={SAVED_MS_USUAL} scale={INTERVAL_MS} unit="ms" onCommit={(next) => change({ checkpointIntervalMs: next })} />
      )}
      <NumberSetting
        setting="discoveryIntervalMs"
        value={settings.discoveryIntervalMs}
        usual={SDK_READER_DEFAULTS.discoveryIntervalMs}
        scale={INTERVAL_MS}
        unit="ms"
        onCommit={(discoveryIntervalMs) => change({ discoveryIntervalMs })}
      />
      <SwitchSetting setting="deaggregation" isOn={settings.deaggregation} onChange={(deaggregation) => change({ deaggregation })} />
    </>
  )
}
