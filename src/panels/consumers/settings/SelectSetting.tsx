/** One of several whose names are long, or not known beforehand. */
import { useId } from 'react'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../producers/Producers.module.css'
import { useSettingText } from './settingText'
import type { SettingKey } from './settingText'

export interface SelectSettingProps<Name extends string> {
  setting: SettingKey
  names: readonly Name[]
  chosen: Name
  say?: (name: Name) => string
  onChoose: (name: Name) => void
}

export function SelectSetting<Name extends string>({ setting, names, chosen, say = (name) => name, onChoose }: SelectSettingProps<Name>) {
  const { name, help } = useSettingText(setting)
  const id = useId()
  return (
    <div className={sheet.pair}>
      <label htmlFor={id}>{name}</label>
      <select
        id={id}
        className={controls.select}
        value={chosen}
        aria-describedby={`${id}-help`}
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
      <p className={sheet.hint} id={`${id}-help`}>
        {help}
      </p>
    </div>
  )
}
