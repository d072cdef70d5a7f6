/**
 * A card docked at the right of the page, over the panels there: what it tells of stays in sight, and it stays open while that goes on.
 * Where the page stands in one column it is a dialog over the page.
 */
import { useEffect, useId, useRef } from 'react'
import type { ReactNode, SyntheticEvent } from 'react'
import controls from './controls.module.css'
import styles from './FloatingCard.module.css'
import { Icon } from './Icon'
import { useEscape } from './useEscape'
import { useIsNarrow } from './useIsNarrow'

interface FloatingCardProps {
  title: string
  /** Beside the title. */
  badge?: ReactNode
  closeLabel: string
  /** What was asked for; each new one takes the focus to the title. */
  asked: unknown
  onClose: () => void
  children: ReactNode
}

export function FloatingCard({ title, badge, closeLabel, asked, onClose, children }: FloatingCardProps) {
  const titleId = useId()
  const card = useShownDialog({ asked, isModal: useIsNarrow() })
  useEscape(onClose)
  const onCancel = (event: SyntheticEvent) => {
    event.preventDefault()
    onClose()
  }
  return (
    <dialog ref={card} className={styles.card} aria-labelledby={titleId} onCancel={onCancel}>
      <header className={styles.head}>
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        {badge}
        <button type="button" className={`${controls.button} ${controls.icon} ${controls.bare}`} aria-label={closeLabel} title={closeLabel} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className={styles.body}>{children}</div>
    </dialog>
  )
}

/** Closing gives the focus back to who asked last. */
function useShownDialog({ asked, isModal }: { asked: unknown; isModal: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    const focused = document.activeElement
    if (dialog.current?.contains(focused) !== true) opener.current = focused
  }, [asked])
  useEffect(() => {
    const shown = dialog.current
    if (shown === null) return undefined
    if (isModal) shown.showModal()
    else shown.show()
    return () => {
      shown.close()
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
    }
  }, [isModal])
  useEffect(() => {
    dialog.current?.querySelector('h2')?.focus()
  }, [asked, isModal])
  return dialog
}
