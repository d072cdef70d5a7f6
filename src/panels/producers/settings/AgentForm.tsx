/** The Kinesis Agent's flow by the names of its configuration file. */
import { useTranslation } from 'react-i18next'
import { AGENT_DEFAULTS, AGENT_RANGES, type AgentSettings } from '../../../engine/producers/agent/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { Group } from '../../settings/Group'
import type { SettingUnit } from '../../settings/NumberSetting'
import type { NumberName } from '../../settings/settingsBy'
import { AgentSteps } from './AgentSteps'
import { ChoiceSetting, NumberSetting, SwitchSetting, TextSetting } from './keyedSettings'
import { useSettings } from './useSettings'
import type { SettingsFormProps } from './useSettings'

const AGE_MS: SliderScale = { ...AGENT_RANGES.maxBufferAgeMillis, step: 100, kind: 'logarithmic' }
const RECORDS: SliderScale = { ...AGENT_RANGES.maxBufferSizeRecords, step: 1, kind: 'linear' }
const BYTES: SliderScale = { ...AGENT_RANGES.maxBufferSizeBytes, step: 1, kind: 'logarithmic' }
const POLL_MS: SliderScale = { min: 10, max: 60_000, step: 1, kind: 'logarithmic' }
const QUEUE: SliderScale = { min: 1, max: 1_000, step: 1, kind: 'logarithmic' }
const THREADS: SliderScale = { min: 1, max: 100, step: 1, kind: 'logarithmic' }
const TIMEOUT_MS: SliderScale = { min: 100, max: 120_000, step: 100, kind: 'logarithmic' }
const HEADER_LINES: SliderScale = { min: 0, max: 20, step: 1, kind: 'linear' }
const LOG_BYTES: SliderScale = { min: 10_000, max: 1_000_000_000, step: 1_000, kind: 'logarithmic' }
const KEPT_LOGS: SliderScale = { min: 1, max: 20, step: 1, kind: 'linear' }
const LOGROTATE_USUAL = { size: 1_000_000, rotate: 4 }

export function AgentForm(props: SettingsFormProps<AgentSettings>) {
  const { t } = useTranslation('producers')
  const { settings } = props
  const change = useSettings(props)
  const { dataProcessingOptions, multiLineStartPattern, partitionKeyOption, initialPosition, filePattern } = settings
  const number = (name: NumberName<AgentSettings>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting setting={`agent.${name}`} value={settings[name]} usual={AGENT_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      <AgentSteps steps={dataProcessingOptions} onChange={(steps) => change({ dataProcessingOptions: steps })} />
      <ChoiceSetting setting="agent.partitionKeyOption" names={['RANDOM', 'DETERMINISTIC'] as const} chosen={partitionKeyOption} onChoose={(next) => change({ partitionKeyOption: next })} />
      {number('maxBufferAgeMillis', AGE_MS, 'ms')}
      {number('maxBufferSizeRecords', RECORDS)}
      {number('maxBufferSizeBytes', BYTES, 'bytes')}
      <Group title={t('group.file')}>
        <TextSetting setting="agent.filePattern" value={filePattern} onCommit={(next) => change({ filePattern: next })} />
        <ChoiceSetting setting="agent.initialPosition" names={['END_OF_FILE', 'START_OF_FILE'] as const} chosen={initialPosition} onChoose={(next) => change({ initialPosition: next })} />
        <TextSetting setting="agent.multiLineStartPattern" value={multiLineStartPattern ?? ''} onCommit={(next) => change({ multiLineStartPattern: next === '' ? null : next })} />
        {number('skipHeaderLines', HEADER_LINES)}
        {number('minTimeBetweenFilePollsMillis', POLL_MS, 'ms')}
        <Rotation settings={settings} change={change} />
      </Group>
      <Group title={t('group.sending')}>
        {number('publishQueueCapacity', QUEUE)}
        {number('maxSendingThreads', THREADS)}
        {number('socketTimeoutMillis', TIMEOUT_MS, 'ms')}
      </Group>
    </>
  )
}

function Rotation({ settings: { logrotate }, change }: { settings: AgentSettings; change: (part: Partial<AgentSettings>) => void }) {
  return (
    <>
      <SwitchSetting setting="agent.logrotate" isOn={logrotate !== null} onChange={(isOn) => change({ logrotate: isOn ? LOGROTATE_USUAL : null })} />
      {logrotate === null ? null : (
        <>
          <NumberSetting setting="agent.size" value={logrotate.size} usual={LOGROTATE_USUAL.size} scale={LOG_BYTES} unit="bytes" onCommit={(size) => change({ logrotate: { ...logrotate, size } })} />
          <NumberSetting setting="agent.rotate" value={logrotate.rotate} usual={LOGROTATE_USUAL.rotate} scale={KEPT_LOGS} onCommit={(rotate) => change({ logrotate: { ...logrotate, rotate } })} />
        </>
      )}
    </>
  )
}
