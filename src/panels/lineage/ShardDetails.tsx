/** The facts of one shard, its relatives as links, and what can be done with it. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow, ShardRow } from '../../engine/summary'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { CallProblem } from '../serviceRefusals/CallProblem'
import { shortShardId } from '../shardName'
import controls from '../../widgets/controls.module.css'
import { parentIdsOf } from './chooseShards'
import type { ProgressOfShard } from './progress'
import { reshardActs, shortHex } from './reshardActs'
import styles from './ShardDetails.module.css'

const OPERATIONS = ['SplitShard', 'MergeShards'] as const

export interface ShardDetailsProps {
  shard: ShardRow
  shards: readonly ShardRow[]
  applications: readonly ApplicationRow[]
  progress: readonly ProgressOfShard[]
  onSelect: (shardId: string) => void
  onClose: () => void
}

export function ShardDetails({ shard, shards, applications, progress, onSelect, onClose }: ShardDetailsProps) {
  const { t } = useTranslation('lineage')
  const formats = useFormats()
  const section = useRef<HTMLElement>(null)
  const children = shards.filter((other) => parentIdsOf(other).includes(shard.shardId)).map((other) => other.shardId)
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [shard.shardId])
  return (
    <section ref={section} className={styles.details} aria-label={t('details', { shardId: shard.shardId })} data-testid="shard-details">
      <header className={styles.head}>
        <h3>{shard.shardId}</h3>
        <button type="button" className={styles.close} onClick={onClose} aria-label={t('close')} title={t('close')}>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2 10 10M10 2 2 10" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
        </button>
      </header>
      <dl className={styles.facts}>
        <dt>{t('fact.startingHashKey')}</dt>
        <dd>
          <code>{shortHex(shard.startingHashKey)}</code>
          <small>{shard.startingHashKey}</small>
        </dd>
        <dt>{t('fact.endingHashKey')}</dt>
        <dd>
          <code>{shortHex(shard.endingHashKey)}</code>
          <small>{shard.endingHashKey}</small>
        </dd>
        <dt>{t('fact.parents')}</dt>
        <dd>
          <Relatives shardIds={parentIdsOf(shard)} onSelect={onSelect} />
        </dd>
        <dt>{t('fact.children')}</dt>
        <dd>
          <Relatives shardIds={children} onSelect={onSelect} />
        </dd>
        <dt>{t('fact.opened')}</dt>
        <dd>{clockText(shard.openedAtMs)}</dd>
        {shard.closedAtMs === null ? null : (
          <>
            <dt>{t('fact.closed')}</dt>
            <dd>{clockText(shard.closedAtMs)}</dd>
          </>
        )}
        <dt>{t('fact.recordsStored')}</dt>
        <dd>{formats.count(shard.recordsStored)}</dd>
        <dt>{t('fact.recordsThrottled')}</dt>
        <dd data-fault={shard.recordsThrottled > 0}>{formats.count(shard.recordsThrottled)}</dd>
        {shard.hottestKey === null ? null : (
          <>
            <dt>{t('fact.hottestKey')}</dt>
            <dd>{t('hottestKey', { partitionKey: shard.hottestKey, share: formats.percent(shard.hottestKeyPercent / 100) })}</dd>
          </>
        )}
      </dl>
      <Readers place={shards.indexOf(shard)} shard={shard} applications={applications} progress={progress} />
      <Acts shard={shard} shards={shards} />
    </section>
  )
}

/** How far each application is in it, and the way to why it is behind. */
function Readers({ shard, place, applications, progress }: Pick<ShardDetailsProps, 'shard' | 'applications' | 'progress'> & { place: number }) {
  const { t } = useTranslation('lineage')
  const setView = useSetView()
  if (applications.length === 0) return null
  return (
    <ul className={styles.readers} aria-label={t('readers')}>
      {applications.map(({ name, applicationIndex, shards: { backlogRecords } }, at) => {
        const records = backlogRecords[place] ?? 0
        return (
          <li key={name}>
            <ApplicationSwatch index={applicationIndex} />
            <span>{t('readerState', { application: name, state: t(`progress.${progress[at]?.progress ?? 'noLease'}`), records })}</span>
            {records === 0 ? null : (
              <button type="button" className={controls.link} aria-label={t('whyOf', { application: name, shard: shortShardId(shard.shardId) })} onClick={() => setView({ whyAsked: { application: name, shardId: shard.shardId } })}>
                {t('why')}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Relatives({ shardIds, onSelect }: { shardIds: readonly string[]; onSelect: (shardId: string) => void }) {
  const { t } = useTranslation('lineage')
  if (shardIds.length === 0) return <>{t('none')}</>
  return (
    <ul className={styles.relatives}>
      {shardIds.map((shardId) => (
        <li key={shardId}>
          <button type="button" className={controls.link} onClick={() => onSelect(shardId)} title={shardId}>
            {shortShardId(shardId)}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Acts({ shard, shards }: { shard: ShardRow; shards: readonly ShardRow[] }) {
  const { t } = useTranslation('lineage')
  const actions = useActions()
  const setView = useSetView()
  const streamName = useWorld((world) => world.summary?.stream.streamName ?? '')
  const { split, splitHindrance, merges, mergeHindrance } = reshardActs({ shard, shards, streamName })
  const hindrance = splitHindrance ?? mergeHindrance
  return (
    <>
      <div className={styles.acts}>
        <button type="button" className={styles.act} disabled={split === null} onClick={() => split !== null && actions.submit(split)}>
          {t('split')}
        </button>
        {merges.length === 0 ? (
          <button type="button" className={styles.act} disabled>
            {t('merge')}
          </button>
        ) : (
          merges.map(({ neighbourShardId, command }) => (
            <button key={neighbourShardId} type="button" className={styles.act} onClick={() => actions.submit(command)}>
              {t('mergeWith', { shard: shortShardId(neighbourShardId) })}
            </button>
          ))
        )}
        {shard.recordsThrottled > 0 ? (
          <button type="button" className={styles.act} onClick={() => setView({ diagnosed: { shardId: shard.shardId } })}>
            {t('diagnose')}
          </button>
        ) : null}
        {hindrance === null ? null : <p className={styles.hindrance}>{t(`hindrance.${hindrance}`)}</p>}
      </div>
      <CallProblem operations={OPERATIONS} streamName={streamName} isMeant={({ input }) => Object.values(input).includes(shard.shardId)} />
    </>
  )
}
