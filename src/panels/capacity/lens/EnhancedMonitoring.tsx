/** Shard-level metrics, all seven at once: on they cost, off they are not there. */
import { useTranslation } from 'react-i18next'
import { useActions } from '../../../store/hooks'
import { SwitchSetting } from '../../settings/SwitchSetting'
import { CallProblem } from '../CallProblem'

const OPERATIONS = ['EnableEnhancedMonitoring', 'DisableEnhancedMonitoring'] as const

export function EnhancedMonitoring({ streamName, shardLevelMetrics }: { streamName: string; shardLevelMetrics: readonly string[] }) {
  const { t } = useTranslation('cloudWatch')
  const { submit } = useActions()
  return (
    <>
      <SwitchSetting
        name={t('enhanced.name')}
        help={`${t('enhanced.help')} ${shardLevelMetrics.length === 0 ? t('enhanced.off') : shardLevelMetrics.join(', ')}`}
        isOn={shardLevelMetrics.length > 0}
        onChange={(isOn) => submit({ type: 'Call', operation: OPERATIONS[isOn ? 0 : 1], input: { StreamName: streamName, ShardLevelMetrics: ['ALL'] } })}
      />
      <CallProblem operations={OPERATIONS} streamName={streamName} />
    </>
  )
}
