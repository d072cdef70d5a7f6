/** Virtual seconds a real second: a slider, a number, and the usual speeds one click away. */
import { Popover } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import { SPEED_MAX, SPEED_MIN, SPEED_PRESETS } from '../../store/speeds'
import { useFormats } from '../../strings/formats'
import { Icon } from '../../widgets/Icon'
import { Slider } from '../../widgets/Slider'
import type { SliderScale } from '../../widgets/sliderScale'
import controls from '../../widgets/controls.module.css'
import styles from './Transport.module.css'

const SPEED_SCALE: SliderScale = { min: SPEED_MIN, max: SPEED_MAX, step: 0.1, kind: 'logarithmic' }

export function SpeedControl() {
  const { t } = useTranslation()
  const { decimal } = useFormats()
  const speed = useWorld((world) => world.speed)
  const { setSpeed } = useActions()
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
      <Popover.Root>
        <Popover.Trigger className={`${controls.button} ${controls.icon} ${controls.bare}`} aria-label={t('speedPresets')}>
          <Icon name="down" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className={styles.popover} sideOffset={6} collisionPadding={8} aria-label={t('speedPresets')}>
            <div className={styles.presets}>
              {SPEED_PRESETS.map((preset) => (
                <Popover.Close key={preset} className={controls.button} aria-pressed={preset === speed} onClick={() => setSpeed(preset)}>
                  {t('speedValue', { speed: decimal(preset) })}
                </Popover.Close>
              ))}
            </div>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  )
}
