/** The pipeline of the Kinesis Connector Library: filter, buffer, emitter. */
import { CONNECTOR_DEFAULTS, type ConnectorSettings } from '../../../engine/consumers/kcl/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import type { SettingUnit } from '../../settings/NumberSetting'
import { NumberSetting, type NumberKey } from './keyedSettings'
import { PERCENT } from './scales'

const RECORDS: SliderScale = { min: 1, max: 100_000, step: 1, kind: 'logarithmic' }
const BYTES: SliderScale = { min: 1_024, max: 67_108_864, step: 1_024, kind: 'logarithmic' }
const BUFFER_MS: SliderScale = { min: 0, max: 3_600_000, step: 1_000, kind: 'logarithmic' }

export function ConnectorForm({ connector, onChange }: { connector: ConnectorSettings; onChange: (connector: ConnectorSettings) => void }) {
  const number = (name: NumberKey<ConnectorSettings>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting setting={name} value={connector[name]} usual={CONNECTOR_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => onChange({ ...connector, [name]: value })} />
  )
  return (
    <>
      {number('keptPercent', PERCENT, 'percent')}
      {number('bufferRecordsMax', RECORDS)}
      {number('bufferBytesMax', BYTES, 'bytes')}
      {number('bufferMsMax', BUFFER_MS, 'ms')}
      {number('emitFailsPercent', PERCENT, 'percent')}
    </>
  )
}
