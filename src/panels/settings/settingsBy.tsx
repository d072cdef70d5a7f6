/** The settings of one room of the page by the keys that they have in its strings. */
import { ChoiceSetting, type ChoiceSettingProps } from './ChoiceSetting'
import { NumberSetting, type NumberSettingProps } from './NumberSetting'
import { SelectSetting, type SelectSettingProps } from './SelectSetting'
import type { SettingText } from './settingText'
import { SwitchSetting, type SwitchSettingProps } from './SwitchSetting'
import { TextSetting, type TextSettingProps } from './TextSetting'

type ByKey<Key, Props> = Omit<Props, keyof SettingText> & { setting: Key }
/** What the chosen one means follows the help. */
type Choice<Key, Name extends string> = ByKey<Key, ChoiceSettingProps<Name>> & { means?: string }

/** The names of settings that are numbers. */
export type NumberName<Settings> = { [Name in keyof Settings]: Settings[Name] extends number ? Name : never }[keyof Settings]

export function settingsBy<Key extends string>(useText: (key: Key) => Required<SettingText>) {
  return {
    ChoiceSetting: <Name extends string>({ setting, means, ...props }: Choice<Key, Name>) => {
      const { name, help } = useText(setting)
      return <ChoiceSetting name={name} help={means === undefined ? help : `${help} ${means}`} {...props} />
    },
    NumberSetting: ({ setting, ...props }: ByKey<Key, NumberSettingProps>) => <NumberSetting {...useText(setting)} {...props} />,
    SelectSetting: <Name extends string>({ setting, ...props }: ByKey<Key, SelectSettingProps<Name>>) => <SelectSetting {...useText(setting)} {...props} />,
    SwitchSetting: ({ setting, ...props }: ByKey<Key, SwitchSettingProps>) => <SwitchSetting {...useText(setting)} {...props} />,
    TextSetting: ({ setting, ...props }: ByKey<Key, TextSettingProps>) => <TextSetting {...useText(setting)} {...props} />,
  }
}
