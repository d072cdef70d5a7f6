/** Which story is on the stage. */
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import type { namespaces } from '../../strings/en'
import controls from '../../widgets/controls.module.css'

type ScenarioNameKey = `scenario.${keyof (typeof namespaces)['controls']['scenario']}`

export interface ScenarioChoice {
  id: string
  /** In the `controls` strings. */
  nameKey: string
}

export function ScenarioMenu({ scenarios }: { scenarios: readonly ScenarioChoice[] }) {
  const { t, i18n } = useTranslation(['page', 'controls'])
  const isKnown = (nameKey: string): nameKey is ScenarioNameKey => i18n.exists(`controls:${nameKey}`)
  const scenarioId = useWorld((world) => world.scenarioId)
  const { openScenario } = useActions()
  return (
    <select
      className={controls.select}
      aria-label={t('page:scenario')}
      value={scenarioId}
      onChange={(event) => openScenario(event.target.value)}
    >
      {scenarios.map(({ id, nameKey }) => (
        <option key={id} value={id}>
          {isKnown(nameKey) ? t(`controls:${nameKey}`) : id}
        </option>
      ))}
    </select>
  )
}
