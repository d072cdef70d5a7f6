/** What would help against the last link of the chain, and where that is done. */
import { useTranslation } from 'react-i18next'
import { useActions, useSetView } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'
import type { HelpKey } from './causeSentences'
import styles from './Why.module.css'

/** Nothing but time helps against these. */
const WITHOUT_SETTINGS: ReadonlySet<HelpKey> = new Set(['notLeased', 'notStarted'])

export function Cure({ help, application }: { help: HelpKey; application: string }) {
  const { t } = useTranslation('why')
  const { submit } = useActions()
  const setView = useSetView()
  const button = `${controls.button} ${controls.small}`
  return (
    <section className={styles.help} aria-labelledby="why-cure">
      <h3 id="why-cure">{t('cure')}</h3>
      <p>{t(`help.${help}`)}</p>
      {help === 'applicationCrashed' ? (
        <button type="button" className={button} onClick={() => submit({ type: 'RestartApplication', application })}>
          {t('restart', { application })}
        </button>
      ) : WITHOUT_SETTINGS.has(help) ? null : (
        <button type="button" className={button} onClick={() => setView({ leftPanel: 'consumers', inspectedApplication: application })}>
          {t('settings', { application })}
        </button>
      )}
    </section>
  )
}
