/** The KPL's configuration by its own names, what one tries first above; then how the application calls it. */
import { useTranslation } from 'react-i18next'
import { KPL_DEFAULTS, type KplSettings } from '../../../engine/producers/kpl/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { Group } from '../../settings/Group'
import type { SettingUnit } from '../../settings/NumberSetting'
import type { NumberName } from '../../settings/settingsBy'
import sheet from '../../sheet/Sheet.module.css'
import { CompressionSetting } from './CompressionSetting'
import { ChoiceSetting, NumberSetting, SwitchSetting } from './keyedSettings'
import { useSettings } from './useSettings'
import type { SettingsFormProps } from './useSettings'

const BUFFERED_MS: SliderScale = { min: 0, max: 10_000, step: 1, kind: 'logarithmic' }
/** Up to half an hour, which some notes give as the default. */
const TTL_MS: SliderScale = { min: 100, max: 1_800_000, step: 100, kind: 'logarithmic' }
const ANY_COUNT: SliderScale = { min: 1, max: 4_294_967_295, step: 1, kind: 'logarithmic' }
const AGGREGATE_BYTES: SliderScale = { min: 64, max: 1_048_576, step: 1, kind: 'logarithmic' }
const COLLECTED: SliderScale = { min: 1, max: 500, step: 1, kind: 'linear' }
const COLLECTED_BYTES: SliderScale = { min: 52_224, max: 10_485_760, step: 1, kind: 'logarithmic' }
const RATE_PERCENT: SliderScale = { min: 1, max: 1_000, step: 1, kind: 'logarithmic' }
const CONNECTIONS: SliderScale = { min: 1, max: 256, step: 1, kind: 'logarithmic' }
const TIMEOUT_MS: SliderScale = { min: 100, max: 600_000, step: 1, kind: 'logarithmic' }
const THREADS: SliderScale = { min: 1, max: 1_000, step: 1, kind: 'logarithmic' }
const OUTSTANDING: SliderScale = { min: 1, max: 1_000_000, step: 1, kind: 'logarithmic' }
const OUTSTANDING_USUAL = 10_000

export function KplForm(props: SettingsFormProps<KplSettings>) {
  const { t } = useTranslation('producers')
  const { settings } = props
  const change = useSettings(props)
  const number = (name: NumberName<KplSettings>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting setting={`kpl.${name}`} value={settings[name]} usual={KPL_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      {number('recordMaxBufferedTimeMs', BUFFERED_MS, 'ms')}
      {number('recordTtlMs', TTL_MS, 'ms')}
      <p className={sheet.remark}>{t('kplTtlNote')}</p>
      <SwitchSetting setting="kpl.aggregationEnabled" isOn={settings.aggregationEnabled} onChange={(aggregationEnabled) => change({ aggregationEnabled })} />
      {number('rateLimitPercent', RATE_PERCENT, 'percent')}
      <SwitchSetting setting="kpl.failIfThrottled" isOn={settings.failIfThrottled} onChange={(failIfThrottled) => change({ failIfThrottled })} />
      <Group title={t('group.limits')}>
        {number('aggregationMaxCount', ANY_COUNT)}
        {number('aggregationMaxSizeBytes', AGGREGATE_BYTES, 'bytes')}
        {number('collectionMaxCount', COLLECTED)}
        {number('collectionMaxSizeBytes', COLLECTED_BYTES, 'bytes')}
        {number('maxConnections', CONNECTIONS)}
        {number('requestTimeoutMs', TIMEOUT_MS, 'ms')}
      </Group>
      <Group title={t('group.application')}>
        <ApplicationSettings settings={settings} change={change} />
      </Group>
      <Group title={t('group.metrics')}>
        <MetricSettings settings={settings} change={change} />
      </Group>
    </>
  )
}

interface PartProps {
  settings: KplSettings
  change: (part: Partial<KplSettings>) => void
}

function ApplicationSettings({ settings, change }: PartProps) {
  const { t } = useTranslation('producers')
  const { callingThreads, outstandingRecordsMax, compression } = settings
  return (
    <>
      <ChoiceSetting
        setting="kpl.calls"
        means={t(`choice.calls.${settings.calls}.means`)}
        names={['async', 'sync'] as const}
        chosen={settings.calls}
        say={(name) => t(`choice.calls.${name}.name`)}
        onChoose={(next) => change({ calls: next })}
      />
      {settings.calls === 'async' ? null : (
        <NumberSetting setting="kpl.callingThreads" value={callingThreads} usual={KPL_DEFAULTS.callingThreads} scale={THREADS} onCommit={(next) => change({ callingThreads: next })} />
      )}
      <SwitchSetting setting="kpl.backPressure" isOn={outstandingRecordsMax !== null} onChange={(isOn) => change({ outstandingRecordsMax: isOn ? OUTSTANDING_USUAL : null })} />
      {outstandingRecordsMax === null ? null : (
        <NumberSetting setting="kpl.outstandingRecordsMax" value={outstandingRecordsMax} usual={OUTSTANDING_USUAL} scale={OUTSTANDING} onCommit={(next) => change({ outstandingRecordsMax: next })} />
      )}
      <CompressionSetting compression={compression} onChange={(next) => change({ compression: next })} />
    </>
  )
}

function MetricSettings({ settings, change }: PartProps) {
  return (
    <>
      <ChoiceSetting setting="kpl.metricsLevel" names={['none', 'summary', 'detailed'] as const} chosen={settings.metricsLevel} onChoose={(metricsLevel) => change({ metricsLevel })} />
      <ChoiceSetting setting="kpl.metricsGranularity" names={['stream', 'shard'] as const} chosen={settings.metricsGranularity} onChoose={(metricsGranularity) => change({ metricsGranularity })} />
    </>
  )
}
