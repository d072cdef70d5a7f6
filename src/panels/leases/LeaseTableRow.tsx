/** One lease: which shard, whose it is, how far it was checkpointed, and what its owner does with it. */
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeaseRow } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { shortSequenceNumber, shortShardId } from '../shardName'
import controls from '../../widgets/controls.module.css'
import { WorkerMark } from './WorkerMark'
import styles from './LeaseTable.module.css'

/** The style sheet makes rows this high; windowing counts on it. */
export const ROW_HEIGHT_PX = 28

export interface LeaseTableRowProps {
  lease: LeaseRow
  rowIndex: number
  applicationIndex: number
  isHighlighted: boolean
  onHighlight: (shardId: string) => void
  onExplain: (text: string | null) => void
  /** Why its application is behind in it. */
  onWhy: (application: string, shardId: string) => void
}

export const LeaseTableRow = memo(function LeaseTableRow(props: LeaseTableRowProps) {
  const { lease, rowIndex, applicationIndex, isHighlighted, onHighlight, onExplain, onWhy } = props
  const { t } = useTranslation('leases')
  const formats = useFormats()
  const { application, shardId, leaseOwner, millisBehindLatest, waitsForShardIds, backlogRecords } = lease
  return (
    <tr aria-rowindex={rowIndex} data-state={lease.state} data-highlighted={isHighlighted} onPointerEnter={() => onHighlight(shardId)}>
      <th scope="row" title={t('leaseOf', { shardId, application })}>
        <ApplicationSwatch index={applicationIndex} />
        {shortShardId(shardId)}
      </th>
      <td>
        {leaseOwner === null ? (
          <span className={styles.nobody}>{t('nobody')}</span>
        ) : (
          <span className={styles.owner}>
            <WorkerMark applicationIndex={applicationIndex} workerId={leaseOwner} />
            {leaseOwner}
          </span>
        )}
      </td>
      <td>
        <Checkpoint checkpoint={lease.checkpoint} shardId={shardId} onExplain={onExplain} />
      </td>
      <td className={styles.state}>{lease.state}</td>
      <td className={styles.number}>{millisBehindLatest === null ? t('unknown') : formats.count(millisBehindLatest)}</td>
      <td className={styles.number}>
        {backlogRecords === 0 ? null : (
          <button type="button" className={`${controls.link} ${styles.why}`} aria-label={t('whyOf', { application, shard: shortShardId(shardId) })} onClick={() => onWhy(application, shardId)}>
            {t('why')}
          </button>
        )}
        {formats.count(backlogRecords)}
      </td>
      <td>{waitsForShardIds.length === 0 ? t('unknown') : t('shards', { shards: waitsForShardIds.map(shortShardId) })}</td>
      <td className={styles.number}>{formats.count(lease.leaseCounter)}</td>
    </tr>
  )
})

interface CheckpointProps {
  checkpoint: string
  shardId: string
  onExplain: (text: string | null) => void
}

function Checkpoint({ checkpoint, shardId, onExplain }: CheckpointProps) {
  const { t } = useTranslation('leases')
  if (!/^\d+$/.test(checkpoint)) return <span className={styles.word}>{checkpoint}</span>
  const copy = () => {
    navigator.clipboard.writeText(checkpoint).then(
      () => onExplain(t('copied', { checkpoint })),
      () => onExplain(t('copyRefused', { checkpoint })),
    )
  }
  return (
    <button
      type="button"
      className={styles.checkpoint}
      title={t('checkpointHelp', { checkpoint })}
      aria-label={t('copyCheckpoint', { checkpoint, shardId })}
      onClick={copy}
      onFocus={() => onExplain(t('checkpointHelp', { checkpoint }))}
      onBlur={() => onExplain(null)}
      onPointerEnter={() => onExplain(t('checkpointHelp', { checkpoint }))}
      onPointerLeave={() => onExplain(null)}
    >
      {shortSequenceNumber(checkpoint)}
    </button>
  )
}
