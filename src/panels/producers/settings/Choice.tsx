/** One of a few, side by side: a group of which one is pressed; the arrow keys go from one to the next. */
import { ToggleGroup } from 'radix-ui'
import sheet from '../Producers.module.css'
import styles from './Settings.module.css'

export interface ChoiceProps<Name extends string> {
  label: string
  help?: string
  names: readonly Name[]
  chosen: Name
  say: (name: Name) => string
  onChoose: (name: Name) => void
}

export function Choice<Name extends string>({ label, help, names, chosen, say, onChoose }: ChoiceProps<Name>) {
  return (
    <div className={sheet.pair}>
      <span>{label}</span>
      <ToggleGroup.Root
        type="single"
        className={styles.segments}
        aria-label={label}
        value={chosen}
        onValueChange={(value) => {
          // Pressing the pressed one takes nothing back.
          const name = names.find((known) => known === value)
          if (name !== undefined) onChoose(name)
        }}
      >
        {names.map((name) => (
          <ToggleGroup.Item key={name} value={name}>
            {say(name)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {help === undefined ? null : <p className={sheet.hint}>{help}</p>}
    </div>
  )
}
