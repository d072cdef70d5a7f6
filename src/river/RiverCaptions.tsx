/** One sentence beside the lane where something notable happened; it fades by itself. Read out politely, too. */
import type { ReactElement } from 'react'
import type { SimMs } from '../base/units'
import type { ShardId } from '../engine/events'
import type { ShardRow, Summary } from '../engine/frame'
import { between, yOfHashTop } from './layout'
import type { RiverGeometry, Scale } from './layout'
import type { CssPixels } from './riverView'
import styles from './River.module.css'

export interface RiverCaption {
  /** Null: about the stream as a whole. */
  shardId: ShardId | null
  text: string
  atMs: SimMs
}

interface RiverCaptionsProps {
  captions: readonly RiverCaption[]
  summary: Summary
  geometry: RiverGeometry
  scale: Scale
}

const SHOWN_MAX = 2
const LINES_APART_EM = 4.6

export function RiverCaptions({ captions, summary, geometry, scale }: RiverCaptionsProps): ReactElement {
  const placed = placeCaptions(captions.slice(-SHOWN_MAX), { summary, geometry, scale })
  return (
    <div role="status" aria-live="polite">
      {placed.map(({ text, shardId, atMs, y }) => (
        <p key={`${atMs} ${shardId ?? ''} ${text}`} className={styles.caption} style={{ top: y, right: geometry.width - geometry.plotRight + 10, maxWidth: Math.max(160, (geometry.plotRight - geometry.plotLeft) * 0.5) }}>
          {text}
        </p>
      ))}
    </div>
  )
}

/** Each beside its shard, but never on the one before. */
function placeCaptions(captions: readonly RiverCaption[], { summary, geometry, scale }: Omit<RiverCaptionsProps, 'captions'>): (RiverCaption & { y: CssPixels })[] {
  const apart = geometry.textPx * LINES_APART_EM
  const placed: (RiverCaption & { y: CssPixels })[] = []
  for (const caption of captions) {
    const shard = summary.shards.find((row) => row.shardId === caption.shardId) ?? null
    const wanted = captionY(shard, { geometry, scale, labelRows: summary.applications.length + 1 })
    const lastY = placed.at(-1)?.y ?? -Infinity
    const moved = lastY + apart < geometry.plotBottom ? lastY + apart : lastY - apart
    placed.push({ ...caption, y: Math.abs(wanted - lastY) < apart ? moved : wanted })
  }
  return placed
}

/** Under the rows of labels at the top of a lane. */
function captionY(shard: ShardRow | null, { geometry, scale, labelRows }: { geometry: RiverGeometry; scale: Scale; labelRows: number }): CssPixels {
  const top = shard === null ? geometry.plotTop : yOfHashTop(Number(BigInt(shard.startingHashKey) >> 96n), { geometry, scale })
  const lowest = geometry.plotBottom - geometry.textPx * LINES_APART_EM
  return between(top + geometry.textPx * 1.5 * (labelRows + 0.5), { min: geometry.plotTop + geometry.textPx, max: Math.max(geometry.plotTop + geometry.textPx, lowest) })
}
