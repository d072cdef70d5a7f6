/** A part of a rail under its heading, which folds it away. */
import type { ReactNode } from 'react'
import styles from './Section.module.css'

export function Section({ title, isOpen = true, children }: { title: string; isOpen?: boolean; children: ReactNode }) {
  return (
    <details className={styles.section} open={isOpen}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}
