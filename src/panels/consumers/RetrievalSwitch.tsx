/** One press takes an application from polling to enhanced fan-out, or back, while it runs. */
import { useTranslation } from 'react-i18next'
import type { ApplicationSettings } from '../../engine/consumers/settings'
import { Segments } from '../settings/Segments'
import { RETRIEVALS } from './latencyShapes'
import { wayOf } from './newApplication'
import { useApplicationSettings } from './settings/useApplicationSettings'

type Switchable = Exclude<ApplicationSettings, { kind: 'firehose' }>

/** Firehose always polls, and so does a connector: KCL 1.x knows nothing else. */
export function canSwitch(settings: ApplicationSettings): settings is Switchable {
  return settings.kind !== 'firehose' && wayOf(settings) !== 'connector'
}

export function RetrievalSwitch({ settings }: { settings: ApplicationSettings }) {
  return canSwitch(settings) ? <Switch settings={settings} /> : null
}

function Switch({ settings }: { settings: Switchable }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  return (
    <Segments
      label={t('retrieval.of', { name: settings.name })}
      names={RETRIEVALS}
      chosen={settings.retrieval}
      say={(retrieval) => t(`retrieval.${retrieval}`)}
      titleOf={(retrieval) => t(`retrieval.${retrieval}Means`)}
      onChoose={(retrieval) => change({ retrieval })}
    />
  )
}
