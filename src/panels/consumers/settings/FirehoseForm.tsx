/** Settings of a Firehose stream that delivers to S3, and what goes wrong on the way there. */
import { useTranslation } from 'react-i18next'
import { FIREHOSE_DEFAULTS, type FirehoseSettings, type FirehoseTransform } from '../../../engine/consumers/firehose/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { Group } from '../../settings/Group'
import type { SettingUnit } from '../../settings/NumberSetting'
import { ChoiceSetting, NumberSetting, SwitchSetting, TextSetting, type NumberKey } from './keyedSettings'
import { PERCENT } from './scales'
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
  const number = (name: NumberKey<FirehoseSettings>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting isJudged={unit !== 'percent'} setting={name} value={settings[name]} usual={FIREHOSE_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      {number('bufferSizeInMBs', BUFFER_MB, 'mebibytes')}
      {number('bufferIntervalInSeconds', BUFFER_SECONDS, 'seconds')}
      <TextSetting setting="prefix" value={settings.prefix} onCommit={(prefix) => change({ prefix })} />
      <ChoiceSetting setting="compression" names={['UNCOMPRESSED', 'GZIP'] as const} chosen={settings.compression} onChoose={(compression) => change({ compression })} />
      <SwitchSetting setting="appendDelimiter" isOn={settings.appendDelimiter} onChange={(appendDelimiter) => change({ appendDelimiter })} />
      <SwitchSetting setting="transform" isOn={transform !== null} onChange={(isOn) => change({ transform: isOn ? TRANSFORM_USUAL : null })} />
      {transform === null ? null : <TransformSettings transform={transform} onChange={(next) => change({ transform: next })} />}
      <Group title={t('group.s3')}>
        {number('s3FailsPercent', PERCENT, 'percent')}
        {number('s3LosesAnswersPercent', PERCENT, 'percent')}
      </Group>
    </>
  )
}

function TransformSettings({ transform, onChange }: { transform: FirehoseTransform; onChange: (transform: FirehoseTransform) => void }) {
  const number = (name: NumberKey<FirehoseTransform>, scale: SliderScale, unit: SettingUnit) => (
    <NumberSetting setting={name} value={transform[name]} usual={TRANSFORM_USUAL[name]} scale={scale} unit={unit} onCommit={(value) => onChange({ ...transform, [name]: value })} />
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
      {number('invokeMs', INVOKE_MS, 'ms')}
      {number('droppedPercent', PERCENT, 'percent')}
      {number('failedPercent', PERCENT, 'percent')}
      {number('invocationFailsPercent', PERCENT, 'percent')}
    </>
  )
}
