/** An application's colour and mark, beside text that names it or what it does; the river draws both on its waterlines. */
import { lookOf, markPath } from '../widgets/applicationMarks'
import styles from './ApplicationSwatch.module.css'

/** @param applicationIndex as in its row: it stays when another one is removed. */
export function applicationColour(applicationIndex: number): string {
  return `var(--app-${lookOf(applicationIndex)})`
}

export function ApplicationSwatch({ index }: { index: number }) {
  return (
    <span className={styles.swatch} aria-hidden="true">
      <svg viewBox="0 0 12 12" fill={applicationColour(index)}>
        <path d={markPath(index)} />
      </svg>
    </span>
  )
}
