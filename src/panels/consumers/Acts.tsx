/** What may happen to an application as a whole; of a managed service it is the service that fails, or is switched off. */
import { useTranslation } from 'react-i18next'
import type { ApplicationSettings } from '../../engine/consumers/settings'
import type { ApplicationRow } from '../../engine/summary'
import { useActions } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'

type ManagedSettings = Extract<ApplicationSettings, { kind: 'lambda' | 'firehose' | 'flink' }>

export function isManaged(settings: ApplicationSettings): settings is ManagedSettings {
  return settings.kind === 'lambda' || settings.kind === 'firehose' || settings.kind === 'flink'
}

export function Acts({ application: { name, state, settings } }: { application: Pick<ApplicationRow, 'name' | 'state' | 'settings'> }) {
  const { t } = useTranslation('consumers')
  const { submit } = useActions()
  const button = `${controls.button} ${controls.small}`
  const act = state === 'CRASHED' ? 'restart' : 'crash'
  const [label, help] = isManaged(settings) ? [t(`acts.managed.${settings.kind}.${act}`), t(`acts.managed.${settings.kind}.means`)] : [t(`acts.${act}`), t(`acts.${act}Means`)]
  return (
    <>
      <button
        type="button"
        className={button}
        aria-label={isManaged(settings) ? t('acts.of', { act: label, name }) : t(`acts.${act}Of`, { name })}
        title={help}
        onClick={() => submit({ type: act === 'restart' ? 'RestartApplication' : 'CrashApplication', application: name })}
      >
        {label}
      </button>
      <button type="button" className={button} aria-label={t('acts.removeOf', { name })} title={t('acts.removeMeans')} onClick={() => submit({ type: 'RemoveApplication', application: name })}>
        {t('acts.remove')}
      </button>
    </>
  )
}
