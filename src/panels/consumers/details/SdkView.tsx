/** An application on the SDK: each shard that it knows, how it stands there, and where it would go on after a crash. */
import { useTranslation } from 'react-i18next'
import type { SdkReaderDetails } from '../../../engine/consumers/sdk/details'
import { useFormats } from '../../../strings/formats'
import { SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'

export function SdkView({ details: { shards } }: { details: SdkReaderDetails }) {
  const { t } = useTranslation('consumers')
  const { count, duration } = useFormats()
  if (shards.length === 0) return <p className={sheet.hint}>{t('sdk.none')}</p>
  return (
    <SmallTable
      caption={t('sdk.shards')}
      heads={[t('details.shard'), t('details.state'), t('details.pending'), t('details.behind'), t('details.saved')]}
      rows={shards.map(({ shardId, state, recordsPending, millisBehindLatest, saved }) => ({
        key: shardId,
        cells: [
          shortShardId(shardId),
          t(`sdk.state.${state}`),
          count(recordsPending),
          millisBehindLatest === null ? '–' : duration(millisBehindLatest),
          saved === null ? t('details.never') : saved < 0 ? t('details.finished') : count(saved),
        ],
      }))}
    />
  )
}
