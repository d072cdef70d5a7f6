/** Settings of an application that reads with the plain SDK. */
import { useTranslation } from 'react-i18next'
import { SDK_READER_DEFAULTS, type SdkReaderSettings } from '../../../engine/consumers/sdk/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import type { SettingUnit } from '../../settings/NumberSetting'
import { ChoiceSetting, NumberSetting, SwitchSetting, type NumberKey } from './keyedSettings'
import { INTERVAL_MS, POSITIONS, RECORDS_A_CALL } from './scales'
import { useApplicationSettings } from './useApplicationSettings'
import { WorkSetting } from './WorkSetting'

const POLL_MS: SliderScale = { min: 0, max: 60_000, step: 10, kind: 'logarithmic' }
const SAVED_MS_USUAL = 10_000

export function SdkForm({ settings }: { settings: SdkReaderSettings }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  const { checkpointIntervalMs } = settings
  const number = (name: NumberKey<SdkReaderSettings>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting setting={name} value={settings[name]} usual={SDK_READER_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      {number('pollIntervalMs', POLL_MS, 'ms')}
      {number('maxRecords', RECORDS_A_CALL)}
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
      {number('discoveryIntervalMs', INTERVAL_MS, 'ms')}
      <SwitchSetting setting="deaggregation" isOn={settings.deaggregation} onChange={(deaggregation) => change({ deaggregation })} />
    </>
  )
}
