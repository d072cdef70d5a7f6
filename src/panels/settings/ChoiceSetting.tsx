/** One of a few, all of them in sight. */
import sheet from '../sheet/Sheet.module.css'
import { Segments } from './Segments'
import type { SelectSettingProps } from './SelectSetting'

export function ChoiceSetting<Name extends string>({ name, help, names, chosen, say = (one) => one, onChoose }: SelectSettingProps<Name>) {
  return (
    <div className={sheet.pair}>
      <span>{name}</span>
      <Segments label={name} names={names} chosen={chosen} say={say} onChoose={onChoose} />
      {help === undefined ? null : <p className={sheet.hint}>{help}</p>}
    </div>
  )
}
