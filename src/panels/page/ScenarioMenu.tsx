/** Which story is on the stage; stories that tell of the same thing stand together. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioGroup, ShippedScenario } from '../../scenarios/scenarios'
import { useActions, useSetView, useView, useWorld } from '../../store/hooks'
import { SPEED_PRESETS } from '../../store/speeds'
import type { RightPanel } from '../../store/viewStore'
import type { namespaces } from '../../strings/en'
import type { namespaces as storyNamespaces } from '../../strings/enStories'
import { loadStrings } from '../../strings/strings'
import controls from '../../widgets/controls.module.css'
import { Icon } from '../../widgets/Icon'
import { isStacked } from './isStacked'
import styles from './Page.module.css'

type ScenarioAboutKey = `about.${keyof (typeof storyNamespaces)['stories']['about']}`
type ScenarioNameKey = `scenario.${keyof (typeof namespaces)['controls']['scenario']}`

export type ScenarioChoice = Pick<ShippedScenario, 'id' | 'group' | 'nameKey'>

export function ScenarioMenu({ scenarios }: { scenarios: readonly ScenarioChoice[] }) {
  const { t, i18n } = useTranslation(['page', 'controls'])
  const isKnown = (nameKey: string): nameKey is ScenarioNameKey => i18n.exists(`controls:${nameKey}`)
  const about = useAbout()
  const scenarioId = useWorld((world) => world.scenarioId)
  const { openScenario } = useActions()
  return (
    <select
      className={controls.select}
      aria-label={t('page:scenario')}
      title={about.of(scenarios.find(({ id }) => id === scenarioId)?.nameKey)}
      value={scenarioId}
      onFocus={about.load}
      onPointerEnter={about.load}
      onChange={(event) => openScenario(event.target.value)}
    >
      {groupsOf(scenarios).map(([group, choices]) => (
        <optgroup key={group} label={t(`controls:scenarioGroup.${group}`)}>
          {choices.map(({ id, nameKey }) => (
            <option key={id} value={id} title={about.of(nameKey)}>
              {isKnown(nameKey) ? t(`controls:${nameKey}`) : id}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}

/** Where a story's kind of thing is to be seen. */
const PANELS: Partial<Record<ScenarioGroup, RightPanel>> = { capacity: 'capacity', security: 'security', faults: 'security' }

/** What the chosen story shows, from the choice, or the link that led here, until somebody has read it; its panel comes to the front beside the river. */
export function StoryNote({ scenarios }: { scenarios: readonly ScenarioChoice[] }) {
  const { t } = useTranslation('page')
  const about = useAbout()
  const setView = useSetView()
  const scenarioId = useWorld((world) => world.scenarioId)
  const isStoryNew = useView((view) => view.isStoryNew)
  const seen = useRef(scenarioId)
  const [shownId, setShownId] = useState<string | null>(null)
  useEffect(() => {
    const isFirstLook = seen.current === '' && scenarioId === scenarios[0]?.id
    if (seen.current !== scenarioId && isStoryNew && !isFirstLook) {
      setShownId(scenarioId)
      void loadStrings('stories').then(about.loaded)
      const group = scenarios.find(({ id }) => id === scenarioId)?.group
      const rightPanel = group === undefined ? undefined : PANELS[group]
      // Where it would push the river out of view, whoever looks chooses it.
      if (rightPanel !== undefined && !isStacked()) setView({ rightPanel })
    }
    seen.current = scenarioId
  }, [scenarioId, isStoryNew, scenarios, about.loaded, setView])
  const text = about.of(scenarios.find(({ id }) => id === shownId)?.nameKey)
  if (text === undefined || shownId !== scenarioId) return null
  return (
    <aside className={styles.story} aria-label={t('story')}>
      <p role="status">{text}</p>
      <button type="button" className={`${controls.button} ${controls.icon} ${controls.bare}`} aria-label={t('closeStory')} title={t('closeStory')} onClick={() => setShownId(null)}>
        <Icon name="close" />
      </button>
      <StorySpeed />
    </aside>
  )
}

/** Ours: a story that takes longer than five minutes from where it opens is offered in about one. */
const LONG_MS = 300_000
const TOLD_WITHIN_MS = 60_000

function StorySpeed() {
  const { t } = useTranslation('page')
  const { setSpeed, play } = useActions()
  const restMs = useWorld(({ recording }) => (recording === null ? 0 : recording.scenario.untilMs - recording.scenario.openAtMs))
  const speed = SPEED_PRESETS.find((preset) => preset >= restMs / TOLD_WITHIN_MS)
  if (restMs <= LONG_MS || speed === undefined) return null
  const run = () => {
    setSpeed(speed)
    play()
  }
  return (
    <button type="button" className={controls.button} onClick={run}>
      {t('runStoryAt', { speed })}
    </button>
  )
}

/** What each story is about, in a sentence that is fetched when somebody turns to the menu. */
function useAbout() {
  const { i18n } = useTranslation()
  const [, setIsLoaded] = useState(false)
  const loaded = useCallback(() => setIsLoaded(true), [])
  const isKnown = (key: string): key is ScenarioAboutKey => i18n.exists(`stories:${key}`)
  return {
    loaded,
    load: () => void loadStrings('stories').then(loaded),
    of(nameKey = ''): string | undefined {
      const key = nameKey.replace('scenario', 'about')
      return isKnown(key) ? i18n.t(`stories:${key}`) : undefined
    },
  }
}

/** In the order of their first stories. */
function groupsOf(scenarios: readonly ScenarioChoice[]): [ScenarioGroup, ScenarioChoice[]][] {
  const groups = new Map<ScenarioGroup, ScenarioChoice[]>()
  for (const choice of scenarios) groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice])
  return [...groups]
}
