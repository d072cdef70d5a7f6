/** Whose metrics they are, in a few words. */
import { useTranslation } from 'react-i18next'
import { shortShardId } from '../../shardName'
import type { MetricGroup } from './metricChoice'

export function useSaidGroup(): (group: MetricGroup | undefined) => string {
  const { t } = useTranslation('cloudWatch')
  return (group) => (group === undefined ? '' : t(`explorer.level.${group.level}`, { name: group.level === 'shard' ? shortShardId(group.name) : group.name }))
}
