/** The name of a setting in the words of the product, and one line that says what it does. */
import { useTranslation } from 'react-i18next'
import type { namespaces } from '../../../strings/enProducers'
import type { SettingText } from '../../settings/settingText'

type Texts = (typeof namespaces)['producers']['setting']

/** `kpl.recordTtlMs` */
export type SettingKey = { [Kind in keyof Texts]: `${Kind}.${Extract<keyof Texts[Kind], string>}` }[keyof Texts]

export function useSettingText(key: SettingKey): Required<SettingText> {
  const { t } = useTranslation('producers')
  return { name: t(`setting.${key}.name`), help: t(`setting.${key}.help`) }
}
