/** One of several whose names are long, or not known beforehand. */
import controls from '../../widgets/controls.module.css'
import { Setting } from './Setting'
import type { SettingText } from './settingText'

export interface SelectSettingProps<Name extends string> extends SettingText {
  names: readonly Name[]
  chosen: Name
  /** The product's own names need no other word. */
  say?: ((name: Name) => string) | undefined
  onChoose: (name: Name) => void
}

export function SelectSetting<Name extends string>({ name, help, names, chosen, say = (one) => one, onChoose }: SelectSettingProps<Name>) {
  return (
    <Setting
      name={name}
      help={help}
      field={(ids) => (
        <select
          {...ids}
          className={controls.select}
          value={chosen}
          onChange={(event) => {
            const next = names.find((known) => known === event.target.value)
            if (next !== undefined) onChoose(next)
          }}
        >
          {names.map((one) => (
            <option key={one} value={one}>
              {say(one)}
            </option>
          ))}
        </select>
      )}
    />
  )
}
