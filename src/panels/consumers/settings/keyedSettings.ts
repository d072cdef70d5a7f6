/** What can be set of consumers, each by its key in their strings. */
import { settingsBy, type NumberName } from '../../settings/settingsBy'
import { useSettingText, type SettingKey } from './settingText'

export const { ChoiceSetting, NumberSetting, SelectSetting, SwitchSetting, TextSetting } = settingsBy(useSettingText)

/** A number that stands in the strings by its own name. */
export type NumberKey<Settings> = NumberName<Settings> & SettingKey
