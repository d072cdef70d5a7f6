/** Says why a served stream cannot be watched now, and what to do; it leaves by itself when the stream is there again. */
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import { writeUrl } from '../../store/urlState'
import controls from '../../widgets/controls.module.css'
import styles from './Connection.module.css'

export function ConnectionProblem() {
  const { t } = useTranslation('connect')
  const live = useWorld((world) => world.live)
  const hasPicture = useWorld((world) => world.summary !== null)
  const { reconnect } = useActions()
  const problem = live?.problem ?? null
  return (
    <div role="alert" className={styles.problem}>
      {live === null || problem === null ? null : (
        <div className={styles.box}>
          <strong>{t(`problem.${problem}`, { address: live.address })}</strong>
          <p>{t(`remedy.${problem}`, { address: live.address })}</p>
          <code>{commandFor(problem, live.address)}</code>
          <p className={styles.hint}>{hasPicture ? t('pictureStays') : t('triedAgain')}</p>
          <div className={styles.actions}>
            <button type="button" className={`${controls.button} ${controls.strong}`} onClick={reconnect}>
              {t('retry')}
            </button>
            <a href={`${location.pathname}${writeUrl(location.search, 'connect', null)}`}>{t('leave')}</a>
          </div>
        </div>
      )}
    </div>
  )
}

/** The service's own default needs no saying. */
const DEFAULT_PORT = '4567'

/** What to type in a terminal; the same in every language. */
function commandFor(problem: string, address: string): string {
  const port = address.slice(address.lastIndexOf(':') + 1)
  const options = [...(port === DEFAULT_PORT || problem === 'stranger' ? [] : [`--port ${port}`]), ...(problem === 'refused' ? [`--allow-origin ${location.origin}`] : [])]
  return ['npm run serve', ...(options.length > 0 ? ['--', ...options] : [])].join(' ')
}
