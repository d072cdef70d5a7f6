/** A number that can be set: slider, field, a tick at its default, and what it does. */
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import type { SliderScale } from '../../../widgets/sliderScale'
import { ControlSlider } from '../../controls/ControlSlider'
import { useSettingText } from './settingText'
import type { SettingKey } from './settingText'
import sheet from '../Producers.module.css'
import styles from './Settings.module.css'

export type SettingUnit = 'ms' | 'bytes' | 'percent' | 'seconds'

export interface NumberSettingProps {
  setting: SettingKey
  value: number
  /** The product's default. */
  usual: number
  scale: SliderScale
  unit?: SettingUnit
  onCommit: (value: number) => void
}

/** Smaller ones say enough as they stand in the field. */
const SAID_AGAIN_MIN = 1_000
const MS_PER_SECOND = 1_000

export function NumberSetting({ setting, value, usual, scale, unit, onCommit }: NumberSettingProps) {
  const { t } = useTranslation('producers')
  const { name, help } = useSettingText(setting)
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
            {(unit === 'ms' || unit === 'bytes') && shown >= SAID_AGAIN_MIN ? <b>{say(shown)} </b> : null}
            {help}
          </>
        )}
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
  const { count, bytes, duration, percent } = useFormats()
  switch (unit) {
    case 'ms':
      return duration
    case 'seconds':
      return (value) => duration(value * MS_PER_SECOND)
    case 'bytes':
      return bytes
    case 'percent':
      return (value) => percent(value / 100)
    case undefined:
      return count
  }
}
