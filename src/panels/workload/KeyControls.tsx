/** Which partition keys made-up records have, and how evenly these are spread. */
import { useTranslation } from 'react-i18next'
import type { SourceFacts } from '../../bridge/protocol'
import type { SyntheticWorkload, WorkloadKeys } from '../../engine/commands'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import type { SliderScale } from '../../widgets/sliderScale'
import { ColumnSelect } from '../controls/ColumnSelect'
import { ControlSlider } from '../controls/ControlSlider'
import sheet from '../controls/Controls.module.css'
import { DEFAULT_SOURCE_ID, useSource } from '../controls/useSource'
import type { ChangeWorkload } from './change'
import { FileSelect, useNoFiles } from './FileSelect'
import { KindSelect } from './KindSelect'
import { keysOfKind, MADE_UP_KEY_KINDS, skewOf, withKeyCount, withSkew } from './madeUpKeys'
import type { MadeUpKeys } from './madeUpKeys'

const KEY_COUNT: SliderScale = { min: 1, max: 100_000, step: 1, kind: 'logarithmic' }
const ZIPF: SliderScale = { min: 0, max: 2.5, step: 0.01, kind: 'linear' }
const HOT: SliderScale = { min: 0, max: 100, step: 1, kind: 'linear' }
const KINDS: readonly WorkloadKeys['kind'][] = [...MADE_UP_KEY_KINDS, 'source']

export function KeyControls({ workload, change }: { workload: SyntheticWorkload; change: ChangeWorkload }) {
  const { t } = useTranslation('workload')
  const readSource = useSource()
  const refused = useNoFiles('source')
  const { keys, sizes } = workload
  const setKeys = (next: (now: WorkloadKeys) => WorkloadKeys) => change((now) => ({ ...now, keys: next(now.keys) }))
  const drawFrom = async (wanted: string) => {
    const facts = await readSource(wanted)
    if (facts !== null) setKeys(() => keysOfFile(facts))
  }
  const choose = (kind: WorkloadKeys['kind']) => {
    if (kind === 'source') void drawFrom(sizes?.kind === 'source' ? sizes.sourceId : DEFAULT_SOURCE_ID)
    else setKeys((now) => keysOfKind(kind, now))
  }
  return (
    <>
      <KindSelect label={t('keys')} value={keys.kind} kinds={KINDS} say={(kind) => t(`keyKind.${kind}`)} refused={refused} onChoose={choose} />
      {keys.kind === 'source' ? (
        <FileKeyControls keys={keys} onFile={(sourceId) => void drawFrom(sourceId)} onColumn={(keyColumn) => setKeys(() => ({ ...keys, keyColumn }))} />
      ) : (
        <MadeUpKeyControls keys={keys} setKeys={setKeys} />
      )}
    </>
  )
}

function keysOfFile({ sourceId, columns }: SourceFacts): WorkloadKeys {
  return { kind: 'source', sourceId, keyColumn: columns[0]?.name ?? '' }
}

interface FileKeyProps {
  keys: Extract<WorkloadKeys, { kind: 'source' }>
  onFile: (sourceId: string) => void
  onColumn: (keyColumn: string) => void
}

function FileKeyControls({ keys, onFile, onColumn }: FileKeyProps) {
  const { t } = useTranslation('workload')
  const facts = useWorld((world) => world.sources.find(({ sourceId }) => sourceId === keys.sourceId))
  return (
    <>
      <FileSelect label={t('keyFile')} sourceId={keys.sourceId} onChoose={onFile} />
      <ColumnSelect facts={facts} keyColumn={keys.keyColumn} onChoose={onColumn} />
      <p className={sheet.hint}>{t('keyFileMeaning')}</p>
    </>
  )
}

function MadeUpKeyControls({ keys, setKeys }: { keys: MadeUpKeys; setKeys: (next: (now: WorkloadKeys) => WorkloadKeys) => void }) {
  const { t } = useTranslation('workload')
  const { count } = useFormats()
  const skew = skewOf(keys)
  return (
    <>
      {skew === null ? null : <SkewSlider keys={keys} skew={skew} onCommit={(next) => setKeys(() => withSkew(keys, next))} />}
      {keys.kind === 'hotSet' ? (
        <ControlSlider
          label={t('hotKeys')}
          value={keys.hotKeys}
          scale={{ ...KEY_COUNT, max: Math.max(2, keys.keyCount) }}
          say={(value) => t('keyCountValue', { keys: count(value) })}
          onCommit={(hotKeys) => setKeys(() => ({ ...keys, hotKeys: Math.min(hotKeys, keys.keyCount) }))}
        />
      ) : null}
      <ControlSlider
        label={t('keyCount')}
        value={keys.keyCount}
        scale={KEY_COUNT}
        say={(value) => t('keyCountValue', { keys: count(value) })}
        onCommit={(keyCount) => setKeys((now) => (now.kind === 'source' ? now : withKeyCount(now, keyCount)))}
      />
    </>
  )
}

function SkewSlider({ keys, skew, onCommit }: { keys: MadeUpKeys; skew: number; onCommit: (skew: number) => void }) {
  const { t } = useTranslation('workload')
  const { count, decimal } = useFormats()
  const isZipf = keys.kind === 'zipf'
  const say = (value: number) => {
    if (isZipf) return t('zipfValue', { exponent: decimal(value) })
    return keys.kind === 'hot' ? t('hotValue', { percent: count(value) }) : t('hotSetValue', { percent: count(value) })
  }
  return <ControlSlider label={t('keySkew')} value={skew} scale={isZipf ? ZIPF : HOT} unit={isZipf ? undefined : t('percentUnit')} say={say} explain={say} onCommit={onCommit} />
}
