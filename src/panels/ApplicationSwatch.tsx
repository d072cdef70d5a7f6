/** An application's colour, beside text that names it or what it does. */
import styles from './ApplicationSwatch.module.css'

/** The theme has this many application colours; later applications begin again. */
const COLOURS = 4

export function applicationColour(index: number): string {
  return `var(--app-${index % COLOURS})`
}

export function ApplicationSwatch({ index }: { index: number }) {
  return <span className={styles.swatch} style={{ background: applicationColour(index) }} aria-hidden="true" />
}
