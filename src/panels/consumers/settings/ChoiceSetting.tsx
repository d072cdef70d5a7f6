/** One of a few, by the product's own names or by ours. */
import { Choice } from '../../producers/settings/Choice'
import { useSettingText } from './settingText'
import type { SettingKey } from './settingText'

export interface ChoiceSettingProps<Name extends string> {
  setting: SettingKey
  names: readonly Name[]
  chosen: Name
  say?: (name: Name) => string
  onChoose: (name: Name) => void
}

export function ChoiceSetting<Name extends string>({ setting, say = (name) => name, ...choice }: ChoiceSettingProps<Name>) {
  const { name, help } = useSettingText(setting)
  return <Choice label={name} help={help} say={say} {...choice} />
}
