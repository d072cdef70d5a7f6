/** The box that a button of the transport opens below itself. */
import { Popover } from 'radix-ui'
import { useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import styles from './Transport.module.css'

export interface TransportPopoverProps {
  buttonRef: RefObject<HTMLButtonElement | null>
  label: string
  onClose: () => void
  children: ReactNode
}

export function TransportPopover({ buttonRef, label, onClose, children }: TransportPopoverProps) {
  const wentElsewhere = useRef(false)
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={buttonRef} />
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          onInteractOutside={(event) => {
            // The button closes the box by itself.
            if (event.target instanceof Node && buttonRef.current?.contains(event.target) === true) event.preventDefault()
            else wentElsewhere.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!wentElsewhere.current) buttonRef.current?.focus()
          }}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
