/** What can be set of producers, each by its key in their strings. */
import { settingsBy } from '../../settings/settingsBy'
import { useSettingText } from './settingText'

export const { ChoiceSetting, NumberSetting, SelectSetting, SwitchSetting, TextSetting } = settingsBy(useSettingText)
