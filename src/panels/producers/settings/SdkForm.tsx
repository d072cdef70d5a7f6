/** Settings of an application that puts with the plain SDK. */
import { useTranslation } from 'react-i18next'
import { SDK_DEFAULTS, type SdkSettings } from '../../../engine/producers/sdk/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { CompressionSetting } from './CompressionSetting'
import { ChoiceSetting, NumberSetting, SwitchSetting } from './keyedSettings'
import { useSettings } from './useSettings'
import type { SettingsFormProps } from './useSettings'

const ATTEMPTS: SliderScale = { min: 1, max: 100, step: 1, kind: 'logarithmic' }
const TIMEOUT_MS: SliderScale = { min: 100, max: 60_000, step: 1, kind: 'logarithmic' }

export function SdkForm(props: SettingsFormProps<SdkSettings>) {
  const { t } = useTranslation('producers')
  const { settings } = props
  const change = useSettings(props)
  return (
    <>
      <ChoiceSetting setting="sdk.operation" names={['PutRecord', 'PutRecords'] as const} chosen={settings.operation} onChoose={(next) => change({ operation: next })} />
      <ChoiceSetting
        setting="sdk.failedEntries"
        means={t(`choice.failedEntries.${settings.failedEntries}.means`)}
        names={['backoff', 'immediately', 'giveUp'] as const}
        chosen={settings.failedEntries}
        say={(name) => t(`choice.failedEntries.${name}.name`)}
        onChoose={(next) => change({ failedEntries: next })}
      />
      <NumberSetting setting="sdk.attemptsMax" value={settings.attemptsMax} usual={SDK_DEFAULTS.attemptsMax} scale={ATTEMPTS} onCommit={(attemptsMax) => change({ attemptsMax })} />
      <ChoiceSetting
        setting="sdk.retryMode"
        means={t(`choice.retryMode.${settings.retryMode}.means`)}
        names={['none', 'legacy', 'standard', 'standard2026'] as const}
        chosen={settings.retryMode}
        say={(name) => t(`choice.retryMode.${name}.name`)}
        onChoose={(next) => change({ retryMode: next })}
      />
      <NumberSetting
        setting="sdk.requestTimeoutMs"
        value={settings.requestTimeoutMs}
        usual={SDK_DEFAULTS.requestTimeoutMs}
        scale={TIMEOUT_MS}
        unit="ms"
        onCommit={(requestTimeoutMs) => change({ requestTimeoutMs })}
      />
      <SwitchSetting
        setting="sdk.sequenceNumberForOrdering"
        isOn={settings.sequenceNumberForOrdering}
        onChange={(sequenceNumberForOrdering) => change({ sequenceNumberForOrdering })}
      />
      <CompressionSetting compression={settings.compression} onChange={(compression) => change({ compression })} />
    </>
  )
}
