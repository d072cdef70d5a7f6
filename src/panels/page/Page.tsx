/** The frame of the page: header, controls, river, panels, timeline, and what lies over them. */
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { late, LateTextsContext } from '../../widgets/Late'
import type { LateTexts } from '../../widgets/Late'
import { FileDrop } from '../fileDrop/FileDrop'
import { HostState } from '../notices/HostState'
import { Notices } from '../notices/Notices'
import { Header } from './Header'
import { LeftPanel } from './LeftPanel'
import { NoStream, useHasNoStream } from './NoStream'
import { RightPanels } from './RightPanels'
import type { RightPanelContents } from './RightPanels'
import { StoryNote, type ScenarioChoice } from './ScenarioMenu'
import styles from './Page.module.css'

const ConnectionProblem = late(async () => (await import('./ConnectionProblem')).ConnectionProblem, 'over')

export interface PageProps {
  scenarios: readonly ScenarioChoice[]
  river: ReactNode
  timeline: ReactNode
  /** Each stands where the controls are, while it is open. */
  producers: ReactNode
  consumers: ReactNode
  apiConsole: ReactNode
  panels: RightPanelContents
}

export function Page({ scenarios, river, timeline, producers, consumers, apiConsole, panels }: PageProps) {
  const { t } = useTranslation()
  const hasNoStream = useHasNoStream()
  const isLive = useWorld((world) => world.live !== null)
  const lateTexts = useMemo<LateTexts>(() => ({ failed: t('late.failed'), why: t('late.why'), again: t('late.again') }), [t])
  return (
    <LateTextsContext value={lateTexts}>
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
          {isLive ? <ConnectionProblem /> : null}
        </main>
        <div className={styles.timeline}>{timeline}</div>
        <LeftPanel panels={{ producers, consumers, console: apiConsole }} story={<StoryNote scenarios={scenarios} />} />
        <RightPanels panels={panels} />
        <Notices />
        <HostState />
        <FileDrop />
      </div>
    </LateTextsContext>
  )
}
