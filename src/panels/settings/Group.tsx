/** Settings that one looks for less often, folded away under their name. */
import type { ReactNode } from 'react'
import sheet from '../sheet/Sheet.module.css'

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={sheet.group}>
      <summary>{title}</summary>
      <div className={sheet.body}>{children}</div>
    </details>
  )
}
