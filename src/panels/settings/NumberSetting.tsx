/** A number that can be set: slider, field, a tick at its default, what it does, its range, and the way back to the default. */
import { useTranslation } from 'react-i18next'
import { MS_PER_SECOND } from '../../base/units'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import type { SliderScale } from '../../widgets/sliderScale'
import { ControlSlider } from '../controls/ControlSlider'
import sheet from '../sheet/Sheet.module.css'
import type { SettingText } from './settingText'
import styles from './Settings.module.css'

export type SettingUnit = 'ms' | 'seconds' | 'bytes' | 'mebibytes' | 'percent' | 'perThousand'

export interface NumberSettingProps extends SettingText {
  value: number
  /** The product's default. */
  usual: number
  scale: SliderScale
  unit?: SettingUnit | undefined
  /** Takes numbers beyond the ends of the track: the service refuses them in its own words. */
  isJudged?: boolean
  onCommit: (value: number) => void
}

/** From here on the value is said again in a larger unit; smaller ones say enough as they stand in the field. */
const SAID_AGAIN_MIN: Partial<Record<SettingUnit, number>> = { ms: 1_000, seconds: 60, bytes: 1_000 }
/** Shorter times have digits behind the point. */
const WHOLE_MS_MIN = 10

export function NumberSetting({ name, help, value, usual, scale, unit, isJudged = false, onCommit }: NumberSettingProps) {
  const { t } = useTranslation('settings')
  const say = useSaid(unit)
  return (
    <div className={styles.setting}>
      <ControlSlider
        label={name}
        value={value}
        scale={scale}
        usual={usual}
        unit={unit === undefined ? undefined : t(`unit.${unit}`)}
        say={say}
        explain={(shown) => (
          <>
            {unit !== undefined && shown >= (SAID_AGAIN_MIN[unit] ?? Infinity) ? <b>{say(shown)} </b> : null}
            {help} {t('range', { min: say(scale.min), max: say(scale.max) })}
          </>
        )}
        allowsOutside={isJudged}
        onCommit={onCommit}
      />
      {value === usual ? null : (
        <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={() => onCommit(usual)}>
          {t('setDefault', { value: say(usual) })}
          <span className={sheet.hidden}> {name}</span>
        </button>
      )}
    </div>
  )
}

function useSaid(unit: SettingUnit | undefined): (value: number) => string {
  const { t } = useTranslation('settings')
  const { count, decimal, bytes, duration, percent } = useFormats()
  switch (unit) {
    case 'ms':
      return (value) => (value > 0 && value < WHOLE_MS_MIN ? t('ms', { ms: decimal(value) }) : duration(value))
    case 'seconds':
      return (value) => (value === 0 ? t('secondsNone') : duration(value * MS_PER_SECOND))
    case 'bytes':
      return bytes
    case 'mebibytes':
      return (value) => `${decimal(value)} MiB`
    case 'percent':
      return (value) => percent(value / 100)
    case 'perThousand':
      return (value) => `${count(value)} ‰`
    case undefined:
      return count
  }
}
