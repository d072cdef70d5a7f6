/** All that a layer may know when it draws: one frame, one instant, one look. Layers keep nothing. */
import type { SimMs } from '../base/units'
import type { Frame } from '../engine/frame'
import type { LaneRects, RiverGeometry } from './layout'
import type { RiverLabels, RiverNotes } from './riverProtocol'
import type { RiverTheme } from './riverTheme'
import type { CssPixels, RiverView } from './riverView'
import type { WordBox } from './wordBoxes'

/** What canvases on the page and on a worker have in common and the layers use. */
export type Context2D = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'arc' | 'beginPath' | 'clip' | 'closePath' | 'drawImage' | 'fill' | 'fillRect' | 'fillStyle' | 'fillText' | 'font' | 'globalAlpha' | 'lineTo' | 'lineWidth'
  | 'measureText' | 'moveTo' | 'quadraticCurveTo' | 'rect' | 'restore' | 'roundRect' | 'save' | 'setLineDash' | 'setTransform' | 'stroke' | 'strokeRect' | 'strokeStyle' | 'textAlign' | 'textBaseline'
>

export interface Scene {
  ctx: Context2D
  frame: Frame
  /** The instant in the picture. */
  shownAtMs: SimMs
  /** How long before its arrival a record leaves its producer, in the picture. */
  delayMs: number
  view: RiverView
  geometry: RiverGeometry
  rects: LaneRects
  /** As `WaterlinePlaces`. */
  waterlineX: Float32Array
  theme: RiverTheme
  labels: RiverLabels
  notes: RiverNotes
  numbers: Intl.NumberFormat
  /** By lane, renewed a few times a second so that figures can be read. */
  steadyUse: Float32Array
  steadyThrottled: Float32Array
  /** Words that are written by now: whoever writes later leaves them free. */
  taken: WordBox[]
}

export const LANE_HEIGHT_FOR_BANKS_PX = 3

export function laneHeight(rects: LaneRects, lane: number): CssPixels {
  return (rects.bottom[lane] ?? 0) - (rects.top[lane] ?? 0)
}

/** `…002`: the digits that tell shards apart. */
export function shortShardName(shardIndex: number): string {
  return `…${String(shardIndex).padStart(3, '0')}`
}

export function sayNumber(template: string, text: string): string {
  return template.replace('{n}', text)
}

export function colorOfApplication(colors: readonly string[], applicationIndex: number): string {
  return colors[applicationIndex % colors.length] ?? '#000'
}
