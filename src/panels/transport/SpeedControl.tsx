/** Virtual seconds a real second: a slider, a number, and the usual speeds one click away. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import { SPEED_MAX, SPEED_MIN, SPEED_PRESETS } from '../../store/speeds'
import { useFormats } from '../../strings/formats'
import { Icon } from '../../widgets/Icon'
import { late } from '../../widgets/Late'
import { Slider } from '../../widgets/Slider'
import type { SliderScale } from '../../widgets/sliderScale'
import { PopupButton } from './PopupButton'
import styles from './Transport.module.css'

const SPEED_SCALE: SliderScale = { min: SPEED_MIN, max: SPEED_MAX, step: 0.1, kind: 'logarithmic' }

const fetchPopover = () => import('./SpeedPopover')
const SpeedPopover = late(async () => (await fetchPopover()).SpeedPopover, 'over')

export function SpeedControl() {
  const { t } = useTranslation()
  const { decimal } = useFormats()
  const speed = useWorld((world) => world.speed)
  const { setSpeed } = useActions()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const label = t('speed')
  return (
    <div className={styles.speed}>
      <Slider
        isCompact
        label={label}
        fieldLabel={t('asNumber', { label })}
        value={speed}
        scale={SPEED_SCALE}
        marks={SPEED_PRESETS}
        unit="×"
        say={(value) => t('speedValue', { speed: decimal(value) })}
        onCommit={setSpeed}
      />
      <PopupButton ref={button} isBare label={t('speedPresets')} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} fetchPopup={fetchPopover}>
        <Icon name="down" />
      </PopupButton>
      {isOpen ? <SpeedPopover buttonRef={button} onClose={() => setIsOpen(false)} /> : null}
    </div>
  )
}
