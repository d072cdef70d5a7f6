/** A number that can be set: slider, field, its range, what it does, and the way back to the default. */
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import type { SliderScale } from '../../../widgets/sliderScale'
import { ControlSlider } from '../../controls/ControlSlider'
import sheet from '../../producers/Producers.module.css'
import { useSettingText } from './settingText'
import type { SettingKey } from './settingText'

export type SettingUnit = 'ms' | 'seconds' | 'bytes' | 'mebibytes' | 'percent' | 'perThousand'

export interface NumberSettingProps {
  setting: SettingKey
  value: number
  /** The product's default. */
  usual: number
  scale: SliderScale
  unit?: SettingUnit
  /** Takes numbers beyond the ends of the track: the service refuses them in its own words. */
  isJudged?: boolean
  onCommit: (value: number) => void
}

const MS_PER_SECOND = 1_000

export function NumberSetting({ setting, value, usual, scale, unit, isJudged = false, onCommit }: NumberSettingProps) {
  const { t } = useTranslation('consumers')
  const { name, help } = useSettingText(setting)
  const say = useSaid(unit)
  return (
    <div className={sheet.pair}>
      <ControlSlider
        label={name}
        value={value}
        scale={scale}
        usual={usual}
        unit={unit === undefined ? undefined : t(`unit.${unit}`)}
        say={say}
        explain={(shown) => (
          <>
            {unit === undefined || unit === 'percent' || unit === 'perThousand' ? null : <b>{say(shown)} </b>}
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
  const { t } = useTranslation('consumers')
  const { count, decimal, bytes, duration, percent } = useFormats()
  switch (unit) {
    case 'ms':
      return (value) => (value > 0 && value < 10 ? t('ms', { ms: decimal(value) }) : duration(value))
    case 'seconds':
      return (value) => duration(value * MS_PER_SECOND)
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
