/** A rate in both of its units, as the limits of a shard are given. */
import { useTranslation } from 'react-i18next'
import { MIB } from '../../base/units'
import type { Load } from '../../engine/shardAttempts'
import { useFormats } from '../../strings/formats'

export function useSaidLoad(): (load: Load) => string {
  const { t } = useTranslation('capacity')
  const { decimal, count } = useFormats()
  return ({ bytes, records }) => t('load', { mib: decimal(bytes / MIB), records: count(records) })
}
