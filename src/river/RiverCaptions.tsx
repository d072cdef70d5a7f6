/** One sentence beside the lane where something notable happened; it fades by itself. Read out politely, too. */
import type { ReactElement } from 'react'
import type { SimMs } from '../base/units'
import type { ShardId } from '../engine/events'
import type { ShardRow } from '../engine/frame'
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
  shards: readonly ShardRow[]
  geometry: RiverGeometry
  scale: Scale
}

const SHOWN_MAX = 2
const LINES_APART_EM = 4.6

export function RiverCaptions({ captions, shards, geometry, scale }: RiverCaptionsProps): ReactElement {
  const placed = placeCaptions(captions.slice(-SHOWN_MAX), { shards, geometry, scale })
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

/** Each at its shard's middle, but never on the one before. */
function placeCaptions(captions: readonly RiverCaption[], { shards, geometry, scale }: Omit<RiverCaptionsProps, 'captions'>): (RiverCaption & { y: CssPixels })[] {
  const apart = geometry.textPx * LINES_APART_EM
  const placed: (RiverCaption & { y: CssPixels })[] = []
  for (const caption of captions) {
    const wanted = middleY(shards.find((shard) => shard.shardId === caption.shardId) ?? null, { geometry, scale })
    const lastY = placed.at(-1)?.y ?? -Infinity
    const moved = lastY + apart < geometry.plotBottom ? lastY + apart : lastY - apart
    placed.push({ ...caption, y: Math.abs(wanted - lastY) < apart ? moved : wanted })
  }
  return placed
}

function middleY(shard: ShardRow | null, places: { geometry: RiverGeometry; scale: Scale }): number {
  const { geometry } = places
  const room = geometry.textPx * 2.5
  if (shard === null) return geometry.plotTop + room
  const middle = (BigInt(shard.startingHashKey) + BigInt(shard.endingHashKey)) / 2n
  return between(yOfHashTop(Number(middle >> 96n), places), { min: geometry.plotTop + room, max: geometry.plotBottom - room })
}
