/** Why each child of a reshard had to wait, as stretches of one bar: the parents' backlog, SHARD_END, the lease, the look at the parents. */
import { useTranslation } from 'react-i18next'
import type { ParentWait } from '../../../engine/consumers/kcl/parentWaits'
import { useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import { STRETCHES, stretchesOf } from './waitStretches'
import styles from './Details.module.css'

const SHOWN_MAX = 12

export function ParentWaits({ waits }: { waits: readonly ParentWait[] }) {
  const { t } = useTranslation('consumers')
  const atMs = useWorld((world) => world.summary?.atMs ?? 0)
  if (waits.length === 0) return null
  const shown = waits.slice(0, SHOWN_MAX)
  return (
    <div className={sheet.pair}>
      <h3>{t('waits.title')}</h3>
      <ul className={styles.waits} aria-label={t('waits.title')}>
        {shown.map((wait) => (
          <Wait key={wait.shardId} wait={wait} atMs={atMs} />
        ))}
      </ul>
      {waits.length > shown.length ? <p className={sheet.hint}>{t('waits.more', { count: waits.length - shown.length })}</p> : null}
      <ul className={styles.stretchLegend}>
        {STRETCHES.map((stretch) => (
          <li key={stretch} data-stretch={stretch}>
            {t(`waits.${stretch}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Wait({ wait, atMs }: { wait: ParentWait; atMs: number }) {
  const { t } = useTranslation('consumers')
  const { duration } = useFormats()
  const { stretches, totalMs, isOver } = stretchesOf(wait, atMs)
  const said = stretches.map(({ stretch, ms }) => `${t(`waits.${stretch}`)} ${duration(Math.round(ms))}`).join(', ')
  return (
    <li>
      <p>
        <strong>{shortShardId(wait.shardId)}</strong> {t('waits.after', { parents: wait.parentShardIds.map(shortShardId).join(', ') })}
        <span>{t(isOver ? 'waits.waited' : 'waits.waiting', { time: duration(Math.round(totalMs)) })}</span>
      </p>
      <div className={styles.stretches} aria-hidden="true">
        {stretches.map(({ stretch, ms }) => (
          <i key={stretch} data-stretch={stretch} style={{ flexGrow: ms }} />
        ))}
      </div>
      {said === '' ? null : <p className={sheet.hint}>{said}</p>}
    </li>
  )
}
