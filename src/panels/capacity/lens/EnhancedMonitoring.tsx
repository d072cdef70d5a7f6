/** Shard-level metrics, all seven at once: on they cost, off they are not there. */
import { useTranslation } from 'react-i18next'
import type { CapacityView } from '../../../engine/onDemand/capacityView'
import { useActions } from '../../../store/hooks'
import { SwitchSetting } from '../../settings/SwitchSetting'
import { CallProblem } from '../../serviceRefusals/CallProblem'
import { PendingNote } from '../PendingNote'

const OPERATIONS = ['EnableEnhancedMonitoring', 'DisableEnhancedMonitoring'] as const

export function EnhancedMonitoring({ view: { streamName, shardLevelMetrics, pendingShardLevelMetrics: pending } }: { view: CapacityView }) {
  const { t } = useTranslation('cloudWatch')
  const { submit } = useActions()
  const say = (names: readonly string[]) => (names.length === 0 ? t('enhanced.off') : names.join(', '))
  return (
    <>
      <SwitchSetting
        name={t('enhanced.name')}
        help={`${t('enhanced.help')} ${say(shardLevelMetrics)}`}
        isOn={(pending?.names ?? shardLevelMetrics).length > 0}
        onChange={(isOn) => submit({ type: 'Call', operation: OPERATIONS[isOn ? 0 : 1], input: { StreamName: streamName, ShardLevelMetrics: ['ALL'] } })}
      />
      {pending === null ? null : <PendingNote asked={say(pending.names)} inForce={say(shardLevelMetrics)} atMs={pending.atMs} />}
      <CallProblem operations={OPERATIONS} streamName={streamName} />
    </>
  )
}
