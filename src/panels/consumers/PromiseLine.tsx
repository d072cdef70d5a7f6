/** The promises of one application in a line: kept, or which were broken first, where, and the way there. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { shortShardId } from '../shardName'
import { brokenPromises } from './promises'
import { JumpButton } from './JumpButton'
import { PromiseMark } from './PromiseMark'
import styles from './Promises.module.css'

/** @param isLong tells also why. */
export function PromiseLine({ application, isLong = false }: { application: ApplicationRow; isLong?: boolean }) {
  const { t } = useTranslation('consumers')
  const broken = brokenPromises([application])
  if (broken.length === 0) {
    return (
      <p className={styles.line}>
        <PromiseMark isKept />
        {t('promises.allKept')}
      </p>
    )
  }
  return (
    <ul className={styles.lines} aria-label={t('promises.brokenBy', { name: application.name })}>
      {broken.map((promise) => (
        <li key={promise.check} className={styles.line} data-broken>
          <PromiseMark isKept={false} />
          <span title={t(`reason.${promise.first.reason}`)}>
            {t('promises.broken', { promise: t(`check.${promise.check}.name`), count: promise.records, shard: shortShardId(promise.first.shardId) })}
            {isLong ? ` ${t(`reason.${promise.first.reason}`)}` : null}
          </span>
          <JumpButton promise={promise} />
        </li>
      ))}
    </ul>
  )
}
