/** A subscription filter as CloudWatch Logs has it. */
import { CLOUD_WATCH_LOGS_DEFAULTS, type CloudWatchLogsSettings } from '../../../engine/producers/cloudWatchLogs/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { ChoiceSetting, NumberSetting, TextSetting } from './keyedSettings'
import { useSettings } from './useSettings'
import type { SettingsFormProps } from './useSettings'

const FLUSH_SECONDS: SliderScale = { min: 1, max: 300, step: 1, kind: 'logarithmic' }

export function CloudWatchLogsForm(props: SettingsFormProps<CloudWatchLogsSettings>) {
  const { settings } = props
  const change = useSettings(props)
  return (
    <>
      <TextSetting setting="cloudWatchLogs.filterPattern" value={settings.filterPattern} placeholder={'ERROR -"health check"'} onCommit={(filterPattern) => change({ filterPattern })} />
      <ChoiceSetting setting="cloudWatchLogs.distribution" names={['ByLogStream', 'Random'] as const} chosen={settings.distribution} onChoose={(next) => change({ distribution: next })} />
      <NumberSetting
        setting="cloudWatchLogs.forceFlushIntervalSeconds"
        value={settings.forceFlushIntervalSeconds}
        usual={CLOUD_WATCH_LOGS_DEFAULTS.forceFlushIntervalSeconds}
        scale={FLUSH_SECONDS}
        unit="seconds"
        onCommit={(forceFlushIntervalSeconds) => change({ forceFlushIntervalSeconds })}
      />
      <TextSetting setting="cloudWatchLogs.logGroup" value={settings.logGroup} onCommit={(logGroup) => change({ logGroup })} />
      <TextSetting setting="cloudWatchLogs.filterName" value={settings.filterName} onCommit={(filterName) => change({ filterName })} />
    </>
  )
}
