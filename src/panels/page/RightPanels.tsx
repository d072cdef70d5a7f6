/** The right rail as tabs: one is a stop of the Tab key, the arrows show the others. */
import { useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import type { RightPanel } from '../../store/viewStore'
import { NoStream, useHasNoStream } from './NoStream'
import styles from './Page.module.css'
import { useBeginsAtTop } from './useBeginsAtTop'

export type RightPanelContents = Readonly<Record<RightPanel, ReactNode>>

const RIGHT_PANELS: readonly RightPanel[] = ['lineage', 'leases', 'metrics', 'calls', 'capacity', 'security']

/** What they show belongs to one stream. */
const OF_A_STREAM: ReadonlySet<RightPanel> = new Set(['lineage', 'leases', 'metrics', 'capacity'])

export function RightPanels({ panels }: { panels: RightPanelContents }) {
  const { t } = useTranslation()
  const hasNoStream = useHasNoStream()
  const chosen = useView((view) => view.rightPanel)
  const setView = useSetView()
  const rail = useRef<HTMLElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useBeginsAtTop(rail, chosen)
  const id = useId()
  const onKeyDown = (event: KeyboardEvent) => {
    const next = panelForKey(event.key, RIGHT_PANELS.indexOf(chosen))
    if (next === null) return
    event.preventDefault()
    setView({ rightPanel: RIGHT_PANELS[next] ?? chosen })
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <section ref={rail} className={styles.panels} data-panel={chosen} aria-label={t('panelsRegion')}>
      <div ref={list} role="tablist" className={styles.tabs} aria-label={t('panelsRegion')} onKeyDown={onKeyDown}>
        {RIGHT_PANELS.map((panel) => (
          <button
            key={panel}
            type="button"
            role="tab"
            id={`${id}-tab-${panel}`}
            className={styles.tab}
            aria-selected={panel === chosen}
            aria-controls={`${id}-panel-${panel}`}
            tabIndex={panel === chosen ? 0 : -1}
            onClick={() => setView({ rightPanel: panel })}
          >
            {t(`tab.${panel}`)}
          </button>
        ))}
      </div>
      {RIGHT_PANELS.map((panel) => (
        <div key={panel} role="tabpanel" id={`${id}-panel-${panel}`} className={styles.panel} aria-labelledby={`${id}-tab-${panel}`} data-scrolls tabIndex={0} hidden={panel !== chosen}>
          {panel !== chosen ? null : hasNoStream && OF_A_STREAM.has(panel) ? <NoStream isBrief /> : panels[panel]}
        </div>
      ))}
    </section>
  )
}

/** @returns the index of the panel that the key leads to; null for a key that means something else. */
function panelForKey(key: string, from: number): number | null {
  const count = RIGHT_PANELS.length
  switch (key) {
    case 'ArrowRight':
      return (from + 1) % count
    case 'ArrowLeft':
      return (from + count - 1) % count
    case 'Home':
    case 'PageUp':
      return 0
    case 'End':
    case 'PageDown':
      return count - 1
    default:
      return null
  }
}
