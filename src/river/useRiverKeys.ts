/** The keyboard on the river: arrows walk the open lanes, Enter opens the lane's menu, + − 0 change the view. */
import type { KeyboardEvent, RefObject } from 'react'
import { valueAt } from './column'
import type { LaneOpening } from './useRiverPointer'
import { isLaneOpenAt, yOfHashTop } from './layout'
import type { Scale } from './layout'
import type { River, RiverSight } from './river'
import { zoomAge } from './riverZoom'

interface RiverKeysOptions {
  riverRef: RefObject<River | null>
  scale: Scale
  ageSpanMsMax: number
  highlightedShardIndex: number | null
  onScale: (change: Partial<Scale>) => void
  onReset: () => void
  onHighlight: (shardIndex: number | null) => void
  onLane: (opening: LaneOpening) => void
  onCancel: () => void
}

const ZOOM_STEP = 1.4

export function useRiverKeys({ riverRef, scale, ageSpanMsMax, highlightedShardIndex, onScale, onReset, onHighlight, onLane, onCancel }: RiverKeysOptions) {
  return (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const sight = riverRef.current?.sight() ?? null
    switch (event.key) {
      case '+':
      case '=':
        onScale(zoomAge(scale, { factor: 1 / ZOOM_STEP, ageSpanMsMax }))
        break
      case '-':
        onScale(zoomAge(scale, { factor: ZOOM_STEP, ageSpanMsMax }))
        break
      case '0':
        onReset()
        break
      case 'ArrowUp':
      case 'ArrowDown':
        if (sight !== null) onHighlight(nextOpenShard(sight, { from: highlightedShardIndex, step: event.key === 'ArrowDown' ? 1 : -1 }))
        break
      case 'Enter':
      case ' ': {
        const lane = sight === null ? -1 : laneOf(sight, highlightedShardIndex)
        if (sight !== null && lane >= 0) openMenu(sight, lane)
        break
      }
      case 'Escape':
        onCancel()
        return
      default:
        return
    }
    event.preventDefault()
  }

  function openMenu(sight: RiverSight, lane: number): void {
    const { lanes, geometry, view, shownAtMs } = sight
    const hashTop = Math.floor((valueAt(lanes.hashTopStart, lane) + valueAt(lanes.hashTopEnd, lane)) / 2)
    const point = { x: geometry.plotLeft + 24, y: yOfHashTop(hashTop, { geometry, scale: view }) }
    const place = { atMs: shownAtMs, hashTop }
    onLane({ hit: { kind: 'lane', shardIndex: valueAt(lanes.shardIndex, lane), state: 'OPEN', place }, point, origin: 'keyboard' })
  }
}

/** @returns the open shard above or below in the picture; the first one when none was chosen. */
function nextOpenShard({ lanes, shownAtMs }: RiverSight, { from, step }: { from: number | null; step: 1 | -1 }): number | null {
  const open = Array.from(lanes.shardIndex.keys())
    .filter((lane) => isLaneOpenAt(lanes, { lane, shownAtMs }))
    .sort((a, b) => valueAt(lanes.hashTopStart, a) - valueAt(lanes.hashTopStart, b))
  if (open.length === 0) return null
  const at = open.findIndex((lane) => valueAt(lanes.shardIndex, lane) === from)
  const next = at < 0 ? (step === 1 ? 0 : open.length - 1) : Math.min(open.length - 1, Math.max(0, at + step))
  return valueAt(lanes.shardIndex, open[next] ?? 0)
}

function laneOf({ lanes, shownAtMs }: RiverSight, shardIndex: number | null): number {
  const lane = shardIndex === null ? -1 : lanes.shardIndex.indexOf(shardIndex)
  return lane >= 0 && isLaneOpenAt(lanes, { lane, shownAtMs }) ? lane : -1
}
