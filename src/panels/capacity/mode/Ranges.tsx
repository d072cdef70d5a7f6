/** How the hash-key space is shared out among open shards, and the calls that even it. */
import { useTranslation } from 'react-i18next'
import type { CapacityView, EveningCall } from '../../../engine/onDemand/capacityView'
import { useActions, useSetView } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { Group } from '../../settings/Group'
import { SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import { CallProblem } from '../../serviceRefusals/CallProblem'
import styles from './Mode.module.css'

/** Ranges as the service makes them differ by a few keys. */
const ALIKE_MAX = 1.000_001
/** A narrower part of the bar has no room for a name. */
const NAMED_SHARE_MIN = 0.12

export function Ranges({ view: { streamName, mode, ranges } }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const { decimal, percent } = useFormats()
  const setView = useSetView()
  const { shares, widestToNarrowest, remedies } = ranges
  const isEven = widestToNarrowest <= ALIKE_MAX
  return (
    <div className={sheet.body}>
      <h3>{t('ranges.title')}</h3>
      <div className={styles.ranges} aria-hidden="true">
        {shares.map(({ shardId, ofKeySpace, useInMinute }) => (
          <span key={shardId} style={{ flexGrow: ofKeySpace }} onPointerEnter={() => setView({ highlightedShardId: shardId })} onPointerLeave={() => setView({ highlightedShardId: null })}>
            <i style={{ height: `${Math.min(100, 100 * useInMinute)}%` }} data-full={useInMinute >= 1} />
            <b>{ofKeySpace < NAMED_SHARE_MIN ? '' : shortShardId(shardId)}</b>
          </span>
        ))}
      </div>
      <p className={sheet.hint}>
        {shares.length < 2 ? t('ranges.one') : isEven ? t('ranges.even') : t('ranges.uneven', { times: decimal(widestToNarrowest) })} {t('ranges.bar')}
        {!isEven && mode === 'ON_DEMAND' ? ` ${t('ranges.notByCall')}` : null}
      </p>
      <Remedies remedies={remedies} />
      <CallProblem operations={['SplitShard', 'MergeShards', 'UpdateShardCount']} streamName={streamName} isMeant={({ operation, input }) => operation !== 'UpdateShardCount' || remedies.some((call) => call.operation === operation && call.input.TargetShardCount === input['TargetShardCount'])} />
      <Group title={t('ranges.table')}>
        <SmallTable
          caption={t('ranges.table')}
          heads={[t('shard'), t('ranges.share'), t('ranges.use')]}
          rows={shares.map(({ shardId, ofKeySpace, useInMinute }) => ({ key: shardId, cells: [shortShardId(shardId), `${decimal(100 * ofKeySpace)}%`, percent(useInMinute)], isFault: useInMinute >= 1 }))}
        />
      </Group>
    </div>
  )
}

function Remedies({ remedies }: { remedies: readonly EveningCall[] }) {
  const { t } = useTranslation('capacity')
  const { decimal } = useFormats()
  const { submit } = useActions()
  if (remedies.length === 0) return null
  return (
    <ul className={sheet.body} aria-label={t('ranges.evenOut')}>
      {remedies.map((call) => (
        <li key={call.operation} className={styles.remedy}>
          <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => submit(commandOf(call))}>
            {t('ranges.evenOut')}
            <span className={sheet.hidden}> {call.operation}</span>
          </button>
          <span>
            <code>{call.operation}</code> {sayCall(call)} {call.widestToNarrowest <= ALIKE_MAX ? t('ranges.thenEven') : t('ranges.then', { times: decimal(call.widestToNarrowest) })}
          </span>
        </li>
      ))}
    </ul>
  )

  function sayCall(call: EveningCall): string {
    switch (call.operation) {
      case 'UpdateShardCount':
        return t('ranges.call.UpdateShardCount', { shards: call.input.TargetShardCount })
      case 'SplitShard':
        return t('ranges.call.SplitShard', { shard: shortShardId(call.input.ShardToSplit) })
      case 'MergeShards':
        return t('ranges.call.MergeShards', { shard: shortShardId(call.input.ShardToMerge), adjacentShard: shortShardId(call.input.AdjacentShardToMerge) })
    }
  }
}

function commandOf(call: EveningCall) {
  switch (call.operation) {
    case 'UpdateShardCount':
      return { type: 'Call', operation: call.operation, input: call.input } as const
    case 'SplitShard':
      return { type: 'Call', operation: call.operation, input: call.input } as const
    case 'MergeShards':
      return { type: 'Call', operation: call.operation, input: call.input } as const
  }
}
