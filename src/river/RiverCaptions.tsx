/** One sentence beside the lane where something notable happened; it fades by itself. Read out politely, too. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShardId } from '../engine/events'
import type { Summary } from '../engine/summary'
import controls from '../widgets/controls.module.css'
import { placeCaptions, type RiverCaption } from './captionPlaces'
import type { RiverGeometry, Scale } from './layout'
import styles from './River.module.css'

interface RiverCaptionsProps {
  captions: readonly RiverCaption[]
  summary: Summary
  geometry: RiverGeometry
  scale: Scale
  onWhy: (shardId: ShardId | null) => void
}

const SHOWN_MAX = 2
/** A shard's short name is never broken in two. */
const SHORT_NAME = /(…\d+[,.;:]?)/

export function RiverCaptions({ captions, summary, geometry, scale, onWhy }: RiverCaptionsProps): ReactElement {
  const { t } = useTranslation('river')
  const placed = placeCaptions(captions.slice(-SHOWN_MAX), { summary, geometry, scale })
  return (
    <div role="status" aria-live="polite">
      {placed.map(({ id, text, shardId, atMs, y, width, asksWhy }) => (
        <p key={`${atMs} ${shardId ?? ''} ${id}`} className={styles.caption} style={{ top: y, right: geometry.width - geometry.plotRight + 10, maxWidth: width }}>
          {text.split(SHORT_NAME).map((part, at) => (at % 2 === 1 ? <span key={at}>{part}</span> : part))}
          {asksWhy === true && (
            <>
              {' '}
              <button type="button" className={controls.link} onClick={() => onWhy(shardId)}>
                {t('why')}
              </button>
            </>
          )}
        </p>
      ))}
    </div>
  )
}
