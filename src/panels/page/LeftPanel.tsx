/** The left rail: the sliders, or in their place all about producers, about consumers, or the API console; all act on the same stream. */
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import { Controls } from '../controls/Controls'
import styles from './Page.module.css'
import { useBeginsAtTop } from './useBeginsAtTop'

const LEFT_PANELS = ['controls', 'producers', 'consumers', 'console'] as const

export type LeftPanelContents = Readonly<Record<Exclude<(typeof LEFT_PANELS)[number], 'controls'>, ReactNode>>

export function LeftPanel({ panels, story }: { panels: LeftPanelContents; story: ReactNode }) {
  const { t } = useTranslation()
  const leftPanel = useView((view) => view.leftPanel)
  const setView = useSetView()
  const rail = useRef<HTMLElement>(null)
  const buttons = useRef<HTMLDivElement>(null)
  useBeginsAtTop(rail, leftPanel)
  const shown = useRef(leftPanel)
  useEffect(() => {
    // Left from within, a panel takes the focus with it.
    if (shown.current !== leftPanel && document.activeElement === document.body) {
      buttons.current?.querySelector<HTMLElement>(leftPanel === 'controls' ? 'button:last-child' : '[aria-pressed="true"]')?.focus()
    }
    shown.current = leftPanel
  }, [leftPanel])
  return (
    <section ref={rail} className={styles.controls} aria-label={t('controlsRegion')} data-panel={leftPanel}>
      <div ref={buttons} className={styles.switch} role="group" aria-label={t('leftPanels')}>
        {LEFT_PANELS.map((panel) => (
          <button key={panel} type="button" className={styles.tab} aria-label={t(`leftPanel.${panel}`)} aria-pressed={panel === leftPanel} onClick={() => setView({ leftPanel: panel })}>
            {t(panel === 'console' ? 'leftPanelBriefly' : `leftPanel.${panel}`)}
          </button>
        ))}
      </div>
      {story}
      <div className={styles.left} data-scrolls>{leftPanel === 'controls' ? <Controls /> : panels[leftPanel]}</div>
    </section>
  )
}
