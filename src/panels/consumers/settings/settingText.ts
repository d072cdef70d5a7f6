/** The name of a setting in the words of the product, and one line that says what it does. */
import { useTranslation } from 'react-i18next'
import type { namespaces } from '../../../strings/enConsumers'

export type SettingKey = keyof (typeof namespaces)['consumers']['setting']

export function useSettingText(key: SettingKey): { name: string; help: string } {
  const { t } = useTranslation('consumers')
  return { name: t(`setting.${key}.name`), help: t(`setting.${key}.help`) }
}
