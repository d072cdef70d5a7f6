/** Made-up traffic: how much, how large, and how evenly its partition keys are spread. */
import { useTranslation } from 'react-i18next'
import type { SyntheticWorkload } from '../../engine/commands'
import { useActions } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import type { SliderScale } from '../../widgets/sliderScale'
import controls from '../../widgets/controls.module.css'
import { ControlSlider } from './ControlSlider'
import { KEY_KINDS, keysOfKind, skewOf, withSkew } from './keySkew'
import styles from './Controls.module.css'

const RATE: SliderScale = { min: 0, max: 100_000, step: 1, kind: 'logarithmic' }
const RECORD_SIZE: SliderScale = { min: 1, max: 1_048_576, step: 1, kind: 'logarithmic' }
const KEY_COUNT: SliderScale = { min: 1, max: 100_000, step: 1, kind: 'logarithmic' }
const ZIPF: SliderScale = { min: 0, max: 2.5, step: 0.01, kind: 'linear' }
const HOT: SliderScale = { min: 0, max: 100, step: 1, kind: 'linear' }

export function SyntheticControls({ workload }: { workload: SyntheticWorkload }) {
  const { t } = useTranslation('controls')
  const { count, bytes, decimal } = useFormats()
  const { submit } = useActions()
  const change = (part: Partial<SyntheticWorkload>) => submit({ type: 'SetWorkload', workload: { ...workload, ...part } })
  const { keys } = workload
  const saySkew = (value: number) => (keys.kind === 'hot' ? t('hotValue', { percent: count(value) }) : t('zipfValue', { exponent: decimal(value) }))
  return (
    <>
      <ControlSlider
        label={t('rate')}
        value={workload.ratePerSecond}
        scale={RATE}
        unit={t('perSecond')}
        say={(value) => t('rateValue', { records: count(value) })}
        onCommit={(ratePerSecond) => change({ ratePerSecond })}
      />
      <ControlSlider
        label={t('recordSize')}
        value={workload.recordBytes}
        scale={RECORD_SIZE}
        unit={t('byteUnit')}
        say={bytes}
        explain={(value) => t('sizeMeaning', { perSecond: bytes(value * workload.ratePerSecond) })}
        onCommit={(recordBytes) => change({ recordBytes })}
      />
      <label className={styles.pair}>
        <span className={styles.label}>{t('keys')}</span>
        <select
          className={controls.select}
          value={keys.kind}
          onChange={(event) => {
            const kind = KEY_KINDS.find((known) => known === event.target.value)
            if (kind !== undefined) change({ keys: keysOfKind(kind, keys.keyCount) })
          }}
        >
          {KEY_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`keyKind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {keys.kind === 'uniform' ? null : (
        <ControlSlider
          label={t('keySkew')}
          value={skewOf(keys)}
          scale={keys.kind === 'hot' ? HOT : ZIPF}
          unit={keys.kind === 'hot' ? '%' : undefined}
          say={saySkew}
          explain={saySkew}
          onCommit={(skew) => change({ keys: withSkew(keys, skew) })}
        />
      )}
      <ControlSlider
        label={t('keyCount')}
        value={keys.keyCount}
        scale={KEY_COUNT}
        say={(value) => t('keyCountValue', { keys: count(value) })}
        onCommit={(keyCount) => change({ keys: { ...keys, keyCount } })}
      />
    </>
  )
}
