/** A small menu at a point of the river, and the items in it. */
import { DropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import type { Point } from './riverView'
import styles from './River.module.css'

interface MenuShellProps {
  point: Point
  title: string
  /** Of the point, where there is room beside it. */
  side?: 'right' | 'left' | 'bottom'
  onClose: () => void
  children: ReactNode
}

/** Two menus side by side need more. */
const NARROW_PX = 700

export function MenuShell({ point, title, side: wanted = 'right', onClose, children }: MenuShellProps): ReactElement {
  const side = isNarrow() ? 'bottom' : wanted
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <button type="button" tabIndex={-1} className={styles.anchor} style={{ left: point.x, top: point.y }}>
          <span className={styles.hidden}>{title}</span>
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} side={side} align="start" sideOffset={6} collisionPadding={8} onCloseAutoFocus={(event) => event.preventDefault()}>
          <DropdownMenu.Label className={styles.menuName}>{title}</DropdownMenu.Label>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** A menu is kept inside the window along its point's edge only: on a phone it must open downwards. */
function isNarrow(): boolean {
  return window.innerWidth < NARROW_PX
}

/** Items behind an item; beneath it where there is no room beside. */
export function MenuBehind({ label, children }: { label: string; children: ReactNode }): ReactElement {
  if (isNarrow()) {
    return (
      <DropdownMenu.Group>
        <DropdownMenu.Label className={styles.menuName}>{label}</DropdownMenu.Label>
        {children}
      </DropdownMenu.Group>
    )
  }
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.menuItem}>{label}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={styles.menu} collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

/** Without `onSelect` it only says something. */
export function MenuItem({ label, onSelect }: { label: string; onSelect: (() => void) | null }): ReactElement {
  return (
    <DropdownMenu.Item className={styles.menuItem} disabled={onSelect === null} onSelect={onSelect ?? undefined}>
      {label}
    </DropdownMenu.Item>
  )
}
