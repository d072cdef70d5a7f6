/** The verdict in a sentence, and the two figures that disagree: CloudWatch's minute and the fullest second. */
import { useTranslation } from 'react-i18next'
import type { Diagnosis } from '../../engine/diagnosis'
import { useFormats } from '../../strings/formats'
import { shortShardId } from '../shardName'
import { limitOf } from './secondsChart'
import { useAmount } from './useAmount'
import styles from './Diagnosis.module.css'

export function VerdictText({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnosis')
  const formats = useFormats()
  const { limitedBy, minuteMean, peakUse, shardId, askedShardId } = diagnosis
  const amount = useAmount(limitedBy)
  return (
    <>
      <p className={styles.verdict}>
        <Sentence diagnosis={diagnosis} />
      </p>
      {askedShardId === shardId ? null : <p className={styles.note}>{t('followed', { asked: shortShardId(askedShardId), shard: shortShardId(shardId) })}</p>}
      <dl className={styles.figures}>
        <div data-tone="mean">
          <dt>{t('figure.cloudWatch')}</dt>
          <dd>
            <strong>{formats.percent(minuteMean[limitedBy] / limitOf(limitedBy))}</strong> {amount(minuteMean[limitedBy])}
          </dd>
        </div>
        <div data-tone={peakUse > 1 ? 'fault' : 'record'}>
          <dt>{t('figure.peak')}</dt>
          <dd>
            <strong>{formats.percent(peakUse)}</strong> {amount(peakUse * limitOf(limitedBy))}
          </dd>
        </div>
      </dl>
    </>
  )
}

function Sentence({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnosis')
  const formats = useFormats()
  const { verdict, limitedBy, keys, lately, stream, peakUse } = diagnosis
  const amount = useAmount(limitedBy)
  const shard = shortShardId(diagnosis.shardId)
  const limit = limitOf(limitedBy)
  const asked = formats.percent(lately.demand[limitedBy] / limit)
  switch (verdict) {
    case 'experiment':
      return <>{t('verdict.experiment', { shard, asked })}</>
    case 'none':
      return <>{t('verdict.none', { shard })}</>
    case 'burst':
      return <>{t('verdict.burst', { shard, peak: formats.percent(peakUse), mean: asked })}</>
    case 'backlog':
      return <>{t('verdict.backlog', { shard, asked })}</>
    case 'hotKey':
      return <>{t('verdict.hotKey', { partitionKey: keys[0]?.partitionKey ?? '', asked: formats.percent(keys[0]?.use ?? 0) })}</>
    case 'tooMuchTraffic':
      return <>{t('verdict.tooMuchTraffic', { asked: amount(stream.demand[limitedBy]), shards: stream.openShardCount, limit: amount(stream.limit[limitedBy]) })}</>
    case 'hotShard':
      return <>{t('verdict.hotShard', { shard, asked, stream: formats.percent(stream.demand[limitedBy] / stream.limit[limitedBy]) })}</>
  }
}
