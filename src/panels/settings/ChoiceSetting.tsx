/** One of a few, all of them in sight. */
import sheet from '../sheet/Sheet.module.css'
import { Segments } from './Segments'
import type { SelectSettingProps } from './SelectSetting'

export interface ChoiceSettingProps<Name extends string> extends SelectSettingProps<Name> {
  isDisabled?: boolean
}

export function ChoiceSetting<Name extends string>({ name, help, names, chosen, say = (one) => one, isDisabled = false, onChoose }: ChoiceSettingProps<Name>) {
  return (
    <div className={sheet.pair}>
      <span>{name}</span>
      <Segments label={name} names={names} chosen={chosen} say={say} isDisabled={isDisabled} onChoose={onChoose} />
      {help === undefined ? null : <p className={sheet.hint}>{help}</p>}
    </div>
  )
}
