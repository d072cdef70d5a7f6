/** The Kinesis Agent's flow by the names of its configuration file. */
import { useTranslation } from 'react-i18next'
import { AGENT_DEFAULTS, AGENT_RANGES, type AgentSettings } from '../../../engine/producers/agent/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import styles from '../Producers.module.css'
import { AgentSteps } from './AgentSteps'
import { Choice } from './Choice'
import { NumberSetting } from './NumberSetting'
import type { NumberSettingProps } from './NumberSetting'
import { useSettingText } from './settingText'
import { SwitchSetting } from './SwitchSetting'
import { TextSetting } from './TextSetting'
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

type NumberName = { [Name in keyof AgentSettings]: AgentSettings[Name] extends number ? Name : never }[keyof AgentSettings]

export function AgentForm(props: SettingsFormProps<AgentSettings>) {
  const { t } = useTranslation('producers')
  const { settings } = props
  const change = useSettings(props)
  const partitionKey = useSettingText('agent.partitionKeyOption')
  const position = useSettingText('agent.initialPosition')
  const { dataProcessingOptions, multiLineStartPattern, partitionKeyOption, initialPosition, filePattern } = settings
  const number = (name: NumberName, scale: SliderScale, unit?: NumberSettingProps['unit']) => (
    <NumberSetting setting={`agent.${name}`} value={settings[name]} usual={AGENT_DEFAULTS[name]} scale={scale} {...(unit === undefined ? {} : { unit })} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      <AgentSteps steps={dataProcessingOptions} onChange={(steps) => change({ dataProcessingOptions: steps })} />
      <Choice
        label={partitionKey.name}
        help={partitionKey.help}
        names={['RANDOM', 'DETERMINISTIC'] as const}
        chosen={partitionKeyOption}
        say={(name) => name}
        onChoose={(next) => change({ partitionKeyOption: next })}
      />
      {number('maxBufferAgeMillis', AGE_MS, 'ms')}
      {number('maxBufferSizeRecords', RECORDS)}
      {number('maxBufferSizeBytes', BYTES, 'bytes')}
      <details className={styles.group}>
        <summary>{t('group.file')}</summary>
        <div className={styles.body}>
          <TextSetting setting="agent.filePattern" value={filePattern} onCommit={(next) => change({ filePattern: next })} />
          <Choice label={position.name} help={position.help} names={['END_OF_FILE', 'START_OF_FILE'] as const} chosen={initialPosition} say={(name) => name} onChoose={(next) => change({ initialPosition: next })} />
          <TextSetting setting="agent.multiLineStartPattern" value={multiLineStartPattern ?? ''} onCommit={(next) => change({ multiLineStartPattern: next === '' ? null : next })} />
          {number('skipHeaderLines', HEADER_LINES)}
          {number('minTimeBetweenFilePollsMillis', POLL_MS, 'ms')}
          <Rotation settings={settings} change={change} />
        </div>
      </details>
      <details className={styles.group}>
        <summary>{t('group.sending')}</summary>
        <div className={styles.body}>
          {number('publishQueueCapacity', QUEUE)}
          {number('maxSendingThreads', THREADS)}
          {number('socketTimeoutMillis', TIMEOUT_MS, 'ms')}
        </div>
      </details>
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
