/** One press takes an application from polling to enhanced fan-out, or back, while it runs. */
import { ToggleGroup } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { ApplicationSettings } from '../../engine/consumers/settings'
import settingStyles from '../producers/settings/Settings.module.css'
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
    <ToggleGroup.Root
      type="single"
      className={settingStyles.segments}
      aria-label={t('retrieval.of', { name: settings.name })}
      value={settings.retrieval}
      onValueChange={(value) => {
        // Pressing the pressed one takes nothing back.
        const retrieval = RETRIEVALS.find((known) => known === value)
        if (retrieval !== undefined) change({ retrieval })
      }}
    >
      {RETRIEVALS.map((retrieval) => (
        <ToggleGroup.Item key={retrieval} value={retrieval} title={t(`retrieval.${retrieval}Means`)}>
          {t(`retrieval.${retrieval}`)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
