/** A button that opens something over the page. What it opens is fetched at its first use, or as soon as somebody is about to. */
import type { ReactNode, RefObject } from 'react'
import controls from '../../widgets/controls.module.css'

export interface PopupButtonProps {
  ref: RefObject<HTMLButtonElement | null>
  label: string
  hint?: string
  isBare?: boolean
  isOpen: boolean
  onToggle: () => void
  fetchPopup: () => Promise<unknown>
  children: ReactNode
}

export function PopupButton({ ref, label, hint, isBare = false, isOpen, onToggle, fetchPopup, children }: PopupButtonProps) {
  // What cannot be fetched ahead is asked for again when it is wanted.
  const fetchAhead = () => void fetchPopup().catch(() => undefined)
  return (
    <button
      ref={ref}
      type="button"
      className={`${controls.button} ${controls.icon} ${isBare ? controls.bare : ''}`}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={label}
      title={hint}
      onPointerEnter={fetchAhead}
      onFocus={fetchAhead}
      onClick={onToggle}
    >
      {children}
    </button>
  )
}
