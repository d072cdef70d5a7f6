/** The word for how an application stands, and beneath it why its shards stand still, since when and until when at least. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useWorld } from '../../store/hooks'
import { clockText, useFormats } from '../../strings/formats'
import { shortShardId } from '../shardName'
import { standingOf, type Standing } from './standing'
import styles from './Consumers.module.css'

/** More are counted only. */
const SHARDS_NAMED_MAX = 4

export function useStanding(application: ApplicationRow): Standing {
  const summary = useWorld((world) => world.summary)
  const events = useWorld((world) => world.events)
  return summary === null ? { kind: 'RUNNING' } : standingOf(application, summary, events)
}

export function StandingWord({ standing: { kind }, settings }: { standing: Standing; settings: ApplicationRow['settings'] }) {
  const { t } = useTranslation('consumers')
  const isFault = kind === 'CRASHED' || kind === 'blocked' || kind === 'still'
  return (
    <span className={styles.state} data-state={isFault ? 'CRASHED' : kind}>
      {kind === 'blocked' || kind === 'still' ? (
        <svg viewBox="0 0 10 10" width="9" height="9" fill="currentColor" aria-hidden="true">
          <path d="M1 1h3v8H1zM6 1h3v8H6z" />
        </svg>
      ) : null}{' '}
      {kind === 'CRASHED' && settings.kind === 'lambda' ? t('state.disabled') : kind === 'CRASHED' && settings.kind === 'firehose' ? t('state.stopped') : t(`state.${kind}`)}
    </span>
  )
}

export function StandingLine({ standing, settings }: { standing: Standing; settings: ApplicationRow['settings'] }) {
  const { t } = useTranslation('consumers')
  const { duration } = useFormats()
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  if (standing.kind === 'starting') return <p className={styles.starting}>{t('standing.starting', { position: startsAt(settings) })}</p>
  if (standing.kind !== 'blocked' && standing.kind !== 'still') return null
  const { shardIds } = standing
  const named = shardIds.slice(0, SHARDS_NAMED_MAX).map(shortShardId).join(', ')
  const shards = shardIds.length > SHARDS_NAMED_MAX ? t('standing.more', { shards: named, count: shardIds.length - SHARDS_NAMED_MAX }) : named
  if (standing.kind === 'blocked') {
    const since = standing.sinceMs === null ? '' : ` ${t('standing.since', { clock: clockText(standing.sinceMs) })}`
    return (
      <p className={styles.standing}>
        {t(`standing.blocked.${standing.by}`, { shards })}
        {since}
      </p>
    )
  }
  const leftMs = standing.takenFromMs - atMs
  return (
    <p className={styles.standing}>
      {t('standing.still', { shards, workers: standing.workerIds.join(', '), clock: clockText(standing.sinceMs), time: duration(Math.max(0, Math.round(atMs - standing.sinceMs))) })}{' '}
      {leftMs > 0
        ? t('standing.takenIn', { failover: duration(standing.failoverMs), time: duration(Math.ceil(leftMs / 100) * 100) })
        : t('standing.takenSoon', { failover: duration(standing.failoverMs) })}
    </p>
  )
}

/** Firehose begins at LATEST, always. */
export function startsAt(settings: ApplicationRow['settings']): string {
  return settings.kind === 'firehose' ? 'LATEST' : settings.kind === 'lambda' ? settings.startingPosition : settings.initialPosition
}
