/** Settings of a Firehose stream that delivers to S3, and what goes wrong on the way there. */
import { useTranslation } from 'react-i18next'
import { FIREHOSE_DEFAULTS, type FirehoseSettings, type FirehoseTransform } from '../../../engine/consumers/firehose/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { ChoiceSetting } from './ChoiceSetting'
import { Group } from './Group'
import { NumberSetting } from './NumberSetting'
import { PERCENT } from './scales'
import { SwitchSetting } from './SwitchSetting'
import { TextSetting } from './TextSetting'
import { useApplicationSettings } from './useApplicationSettings'

const BUFFER_MB: SliderScale = { min: 1, max: 128, step: 1, kind: 'logarithmic' }
const BUFFER_SECONDS: SliderScale = { min: 0, max: 900, step: 1, kind: 'logarithmic' }
const TRANSFORM_MB: SliderScale = { min: 0.2, max: 3, step: 0.1, kind: 'linear' }
const INVOKE_MS: SliderScale = { min: 0, max: 60_000, step: 1, kind: 'logarithmic' }
/** Its buffer's default is 1 MB (facts H); the rest is ours. */
const TRANSFORM_USUAL: FirehoseTransform = { bufferSizeInMBs: 1, invokeMs: 100, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 }

export function FirehoseForm({ settings }: { settings: FirehoseSettings }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  const { transform } = settings
  return (
    <>
      <NumberSetting isJudged setting="bufferSizeInMBs" value={settings.bufferSizeInMBs} usual={FIREHOSE_DEFAULTS.bufferSizeInMBs} scale={BUFFER_MB} unit="mebibytes" onCommit={(bufferSizeInMBs) => change({ bufferSizeInMBs })} />
      <NumberSetting
        isJudged
        setting="bufferIntervalInSeconds"
        value={settings.bufferIntervalInSeconds}
        usual={FIREHOSE_DEFAULTS.bufferIntervalInSeconds}
        scale={BUFFER_SECONDS}
        unit="seconds"
        onCommit={(bufferIntervalInSeconds) => change({ bufferIntervalInSeconds })}
      />
      <TextSetting setting="prefix" value={settings.prefix} onCommit={(prefix) => change({ prefix })} />
      <ChoiceSetting setting="compression" names={['UNCOMPRESSED', 'GZIP'] as const} chosen={settings.compression} onChoose={(compression) => change({ compression })} />
      <SwitchSetting setting="appendDelimiter" isOn={settings.appendDelimiter} onChange={(appendDelimiter) => change({ appendDelimiter })} />
      <SwitchSetting setting="transform" isOn={transform !== null} onChange={(isOn) => change({ transform: isOn ? TRANSFORM_USUAL : null })} />
      {transform === null ? null : <TransformSettings transform={transform} onChange={(next) => change({ transform: next })} />}
      <Group title={t('group.s3')}>
        <NumberSetting setting="s3FailsPercent" value={settings.s3FailsPercent} usual={FIREHOSE_DEFAULTS.s3FailsPercent} scale={PERCENT} unit="percent" onCommit={(s3FailsPercent) => change({ s3FailsPercent })} />
        <NumberSetting
          setting="s3LosesAnswersPercent"
          value={settings.s3LosesAnswersPercent}
          usual={FIREHOSE_DEFAULTS.s3LosesAnswersPercent}
          scale={PERCENT}
          unit="percent"
          onCommit={(s3LosesAnswersPercent) => change({ s3LosesAnswersPercent })}
        />
      </Group>
    </>
  )
}

function TransformSettings({ transform, onChange }: { transform: FirehoseTransform; onChange: (transform: FirehoseTransform) => void }) {
  const share = (name: 'droppedPercent' | 'failedPercent' | 'invocationFailsPercent') => (
    <NumberSetting setting={name} value={transform[name]} usual={TRANSFORM_USUAL[name]} scale={PERCENT} unit="percent" onCommit={(value) => onChange({ ...transform, [name]: value })} />
  )
  return (
    <>
      <NumberSetting
        isJudged
        setting="transformBufferSizeInMBs"
        value={transform.bufferSizeInMBs}
        usual={TRANSFORM_USUAL.bufferSizeInMBs}
        scale={TRANSFORM_MB}
        unit="mebibytes"
        onCommit={(bufferSizeInMBs) => onChange({ ...transform, bufferSizeInMBs })}
      />
      <NumberSetting setting="invokeMs" value={transform.invokeMs} usual={TRANSFORM_USUAL.invokeMs} scale={INVOKE_MS} unit="ms" onCommit={(invokeMs) => onChange({ ...transform, invokeMs })} />
      {share('droppedPercent')}
      {share('failedPercent')}
      {share('invocationFailsPercent')}
    </>
  )
}
