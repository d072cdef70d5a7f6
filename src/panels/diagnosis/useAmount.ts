/** What is asked or taken in a second, in the unit of the limit that is nearer. */
import { useTranslation } from 'react-i18next'
import type { Diagnosis } from '../../engine/diagnosis'
import { useFormats } from '../../strings/formats'

export function useAmount(limitedBy: Diagnosis['limitedBy']): (value: number) => string {
  const { t } = useTranslation('diagnosis')
  const formats = useFormats()
  return (value) => (limitedBy === 'records' ? t('recordsPerSecond', { count: Math.round(value) }) : t('bytesPerSecond', { bytes: formats.bytes(value) }))
}
