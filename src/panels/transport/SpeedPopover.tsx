/** The usual speeds, one click away. */
import { Popover } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import { SPEED_PRESETS } from '../../store/speeds'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { TransportPopover } from './TransportPopover'
import type { TransportPopoverProps } from './TransportPopover'
import styles from './Transport.module.css'

export function SpeedPopover(props: Pick<TransportPopoverProps, 'buttonRef' | 'onClose'>) {
  const { t } = useTranslation()
  const { decimal } = useFormats()
  const speed = useWorld((world) => world.speed)
  const { setSpeed } = useActions()
  return (
    <TransportPopover {...props} label={t('speedPresets')}>
      <div className={styles.presets}>
        {SPEED_PRESETS.map((preset) => (
          <Popover.Close key={preset} className={controls.button} aria-pressed={preset === speed} onClick={() => setSpeed(preset)}>
            {t('speedValue', { speed: decimal(preset) })}
          </Popover.Close>
        ))}
      </div>
      <p className={styles.hint}>{t('speedFast')}</p>
    </TransportPopover>
  )
}
