/** Name, scenario, transport, and how the page looks and speaks. */
import { useTranslation } from 'react-i18next'
import { useSetView, useView, useWorld } from '../../store/hooks'
import type { Theme } from '../../store/viewStore'
import { Icon } from '../../widgets/Icon'
import controls from '../../widgets/controls.module.css'
import { HelpButton } from '../transport/HelpButton'
import { Transport } from '../transport/Transport'
import { Connection } from './Connection'
import { Mark } from './Mark'
import { ScenarioMenu } from './ScenarioMenu'
import type { ScenarioChoice } from './ScenarioMenu'
import styles from './Header.module.css'

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const THEME_ICON = { system: 'half', light: 'sun', dark: 'moon' } as const

export function Header({ scenarios }: { scenarios: readonly ScenarioChoice[] }) {
  const isLive = useWorld((world) => world.live !== null)
  return (
    <header className={styles.header}>
      <div className={styles.brand}>
        <Mark />
        <h1 className={styles.name}>Shardscope</h1>
      </div>
      <div className={styles.scenario}>
        {isLive ? (
          <Connection />
        ) : (
          <ScenarioMenu scenarios={scenarios} />
        )}
      </div>
      <Transport />
      <div className={styles.page}>
        <LanguageSwitch />
        <ThemeSwitch />
        <HelpButton />
      </div>
    </header>
  )
}

function LanguageSwitch() {
  const { t } = useTranslation()
  const language = useView((view) => view.language)
  const setView = useSetView()
  return (
    <div className={styles.languages} role="group" aria-label={t('language')}>
      <button type="button" lang="en" className={styles.language} aria-pressed={language === 'en'} onClick={() => setView({ language: 'en' })}>
        EN
      </button>
      <button type="button" lang="ko" className={styles.language} aria-pressed={language === 'ko'} onClick={() => setView({ language: 'ko' })}>
        한국어
      </button>
    </div>
  )
}

function ThemeSwitch() {
  const { t } = useTranslation()
  const theme = useView((view) => view.theme)
  const setView = useSetView()
  return (
    <button
      type="button"
      className={`${controls.button} ${controls.icon}`}
      aria-label={t(`theme.${theme}`)}
      title={t(`theme.${theme}`)}
      onClick={() => setView({ theme: NEXT_THEME[theme] })}
    >
      <Icon name={THEME_ICON[theme]} />
    </button>
  )
}
