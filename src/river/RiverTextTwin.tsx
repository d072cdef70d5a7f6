/** What the canvas shows, as tables for those who listen: one row a shard, then the producers; renewed at most twice a second. */
import { lazy } from 'react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeaseRow, ShardRow, Summary } from '../engine/frame'
import { loadStrings } from '../strings/strings'
import { Late } from '../widgets/Late'
import { shortShardName } from './scene'
import { shardWriteUse } from './shardWriteUse'
import styles from './River.module.css'

const ROWS_MAX = 100

const ProducersTwin = lazy(async () => {
  const [{ ProducersTwin: twin }] = await Promise.all([import('./ProducersTwin'), loadStrings('river')])
  return { default: twin }
})

export function RiverTextTwin({ summary }: { summary: Summary }): ReactElement {
  const { t } = useTranslation('river')
  const shards = summary.shards.filter((shard) => shard.state !== 'EXPIRED')
  const leases = new Map(summary.leases.map((lease) => [leaseKey(lease), lease]))
  return (
    <div className={styles.hidden}>
      <table>
        <caption>{t('twin.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('twin.shard')}</th>
            <th scope="col">{t('twin.state')}</th>
            <th scope="col">{t('twin.hashRange')}</th>
            <th scope="col">{t('twin.writeUse')}</th>
            <th scope="col">{t('twin.throttled')}</th>
            {summary.applications.map(({ name }) => (
              <th scope="col" key={name}>
                {t('twin.application', { application: name })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shards.slice(0, ROWS_MAX).map((shard) => (
            <tr key={shard.shardId} data-shard={shard.shardId} data-state={shard.state}>
              <th scope="row">{shard.shardId}</th>
              <td>{t(`twin.${shard.state}`)}</td>
              <td>{t('twin.range', { from: shard.startingHashKey, to: shard.endingHashKey })}</td>
              <td>{t('twin.percent', { percent: shard.state === 'OPEN' ? Math.round(100 * shardWriteUse(shard)) : 0 })}</td>
              <td>{Math.round(shard.throttledPerSecond)}</td>
              {summary.applications.map(({ name }) => (
                <td key={name}>
                  <Progress lease={leases.get(leaseKey({ application: name, shardId: shard.shardId })) ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shards.length > ROWS_MAX && <p>{t('twin.more', { shards: shards.length - ROWS_MAX })}</p>}
      <Late>
        <ProducersTwin summary={summary} />
      </Late>
    </div>
  )
}

function Progress({ lease }: { lease: LeaseRow | null }): string {
  const { t } = useTranslation('river')
  if (lease === null) return t('twin.noLease')
  if (lease.checkpoint === 'SHARD_END') return t('twin.ended')
  if (lease.state === 'WAITING_ON_PARENT_SHARDS') {
    return t('twin.waiting', { parents: lease.waitsForShardIds.map(shortName).join(', '), records: lease.backlogRecords })
  }
  return t('twin.processing', { records: lease.backlogRecords })
}

function shortName(shardId: ShardRow['shardId']): string {
  return shortShardName(Number(shardId.replace(/^.*-/, '')))
}

function leaseKey({ application, shardId }: Pick<LeaseRow, 'application' | 'shardId'>): string {
  return `${application} ${shardId}`
}
