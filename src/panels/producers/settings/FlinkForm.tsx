/** Settings of a Flink job and of its KinesisStreamsSink. */
import { useTranslation } from 'react-i18next'
import { FLINK_DEFAULTS, type FlinkSettings } from '../../../engine/producers/flink/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import type { SettingUnit } from '../../settings/NumberSetting'
import type { NumberName } from '../../settings/settingsBy'
import { ChoiceSetting, NumberSetting, SwitchSetting } from './keyedSettings'
import { useSettings } from './useSettings'
import type { SettingsFormProps } from './useSettings'

const WINDOW_MS: SliderScale = { min: 100, max: 600_000, step: 100, kind: 'logarithmic' }
const BATCH: SliderScale = { min: 1, max: 500, step: 1, kind: 'linear' }
const IN_FLIGHT: SliderScale = { min: 1, max: 200, step: 1, kind: 'logarithmic' }
const BUFFERED: SliderScale = { min: 1, max: 100_000, step: 1, kind: 'logarithmic' }
const IN_BUFFER_MS: SliderScale = { min: 1, max: 60_000, step: 1, kind: 'logarithmic' }
const TIMEOUT_MS: SliderScale = { min: 100, max: 360_000, step: 100, kind: 'logarithmic' }

export function FlinkForm(props: SettingsFormProps<FlinkSettings>) {
  const { t } = useTranslation('producers')
  const { settings } = props
  const change = useSettings(props)
  const number = (name: NumberName<FlinkSettings>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting setting={`flink.${name}`} value={settings[name]} usual={FLINK_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      {number('windowMs', WINDOW_MS, 'ms')}
      <ChoiceSetting setting="flink.partitionKey" names={['key', 'constant'] as const} chosen={settings.partitionKey} say={(name) => t(`choice.flinkKey.${name}`)} onChoose={(next) => change({ partitionKey: next })} />
      {number('maxTimeInBufferMs', IN_BUFFER_MS, 'ms')}
      {number('maxBatchSize', BATCH)}
      {number('maxInFlightRequests', IN_FLIGHT)}
      {number('maxBufferedRequests', BUFFERED)}
      {number('requestTimeoutMs', TIMEOUT_MS, 'ms')}
      <SwitchSetting setting="flink.failOnError" isOn={settings.failOnError} onChange={(failOnError) => change({ failOnError })} />
    </>
  )
}
