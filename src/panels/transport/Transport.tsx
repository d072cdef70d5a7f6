/** The virtual clock and how fast it runs: restart, play, step, speed. */
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import { Icon } from '../../widgets/Icon'
import controls from '../../widgets/controls.module.css'
import { SeedMenu } from './SeedMenu'
import { SpeedControl } from './SpeedControl'
import { useShortcuts } from './useShortcuts'
import styles from './Transport.module.css'

export function Transport() {
  const { t } = useTranslation()
  const playing = useWorld((world) => world.playing)
  const { play, pause, step, restart } = useActions()
  useShortcuts()
  const iconButton = `${controls.button} ${controls.icon}`
  return (
    <div className={styles.transport} role="group" aria-label={t('transport')}>
      <button type="button" className={iconButton} aria-label={t('restart')} title={t('restartHint')} onClick={() => restart()}>
        <Icon name="restart" />
      </button>
      <button
        type="button"
        className={`${iconButton} ${controls.strong ?? ''}`}
        aria-label={playing ? t('pause') : t('play')}
        title={playing ? t('pauseHint') : t('playHint')}
        onClick={playing ? pause : play}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button type="button" className={iconButton} aria-label={t('step')} title={t('stepHint')} onClick={step}>
        <Icon name="step" />
      </button>
      <Clock />
      <SpeedControl />
      <SeedMenu />
    </div>
  )
}

function Clock() {
  const { t } = useTranslation()
  const { decimal } = useFormats()
  const atMs = useWorld((world) => world.atMs)
  const speed = useWorld((world) => world.speed)
  const reached = useWorld((world) => world.speedReached)
  return (
    <span className={styles.clock}>
      <output className={styles.time} aria-label={t('virtualTime')} aria-live="off">
        {clockText(atMs)}
      </output>
      {reached === null ? null : (
        <span className={styles.reached} role="status">
          {t('speedReached', { asked: decimal(speed), reached: decimal(reached) })}
        </span>
      )}
    </span>
  )
}
