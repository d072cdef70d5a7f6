/** One of a few, side by side: a group of which one is pressed; the arrow keys go from one to the next. */
import { ToggleGroup } from 'radix-ui'
import styles from './Settings.module.css'

export interface SegmentsProps<Name extends string> {
  label: string
  names: readonly Name[]
  chosen: Name
  say: (name: Name) => string
  /** What pressing one does, where its name says too little. */
  titleOf?: ((name: Name) => string) | undefined
  isDisabled?: boolean | undefined
  onChoose: (name: Name) => void
}

export function Segments<Name extends string>({ label, names, chosen, say, titleOf, isDisabled = false, onChoose }: SegmentsProps<Name>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={styles.segments}
      disabled={isDisabled}
      aria-label={label}
      value={chosen}
      onValueChange={(value) => {
        // Pressing the pressed one takes nothing back.
        const name = names.find((known) => known === value)
        if (name !== undefined) onChoose(name)
      }}
    >
      {names.map((name) => (
        <ToggleGroup.Item key={name} value={name} title={titleOf?.(name)}>
          {say(name)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
