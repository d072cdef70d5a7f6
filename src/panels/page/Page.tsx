/** The frame of the page: header, controls, river, panels, timeline, and what lies over them. */
import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView, useWorld } from '../../store/hooks'
import type { RightPanel } from '../../store/viewStore'
import { FileDrop } from '../fileDrop/FileDrop'
import { HostState } from '../notices/HostState'
import { Notices } from '../notices/Notices'
import { ConnectionProblem } from './ConnectionProblem'
import { Header } from './Header'
import { LeftPanel } from './LeftPanel'
import { NoStream, useHasNoStream } from './NoStream'
import type { ScenarioChoice } from './ScenarioMenu'
import styles from './Page.module.css'

export interface PageProps {
  scenarios: readonly ScenarioChoice[]
  river: ReactNode
  timeline: ReactNode
  /** Stands where the controls are, while it is open. */
  apiConsole: ReactNode
  panels: Readonly<Record<RightPanel, ReactNode>>
}

const RIGHT_PANELS: readonly RightPanel[] = ['lineage', 'leases', 'metrics', 'calls']

/** What they show belongs to one stream. */
const OF_A_STREAM: ReadonlySet<RightPanel> = new Set(['lineage', 'leases', 'metrics'])

export function Page({ scenarios, river, timeline, apiConsole, panels }: PageProps) {
  const { t } = useTranslation()
  const hasNoStream = useHasNoStream()
  const isLive = useWorld((world) => world.live !== null)
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#river">
        {t('skipToRiver')}
      </a>
      <Header scenarios={scenarios} />
      <main className={styles.river} id="river" tabIndex={-1} aria-label={t('riverRegion')}>
        {river}
        {hasNoStream ? (
          <div className={styles.noStream}>
            <NoStream />
          </div>
        ) : null}
        {isLive ? (
          <ConnectionProblem />
        ) : null}
      </main>
      <div className={styles.timeline}>{timeline}</div>
      <LeftPanel apiConsole={apiConsole} />
      <RightPanels panels={panels} />
      <Notices />
      <HostState />
      <FileDrop />
    </div>
  )
}

function RightPanels({ panels }: Pick<PageProps, 'panels'>) {
  const { t } = useTranslation()
  const hasNoStream = useHasNoStream()
  const rightPanel = useView((view) => view.rightPanel)
  const setView = useSetView()
  const choose = (name: string) => {
    const chosen = RIGHT_PANELS.find((panel) => panel === name)
    if (chosen !== undefined) setView({ rightPanel: chosen })
  }
  return (
    <Tabs.Root asChild value={rightPanel} onValueChange={choose}>
      <section className={styles.panels} aria-label={t('panelsRegion')}>
        <Tabs.List className={styles.tabs} aria-label={t('panelsRegion')}>
          {RIGHT_PANELS.map((panel) => (
            <Tabs.Trigger key={panel} className={styles.tab} value={panel}>
              {t(`tab.${panel}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {RIGHT_PANELS.map((panel) => (
          <Tabs.Content key={panel} className={styles.panel} value={panel}>
            {hasNoStream && OF_A_STREAM.has(panel) ? <NoStream isBrief /> : panels[panel]}
          </Tabs.Content>
        ))}
      </section>
    </Tabs.Root>
  )
}
