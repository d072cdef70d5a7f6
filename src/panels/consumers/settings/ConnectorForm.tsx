/** The pipeline of the Kinesis Connector Library: filter, buffer, emitter. */
import type { SliderScale } from '../../../widgets/sliderScale'
import { CONNECTOR_DEFAULTS, type ConnectorSettings } from '../../../engine/consumers/kcl/settings'
import { NumberSetting } from './NumberSetting'
import { PERCENT } from './scales'

const RECORDS: SliderScale = { min: 1, max: 100_000, step: 1, kind: 'logarithmic' }
const BYTES: SliderScale = { min: 1_024, max: 67_108_864, step: 1_024, kind: 'logarithmic' }
const BUFFER_MS: SliderScale = { min: 0, max: 3_600_000, step: 1_000, kind: 'logarithmic' }

export function ConnectorForm({ connector, onChange }: { connector: ConnectorSettings; onChange: (connector: ConnectorSettings) => void }) {
  const set = (part: Partial<ConnectorSettings>) => onChange({ ...connector, ...part })
  return (
    <>
      <NumberSetting setting="keptPercent" value={connector.keptPercent} usual={CONNECTOR_DEFAULTS.keptPercent} scale={PERCENT} unit="percent" onCommit={(keptPercent) => set({ keptPercent })} />
      <NumberSetting setting="bufferRecordsMax" value={connector.bufferRecordsMax} usual={CONNECTOR_DEFAULTS.bufferRecordsMax} scale={RECORDS} onCommit={(bufferRecordsMax) => set({ bufferRecordsMax })} />
      <NumberSetting setting="bufferBytesMax" value={connector.bufferBytesMax} usual={CONNECTOR_DEFAULTS.bufferBytesMax} scale={BYTES} unit="bytes" onCommit={(bufferBytesMax) => set({ bufferBytesMax })} />
      <NumberSetting setting="bufferMsMax" value={connector.bufferMsMax} usual={CONNECTOR_DEFAULTS.bufferMsMax} scale={BUFFER_MS} unit="ms" onCommit={(bufferMsMax) => set({ bufferMsMax })} />
      <NumberSetting setting="emitFailsPercent" value={connector.emitFailsPercent} usual={CONNECTOR_DEFAULTS.emitFailsPercent} scale={PERCENT} unit="percent" onCommit={(emitFailsPercent) => set({ emitFailsPercent })} />
    </>
  )
}
