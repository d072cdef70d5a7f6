/** Says so when the engine died: while it is being restored, and when it cannot be. */
import { useTranslation } from 'react-i18next'
import { useActions, useAddNotice, useWorld } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'
import styles from './Notices.module.css'

export function HostState() {
  const { t } = useTranslation()
  const phase = useWorld((world) => world.host.phase)
  // A served stream that is not there yet says so itself.
  const isStarting = useWorld((world) => world.host.phase === 'starting' && world.live === null)
  return (
    <div className={styles.state}>
      <div role="status">
        {isStarting ? <p className={styles.starting}>{t('engineStarting')}</p> : null}
        {phase === 'recovering' ? <p className={styles.stateBox} data-phase="recovering">{t('engineRecovering')}</p> : null}
      </div>
      <div role="alert">{phase === 'stopped' ? <Stopped /> : null}</div>
    </div>
  )
}

function Stopped() {
  const { t } = useTranslation()
  const message = useWorld((world) => world.host.message)
  const recording = useWorld((world) => world.recording)
  const { restart, play } = useActions()
  const addNotice = useAddNotice()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(recording, null, 1))
      addNotice({ key: 'recordingCopied' })
    } catch {
      addNotice({ key: 'copyRefused' })
    }
  }
  const startAgain = () => {
    restart()
    play()
  }
  return (
    <div className={styles.stateBox} data-phase="stopped">
      <strong>{t('engineStopped')}</strong>
      <p>{t('engineStoppedText')}</p>
      <code>{message}</code>
      <div className={styles.actions}>
        <button type="button" className={controls.button} onClick={() => void copy()}>
          {t('copyRecording')}
        </button>
        <button type="button" className={`${controls.button} ${controls.strong}`} onClick={startAgain}>
          {t('startAgain')}
        </button>
      </div>
    </div>
  )
}
