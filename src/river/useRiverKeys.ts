/** The keyboard on the river: arrows walk the open lanes, or the producers left of them, Enter opens a menu, + − 0 change the view. */
import type { KeyboardEvent, RefObject } from 'react'
import { valueAt } from './column'
import type { LaneOpening, ProducerHit } from './useRiverPointer'
import { isLaneOpenAt, yOfHashTop } from './layout'
import type { Scale } from './layout'
import type { River, RiverSight } from './createRiver'
import { cardRight, rowOfProducer, rowY } from './producerCards'
import { zoomAge } from './riverZoom'

interface RiverKeysOptions {
  riverRef: RefObject<River | null>
  scale: Scale
  ageSpanMsMax: number
  highlightedShardIndex: number | null
  /** Null while the arrows walk the lanes. */
  chosenProducer: number | null
  onScale: (change: Partial<Scale>) => void
  onReset: () => void
  onHighlight: (shardIndex: number | null) => void
  onChoose: (producerIndex: number | null) => void
  onLane: (opening: LaneOpening) => void
  onProducer: (opened: ProducerHit) => void
  onCancel: () => void
}

const ZOOM_STEP = 1.4

export function useRiverKeys({ riverRef, scale, ageSpanMsMax, highlightedShardIndex, chosenProducer, onScale, onReset, onHighlight, onChoose, onLane, onProducer, onCancel }: RiverKeysOptions) {
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
        if (sight !== null && chosenProducer !== null) onChoose(nextProducer(sight, { from: chosenProducer, step: event.key === 'ArrowDown' ? 1 : -1 }))
        else if (sight !== null) onHighlight(nextOpenShard(sight, { from: highlightedShardIndex, step: event.key === 'ArrowDown' ? 1 : -1 }))
        break
      case 'ArrowLeft':
        if (sight === null || chosenProducer !== null) break
        onHighlight(null)
        onChoose(nextProducer(sight, { from: null, step: 1 }))
        break
      case 'ArrowRight':
        // Among the lanes it is the page's own key.
        if (chosenProducer === null) return
        onChoose(null)
        break
      case 'Enter':
      case ' ': {
        if (sight !== null && chosenProducer !== null) {
          openProducer(sight, chosenProducer)
          break
        }
        const lane = sight === null ? -1 : laneOf(sight, highlightedShardIndex)
        if (sight !== null && lane >= 0) openMenu(sight, lane)
        break
      }
      case 'Escape':
        onChoose(null)
        onCancel()
        return
      default:
        return
    }
    event.preventDefault()
  }

  function openProducer({ producers, geometry }: RiverSight, producerIndex: number): void {
    const row = rowOfProducer(producers, producerIndex)
    if (row < 0) return
    const point = { x: cardRight(geometry), y: rowY(row, { geometry, producerCount: producers.producerIndex.length }) }
    onProducer({ hit: { kind: 'producer', producerIndex }, point })
  }

  function openMenu(sight: RiverSight, lane: number): void {
    const { lanes, geometry, view, shownAtMs } = sight
    const hashTop = Math.floor((valueAt(lanes.hashTopStart, lane) + valueAt(lanes.hashTopEnd, lane)) / 2)
    const point = { x: geometry.plotLeft + 24, y: yOfHashTop(hashTop, { geometry, scale: view }) }
    const place = { atMs: shownAtMs, hashTop }
    onLane({ hit: { kind: 'lane', shardIndex: valueAt(lanes.shardIndex, lane), state: 'OPEN', place }, point, origin: 'keyboard' })
  }
}

/** @returns the producer below or above in the picture; the first one when none was chosen. */
function nextProducer({ producers }: RiverSight, { from, step }: { from: number | null; step: 1 | -1 }): number | null {
  const { length } = producers.producerIndex
  if (length === 0) return null
  const row = from === null ? -1 : rowOfProducer(producers, from)
  return valueAt(producers.producerIndex, row < 0 ? 0 : Math.min(length - 1, Math.max(0, row + step)))
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
