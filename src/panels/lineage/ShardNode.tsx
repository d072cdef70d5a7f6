/** One shard in the lineage: a button with its state and how far each application is. */
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow, ShardRow } from '../../engine/summary'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { shortShardId } from '../shardName'
import type { CssPixels } from './nodeSize'
import type { Progress } from './progress'
import styles from './Lineage.module.css'

export type NamedApplication = Pick<ApplicationRow, 'name' | 'applicationIndex'>

export interface ShardNodeProps {
  shardId: string
  state: ShardRow['state']
  isThrottled: boolean
  left: CssPixels
  top: CssPixels
  height: CssPixels
  /** One word an application, in the page's order, joined by spaces so that equal ones compare equal. */
  progressWords: string
  applications: readonly NamedApplication[]
  isHighlighted: boolean
  isSelected: boolean
  isTabStop: boolean
}

export const ShardNode = memo(function ShardNode(props: ShardNodeProps) {
  const { shardId, state, isThrottled, left, top, height, progressWords, applications, isHighlighted, isSelected, isTabStop } = props
  const { t } = useTranslation('lineage')
  const progress = progressWords === '' ? [] : (progressWords.split(' ') as Progress[])
  const states = applications.map(({ name: application }, place) => t('applicationState', { application, state: t(`progress.${progress[place] ?? 'noLease'}`) }))
  const name = t(isThrottled ? 'nodeNameThrottled' : 'nodeName', { shardId, state: t(`state.${state}`), applications: states })
  return (
    <li className={styles.item} style={{ left, top, height }}>
      <button
        type="button"
        className={styles.node}
        data-shard-id={shardId}
        data-state={state}
        data-throttled={isThrottled}
        data-highlighted={isHighlighted}
        aria-expanded={isSelected}
        aria-label={name}
        title={name}
        tabIndex={isTabStop ? 0 : -1}
      >
        <span className={styles.title}>
          <strong>{shortShardId(shardId)}</strong>
          <span className={styles.state}>{isThrottled ? t('full') : t(`state.${state}`)}</span>
        </span>
        {applications.map(({ name: application, applicationIndex }, place) => {
          const word = progress[place] ?? 'noLease'
          return (
            <span key={application} className={styles.chip} data-progress={word}>
              <ApplicationSwatch index={applicationIndex} />
              {t(`chip.${word}`)}
            </span>
          )
        })}
      </button>
    </li>
  )
})
