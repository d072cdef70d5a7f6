/** Compression, which is the application's own doing: on or off, and how many rows one record carries. */
import type { Compression } from '../../../engine/producers/compression'
import type { SliderScale } from '../../../widgets/sliderScale'
import { NumberSetting, SwitchSetting } from './keyedSettings'

const ROWS: SliderScale = { min: 1, max: 10_000, step: 1, kind: 'logarithmic' }
const ROWS_USUAL = 100

export function CompressionSetting({ compression, onChange }: { compression: Compression | null; onChange: (compression: Compression | null) => void }) {
  return (
    <>
      <SwitchSetting setting="common.compression" isOn={compression !== null} onChange={(isOn) => onChange(isOn ? { algorithm: 'gzip', rowsPerRecord: ROWS_USUAL } : null)} />
      {compression === null ? null : (
        <NumberSetting
          setting="common.rowsPerRecord"
          value={compression.rowsPerRecord}
          usual={ROWS_USUAL}
          scale={ROWS}
          onCommit={(rowsPerRecord) => onChange({ ...compression, rowsPerRecord })}
        />
      )}
    </>
  )
}
