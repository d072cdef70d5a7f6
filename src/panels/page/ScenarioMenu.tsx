/** Which story is on the stage. */
import { useTranslation } from 'react-i18next'
import { useActions, useWorld } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'

export interface ScenarioChoice {
  id: string
  nameKey: string
}

export function ScenarioMenu({ scenarios }: { scenarios: readonly ScenarioChoice[] }) {
  const { t, i18n } = useTranslation()
  const scenarioId = useWorld((world) => world.scenarioId)
  const { openScenario } = useActions()
  return (
    <select
      className={controls.select}
      aria-label={t('scenario')}
      value={scenarioId}
      onChange={(event) => openScenario(event.target.value)}
    >
      {scenarios.map(({ id, nameKey }) => (
        <option key={id} value={id}>
          {String(i18n.t(nameKey as 'scenario'))}
        </option>
      ))}
    </select>
  )
}
