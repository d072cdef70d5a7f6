/** Settings of a Flink job and of its KinesisStreamsSink. */
import { useTranslation } from 'react-i18next'
import { FLINK_DEFAULTS, type FlinkSettings } from '../../../engine/producers/flink/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { Choice } from './Choice'
import { NumberSetting } from './NumberSetting'
import type { NumberSettingProps } from './NumberSetting'
import { useSettingText } from './settingText'
import { SwitchSetting } from './SwitchSetting'
import { useSettings } from './useSettings'
import type { SettingsFormProps } from './useSettings'

const WINDOW_MS: SliderScale = { min: 100, max: 600_000, step: 100, kind: 'logarithmic' }
const BATCH: SliderScale = { min: 1, max: 500, step: 1, kind: 'linear' }
const IN_FLIGHT: SliderScale = { min: 1, max: 200, step: 1, kind: 'logarithmic' }
const BUFFERED: SliderScale = { min: 1, max: 100_000, step: 1, kind: 'logarithmic' }
const IN_BUFFER_MS: SliderScale = { min: 1, max: 60_000, step: 1, kind: 'logarithmic' }
const TIMEOUT_MS: SliderScale = { min: 100, max: 360_000, step: 100, kind: 'logarithmic' }

type NumberName = { [Name in keyof FlinkSettings]: FlinkSettings[Name] extends number ? Name : never }[keyof FlinkSettings]

export function FlinkForm(props: SettingsFormProps<FlinkSettings>) {
  const { t } = useTranslation('producers')
  const { settings } = props
  const change = useSettings(props)
  const partitionKey = useSettingText('flink.partitionKey')
  const number = (name: NumberName, scale: SliderScale, unit?: NumberSettingProps['unit']) => (
    <NumberSetting setting={`flink.${name}`} value={settings[name]} usual={FLINK_DEFAULTS[name]} scale={scale} {...(unit === undefined ? {} : { unit })} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      {number('windowMs', WINDOW_MS, 'ms')}
      <Choice
        label={partitionKey.name}
        help={partitionKey.help}
        names={['key', 'constant'] as const}
        chosen={settings.partitionKey}
        say={(name) => t(`choice.flinkKey.${name}`)}
        onChoose={(next) => change({ partitionKey: next })}
      />
      {number('maxTimeInBufferMs', IN_BUFFER_MS, 'ms')}
      {number('maxBatchSize', BATCH)}
      {number('maxInFlightRequests', IN_FLIGHT)}
      {number('maxBufferedRequests', BUFFERED)}
      {number('requestTimeoutMs', TIMEOUT_MS, 'ms')}
      <SwitchSetting setting="flink.failOnError" isOn={settings.failOnError} onChange={(failOnError) => change({ failOnError })} />
    </>
  )
}
