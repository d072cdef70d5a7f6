/** What may happen to an application as a whole. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useActions } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'

export function Acts({ application: { name, state } }: { application: Pick<ApplicationRow, 'name' | 'state'> }) {
  const { t } = useTranslation('consumers')
  const { submit } = useActions()
  const button = `${controls.button} ${controls.small}`
  const act = state === 'CRASHED' ? 'restart' : 'crash'
  return (
    <>
      <button
        type="button"
        className={button}
        aria-label={t(`acts.${act}Of`, { name })}
        title={t(`acts.${act}Means`)}
        onClick={() => submit({ type: act === 'restart' ? 'RestartApplication' : 'CrashApplication', application: name })}
      >
        {t(`acts.${act}`)}
      </button>
      <button type="button" className={button} aria-label={t('acts.removeOf', { name })} title={t('acts.removeMeans')} onClick={() => submit({ type: 'RemoveApplication', application: name })}>
        {t('acts.remove')}
      </button>
    </>
  )
}
