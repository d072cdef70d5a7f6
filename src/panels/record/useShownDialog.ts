/** Opens a dialog that is there, over the page where that stands in one column and beside it elsewhere; leads the focus in, and back. */
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

export function useShownDialog(isModal: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    if (shown === null) return undefined
    const opener = document.activeElement
    if (isModal) shown.showModal()
    else shown.show()
    shown.querySelector('h2')?.focus()
    return () => {
      shown.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [isModal])
  return dialog
}
