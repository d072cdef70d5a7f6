/** The name of a setting in the words of the product, and one line that says what it does. */
import { useTranslation } from 'react-i18next'
import type { namespaces } from '../../../strings/enConsumers'
import type { SettingText } from '../../settings/settingText'

export type SettingKey = keyof (typeof namespaces)['consumers']['setting']

export function useSettingText(key: SettingKey): Required<SettingText> {
  const { t } = useTranslation('consumers')
  return { name: t(`setting.${key}.name`), help: t(`setting.${key}.help`) }
}
