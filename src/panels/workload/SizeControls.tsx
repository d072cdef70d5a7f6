/** How large made-up records are: all alike, spread around a median, or as in a file. */
import { useTranslation } from 'react-i18next'
import type { RecordSizes, SyntheticWorkload } from '../../engine/commands'
import { useFormats } from '../../strings/formats'
import type { SliderScale } from '../../widgets/sliderScale'
import { ControlSlider } from '../controls/ControlSlider'
import sheet from '../controls/Controls.module.css'
import { DEFAULT_SOURCE_ID, useSource } from '../controls/useSource'
import type { ChangeWorkload } from './change'
import { FileSelect, useNoFiles } from './FileSelect'
import { KindSelect } from './KindSelect'
import { SPREAD_DEFAULT_HUNDREDTHS, spreadOf, withSizes } from './sizeKinds'

const RECORD_SIZE: SliderScale = { min: 1, max: 1_048_576, step: 1, kind: 'logarithmic' }
const SPREAD: SliderScale = { min: 0, max: 2, step: 0.05, kind: 'linear' }
const KINDS: readonly (RecordSizes['kind'] | 'alike')[] = ['alike', 'logNormal', 'source']
const HUNDREDTHS = 100

export function SizeControls({ workload, change }: { workload: SyntheticWorkload; change: ChangeWorkload }) {
  const { t } = useTranslation('workload')
  const { bytes } = useFormats()
  const readSource = useSource()
  const refused = useNoFiles('source')
  const { sizes, recordBytes, ratePerSecond } = workload
  const setSizes = (next: RecordSizes | null) => change((now) => withSizes(now, next))
  const drawFrom = async (wanted: string) => {
    const facts = await readSource(wanted)
    if (facts !== null) setSizes({ kind: 'source', sourceId: facts.sourceId })
  }
  const choose = (kind: (typeof KINDS)[number]) => {
    if (kind === 'source') void drawFrom(workload.keys.kind === 'source' ? workload.keys.sourceId : DEFAULT_SOURCE_ID)
    else setSizes(kind === 'alike' ? null : { kind, sigmaHundredths: SPREAD_DEFAULT_HUNDREDTHS })
  }
  return (
    <>
      {sizes?.kind === 'source' ? null : (
        <ControlSlider
          label={sizes === undefined ? t('recordSize') : t('medianSize')}
          value={recordBytes}
          scale={RECORD_SIZE}
          unit={t('byteUnit')}
          say={bytes}
          explain={(value) => (sizes === undefined ? t('sizeMeaning', { perSecond: bytes(value * ratePerSecond) }) : null)}
          onCommit={(next) => change((now) => ({ ...now, recordBytes: next }))}
        />
      )}
      <KindSelect label={t('sizes')} value={sizes?.kind ?? 'alike'} kinds={KINDS} say={(kind) => t(`sizeKind.${kind}`)} refused={refused} onChoose={choose} />
      {sizes?.kind === 'logNormal' ? <SpreadSlider sizes={sizes} medianBytes={recordBytes} onChange={setSizes} /> : null}
      {sizes?.kind === 'source' ? (
        <>
          <FileSelect label={t('sizeFile')} sourceId={sizes.sourceId} onChoose={(sourceId) => void drawFrom(sourceId)} />
          <p className={sheet.hint}>{t('sizeFileMeaning')}</p>
        </>
      ) : null}
    </>
  )
}

interface SpreadProps {
  sizes: Extract<RecordSizes, { kind: 'logNormal' }>
  medianBytes: number
  onChange: (sizes: RecordSizes) => void
}

function SpreadSlider({ sizes, medianBytes, onChange }: SpreadProps) {
  const { t } = useTranslation('workload')
  const { bytes, decimal } = useFormats()
  const explain = (sigma: number) => {
    const { meanBytes, largeBytes } = spreadOf(medianBytes, sigma)
    return t('spreadMeaning', { mean: bytes(meanBytes), large: bytes(largeBytes) })
  }
  return (
    <ControlSlider
      label={t('sizeSpread')}
      value={sizes.sigmaHundredths / HUNDREDTHS}
      scale={SPREAD}
      say={(sigma) => t('spreadValue', { sigma: decimal(sigma) })}
      explain={explain}
      onCommit={(sigma) => onChange({ ...sizes, sigmaHundredths: Math.round(sigma * HUNDREDTHS) })}
    />
  )
}
