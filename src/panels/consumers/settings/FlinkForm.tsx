/** Settings of a Flink application that counts records by key in windows. */
import { useTranslation } from 'react-i18next'
import { FLINK_READER_DEFAULTS, type FlinkReaderSettings } from '../../../engine/consumers/flink/settings'
import { useWorld } from '../../../store/hooks'
import type { SliderScale } from '../../../widgets/sliderScale'
import { Group } from '../../settings/Group'
import { ChoiceSetting, NumberSetting, SelectSetting } from './keyedSettings'
import { INTERVAL_MS, POSITIONS } from './scales'
import { useApplicationSettings } from './useApplicationSettings'
import { WorkSetting } from './WorkSetting'

const SUBTASKS: SliderScale = { min: 1, max: 64, step: 1, kind: 'logarithmic' }
const WINDOW_MS: SliderScale = { min: 100, max: 3_600_000, step: 100, kind: 'logarithmic' }
const PAUSE_MS: SliderScale = { min: 0, max: 600_000, step: 100, kind: 'logarithmic' }
const WINDOW_MS_USUAL = FLINK_READER_DEFAULTS.window.sizeMs

type Window = FlinkReaderSettings['window']

export function FlinkForm({ settings }: { settings: FlinkReaderSettings }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  const number = (name: 'outOfOrdernessMs' | 'idlenessMs' | 'minPauseBetweenCheckpointsMs' | 'shardDiscoveryIntervalMs' | 'flinkCheckpointIntervalMs', scale: SliderScale) => {
    const field = name === 'flinkCheckpointIntervalMs' ? 'checkpointIntervalMs' : name
    return <NumberSetting setting={name} value={settings[field]} usual={FLINK_READER_DEFAULTS[field]} scale={scale} unit="ms" onCommit={(value) => change({ [field]: value })} />
  }
  return (
    <>
      <WindowSettings window={settings.window} onChange={(window) => change({ window })} />
      {number('outOfOrdernessMs', PAUSE_MS)}
      {number('idlenessMs', PAUSE_MS)}
      <NumberSetting setting="parallelism" value={settings.parallelism} usual={FLINK_READER_DEFAULTS.parallelism} scale={SUBTASKS} onCommit={(parallelism) => change({ parallelism })} />
      <WorkSetting workUs={settings.workUs} usualUs={FLINK_READER_DEFAULTS.workUs} onChange={(workUs) => change({ workUs })} />
      {number('flinkCheckpointIntervalMs', INTERVAL_MS)}
      <ChoiceSetting setting="initialPosition" names={POSITIONS} chosen={settings.initialPosition} onChoose={(initialPosition) => change({ initialPosition })} />
      <SelectSetting setting="source" names={['KinesisStreamsSource', 'FlinkKinesisConsumer'] as const} chosen={settings.source} say={(source) => (source === 'FlinkKinesisConsumer' ? `${source} (${t('deprecated')})` : source)} onChoose={(source) => change({ source })} />
      <OutputSetting outputStreamName={settings.outputStreamName} onChange={(outputStreamName) => change({ outputStreamName })} />
      <Group title={t('group.checkpoints')}>
        {number('minPauseBetweenCheckpointsMs', PAUSE_MS)}
        {number('shardDiscoveryIntervalMs', INTERVAL_MS)}
      </Group>
    </>
  )
}

function WindowSettings({ window, onChange }: { window: Window; onChange: (window: Window) => void }) {
  const { t } = useTranslation('consumers')
  return (
    <>
      <ChoiceSetting
        setting="window"
        names={['tumbling', 'sliding'] as const}
        chosen={window.kind}
        say={(name) => t(`choice.window.${name}`)}
        onChoose={(kind) => onChange(kind === 'tumbling' ? { kind, sizeMs: window.sizeMs } : { kind, sizeMs: window.sizeMs, slideMs: Math.max(1, Math.floor(window.sizeMs / 2)) })}
      />
      <NumberSetting setting="windowSizeMs" value={window.sizeMs} usual={WINDOW_MS_USUAL} scale={WINDOW_MS} unit="ms" onCommit={(sizeMs) => onChange({ ...window, sizeMs })} />
      {window.kind === 'tumbling' ? null : (
        <NumberSetting setting="windowSlideMs" value={window.slideMs} usual={window.sizeMs} scale={WINDOW_MS} unit="ms" onCommit={(slideMs) => onChange({ ...window, slideMs })} />
      )}
    </>
  )
}

const NOWHERE = ''

/** A stream of this world; one that is gone stays named until another is chosen. */
function OutputSetting({ outputStreamName, onChange }: { outputStreamName: string | null; onChange: (outputStreamName: string | null) => void }) {
  const { t } = useTranslation('consumers')
  const known = useWorld((world) => world.summary?.streams.map(({ streamName }) => streamName).join('\n') ?? NOWHERE)
  const names = [...new Set([NOWHERE, ...known.split('\n'), outputStreamName ?? NOWHERE])]
  return (
    <SelectSetting
      setting="outputStreamName"
      names={names}
      chosen={outputStreamName ?? NOWHERE}
      say={(name) => (name === NOWHERE ? t('choice.nowhere') : name)}
      onChoose={(name) => onChange(name === NOWHERE ? null : name)}
    />
  )
}
