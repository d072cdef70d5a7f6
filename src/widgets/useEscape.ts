/** Escape closes what was opened last, wherever the focus is; within a menu or a field of text the key belongs to that. */
import { useEffect, useRef } from 'react'

/** The last one is asked first. */
const closers: (() => void)[] = []
const OWN_ESCAPE = '[role="menu"], [role="listbox"], input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select'

function onKeyDown(event: KeyboardEvent): void {
  const close = closers.at(-1)
  if (event.key !== 'Escape' || event.defaultPrevented || close === undefined) return
  if (event.target instanceof Element && event.target.closest(OWN_ESCAPE) !== null) return
  event.preventDefault()
  event.stopPropagation()
  close()
}

export function useEscape(onClose: () => void): void {
  const latest = useRef(onClose)
  useEffect(() => {
    latest.current = onClose
  })
  useEffect(() => {
    const close = () => latest.current()
    // Before the panels, which close themselves.
    if (closers.push(close) === 1) window.addEventListener('keydown', onKeyDown, true)
    return () => {
      closers.splice(closers.indexOf(close), 1)
      if (closers.length === 0) window.removeEventListener('keydown', onKeyDown, true)
    }
  }, [])
}
