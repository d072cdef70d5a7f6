/** What the canvas shows, as tables for those who listen: one row a shard, then the producers; renewed at most twice a second. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { WATERLINE_ENDED, WATERLINE_PROCESSING, WATERLINE_WAITING } from '../engine/frame'
import type { ApplicationRow, LeaseRow, ShardRow, Summary } from '../engine/summary'
import { valueAt } from './column'
import { ConsumersTwin } from './ConsumersTwin'
import { ProducersTwin } from './ProducersTwin'
import { shortShardName } from './scene'
import { shardWritePercents } from './shardWriteUse'
import styles from './River.module.css'

const ROWS_MAX = 100

export function RiverTextTwin({ summary }: { summary: Summary }): ReactElement {
  const { t } = useTranslation('river')
  const shards = summary.shards.map((shard, place) => ({ shard, place })).filter(({ shard }) => shard.state !== 'EXPIRED')
  const leases = new Map(summary.leases.map((lease) => [leaseKey(lease), lease]))
  const isStruck = shards.some(({ shard }) => shard.faultPercent > 0)
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
            {isStruck ? <th scope="col">{t('twin.struck')}</th> : null}
            {summary.applications.map(({ name }) => (
              <th scope="col" key={name}>
                {t('twin.application', { application: name })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shards.slice(0, ROWS_MAX).map(({ shard, place }) => (
            <tr key={shard.shardId} data-shard={shard.shardId} data-state={shard.state}>
              <th scope="row">{shard.shardId}</th>
              <td>{t(`twin.${shard.state}`)}</td>
              <td>{t('twin.range', { from: shard.startingHashKey, to: shard.endingHashKey })}</td>
              <td>{shard.state === 'OPEN' ? <WriteUse shard={shard} /> : t('twin.percent', { percent: 0 })}</td>
              <td>{Math.round(shard.throttledPerSecond)}</td>
              {isStruck ? <td>{shard.faultPercent > 0 ? t('twin.percent', { percent: shard.faultPercent }) : t('twin.notStruck')}</td> : null}
              {summary.applications.map((application) => (
                <td key={application.name}>
                  {application.settings.kind === 'kcl' ? (
                    <LeaseProgress lease={leases.get(leaseKey({ application: application.name, shardId: shard.shardId })) ?? null} />
                  ) : (
                    <Progress application={application} place={place} parents={parentsOf(shard)} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shards.length > ROWS_MAX && <p>{t('twin.more', { shards: shards.length - ROWS_MAX })}</p>}
      <ProducersTwin summary={summary} />
      <ConsumersTwin applications={summary.applications} />
    </div>
  )
}

function WriteUse({ shard }: { shard: ShardRow }): string {
  const { t } = useTranslation('river')
  const { percent, saved } = shardWritePercents(shard)
  return saved === 0 ? t('twin.percent', { percent }) : t('twin.percentSaved', { percent, saved })
}

function LeaseProgress({ lease }: { lease: LeaseRow | null }): string {
  const { t } = useTranslation('river')
  if (lease === null) return t('twin.noLease')
  if (lease.checkpoint === 'SHARD_END') return t('twin.ended')
  if (lease.state === 'WAITING_ON_PARENT_SHARDS') {
    return t('twin.waiting', { parents: lease.waitsForShardIds.map(shortName).join(', '), records: lease.backlogRecords })
  }
  return t('twin.processing', { records: lease.backlogRecords })
}

function Progress({ application: { shards: states, settings }, place, parents }: { application: Pick<ApplicationRow, 'shards' | 'settings'>; place: number; parents: string }): string {
  const { t } = useTranslation('river')
  const records = valueAt(states.backlogRecords, place)
  if (valueAt(states.isBlocked, place) === 1) return t(blockedKey(settings.kind), { records })
  switch (valueAt(states.state, place)) {
    case WATERLINE_ENDED:
      return t('twin.ended')
    case WATERLINE_WAITING:
      return t('twin.waiting', { parents, records })
    case WATERLINE_PROCESSING:
      return t('twin.processing', { records })
    default:
      return t('twin.notBegun', { records })
  }
}

/** What fails again and again follows from what it is. */
function blockedKey(kind: ApplicationRow['settings']['kind']): 'twin.blockedByDestination' | 'twin.blockedByJob' | 'twin.blocked' {
  return kind === 'firehose' ? 'twin.blockedByDestination' : kind === 'flink' ? 'twin.blockedByJob' : 'twin.blocked'
}

function parentsOf({ parentShardId, adjacentParentShardId }: ShardRow): string {
  return [parentShardId, adjacentParentShardId].flatMap((shardId) => (shardId === null ? [] : [shortName(shardId)])).join(', ')
}

function shortName(shardId: ShardRow['shardId']): string {
  return shortShardName(Number(shardId.replace(/^.*-/, '')))
}

function leaseKey({ application, shardId }: Pick<LeaseRow, 'application' | 'shardId'>): string {
  return `${application} ${shardId}`
}
