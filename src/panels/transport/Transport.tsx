/** The virtual clock and how fast it runs: restart, play, step, speed. */
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { Icon } from '../../widgets/Icon'
import controls from '../../widgets/controls.module.css'
import { longClock, WHOLE_SECONDS_SPEED } from './longClock'
import { SeedMenu } from './SeedMenu'
import { SpeedControl } from './SpeedControl'
import { useShortcuts } from './useShortcuts'
import styles from './Transport.module.css'

export function Transport() {
  const { t } = useTranslation()
  const playing = useWorld((world) => world.playing)
  const isLive = useWorld((world) => world.live !== null)
  const { play, pause, step, restart } = useActions()
  useShortcuts()
  const iconButton = `${controls.button} ${controls.icon}`
  return (
    <div className={styles.transport} role="group" aria-label={t('transport')}>
      <button type="button" className={iconButton} disabled={isLive} aria-label={t('restart')} title={isLive ? t('live.reason') : t('restartHint')} onClick={() => restart()}>
        <Icon name="restart" />
      </button>
      <button
        type="button"
        className={`${iconButton} ${controls.strong ?? ''}`}
        aria-label={playing ? t('pause') : t('play')}
        title={isLive ? t(playing ? 'live.pauseHint' : 'live.playHint') : t(playing ? 'pauseHint' : 'playHint')}
        onClick={playing ? pause : play}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button type="button" className={iconButton} disabled={isLive} aria-label={t('step')} title={isLive ? t('live.reason') : t('stepHint')} onClick={step}>
        <Icon name="step" />
      </button>
      <Clock />
      {isLive ? (
        <LiveTime />
      ) : (
        <>
          <SpeedControl />
          <SeedMenu />
          <SpeedReached />
        </>
      )}
    </div>
  )
}

function Clock() {
  const { t } = useTranslation()
  const atMs = useWorld((world) => world.atMs)
  const isFast = useWorld((world) => world.playing && world.speed >= WHOLE_SECONDS_SPEED)
  const { days, clock } = longClock(atMs, isFast)
  return (
    <output className={styles.clock} data-long={days > 0} aria-label={t('virtualTime')} aria-live="off">
      {days > 0 ? t('days', { days, clock }) : clock}
    </output>
  )
}

/** The clock of a served stream is not ours: what cannot be done with it says why. */
function LiveTime() {
  const { t } = useTranslation()
  const { decimal } = useFormats()
  const playing = useWorld((world) => world.playing)
  const speed = useWorld((world) => world.speed)
  const isConnected = useWorld((world) => world.live?.phase === 'connected')
  const badge = speed === 1 ? t('live.badge') : t('live.badgeAtSpeed', { speed: decimal(speed) })
  return (
    <>
      {playing && !isConnected ? null : (
        <strong className={styles.live} data-live={playing}>
          {playing ? badge : t('live.frozen')}
        </strong>
      )}
      <span className={styles.liveReason}>{t('live.reason')}</span>
    </>
  )
}

/** The engine may be slower than what was asked of it; the page says so rather than pretend. */
function SpeedReached() {
  const { t } = useTranslation()
  const { count, decimal } = useFormats()
  const speed = useWorld((world) => world.speed)
  const reached = useWorld((world) => world.speedReached)
  if (reached === null) return null
  const said = { asked: decimal(speed), reached: reached < TENFOLD ? decimal(reached) : count(reached) }
  const whole = t('speedReached', said)
  return (
    <span className={styles.reached} title={whole}>
      <span aria-hidden="true">{t('speedReachedBriefly', said)}</span>
      <span className={styles.hidden}>{whole}</span>
    </span>
  )
}

/** From here on decimals say nothing. */
const TENFOLD = 10
