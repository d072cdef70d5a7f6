/** The frame of the page: header, controls, river, panels, timeline, and what lies over them. */
import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import type { RightPanel } from '../../store/viewStore'
import { Controls } from '../controls/Controls'
import { FileDrop } from '../fileDrop/FileDrop'
import { HostState } from '../notices/HostState'
import { Notices } from '../notices/Notices'
import { Header } from './Header'
import type { ScenarioChoice } from './ScenarioMenu'
import styles from './Page.module.css'

export interface PageProps {
  scenarios: readonly ScenarioChoice[]
  river: ReactNode
  timeline: ReactNode
  panels: Readonly<Record<RightPanel, ReactNode>>
}

const RIGHT_PANELS: readonly RightPanel[] = ['lineage', 'leases', 'metrics']

export function Page({ scenarios, river, timeline, panels }: PageProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#river">
        {t('skipToRiver')}
      </a>
      <Header scenarios={scenarios} />
      <main className={styles.river} id="river" tabIndex={-1} aria-label={t('riverRegion')}>
        {river}
      </main>
      <div className={styles.timeline}>{timeline}</div>
      <section className={styles.controls} aria-label={t('controlsRegion')}>
        <Controls />
      </section>
      <RightPanels panels={panels} />
      <Notices />
      <HostState />
      <FileDrop />
    </div>
  )
}

function RightPanels({ panels }: Pick<PageProps, 'panels'>) {
  const { t } = useTranslation()
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
            {panels[panel]}
          </Tabs.Content>
        ))}
      </section>
    </Tabs.Root>
  )
}
