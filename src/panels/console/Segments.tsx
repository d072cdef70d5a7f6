/** A few ways to look at one thing, side by side: exactly one is pressed. */
import styles from './Console.module.css'

export interface SegmentsProps<Name extends string> {
  label: string
  names: readonly Name[]
  chosen: Name
  say: (name: Name) => string
  onChoose: (name: Name) => void
}

export function Segments<Name extends string>({ label, names, chosen, say, onChoose }: SegmentsProps<Name>) {
  return (
    <div className={styles.segments} role="group" aria-label={label}>
      {names.map((name) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {say(name)}
        </button>
      ))}
    </div>
  )
}
