/**
 * Copies and the records that they repeat, kept for as long as they are in view. Where they are many, every second, fourth … one:
 * rings on rings say nothing, and those that are kept lie all over the view.
 */
import type { HashTop, TwinColumns } from '../engine/frame'
import type { SimMs } from '../base/units'
import { valueAt } from './column'
import { xOfInstant, yOfHashTop } from './layout'
import type { RiverGeometry, Scale } from './layout'
import type { CssPixels, Point } from './riverView'

export interface Twin {
  /** When the copy was stored, and when the one before it; NaN where that is not kept any more. */
  atMs: SimMs
  firstAtMs: SimMs
  hashTop: HashTop
  producerIndex: number
}

interface KeptTwin extends Twin {
  twinNumber: number
}

export interface Twins {
  /** In the order in which they came, each once. */
  kept: Map<string, KeptTwin>
  nextNumber: number
  /** Every this many-th is kept; a power of two. */
  stride: number
}

export const TWINS_KEPT_MAX = 64
/** So few that the next ones may lie closer again. */
const TWINS_FEW = 16
/** Of a ring. */
export const TWIN_RADIUS_PX = 5.5
const HIT_PX = 8

export function createTwins(): Twins {
  return { kept: new Map(), nextNumber: 0, stride: 1 }
}

export function keepTwins(twins: Twins, columns: TwinColumns): void {
  const { kept } = twins
  for (let twin = 0; twin < columns.count; twin++) {
    const atMs = valueAt(columns.atMs, twin)
    const hashTop = valueAt(columns.hashTop, twin)
    const key = `${atMs}/${hashTop}`
    if (kept.has(key)) continue
    const twinNumber = twins.nextNumber++
    if (twinNumber % twins.stride !== 0) continue
    kept.set(key, { twinNumber, atMs, firstAtMs: valueAt(columns.firstAtMs, twin), hashTop, producerIndex: valueAt(columns.producerIndex, twin) })
    if (kept.size <= TWINS_KEPT_MAX) continue
    twins.stride *= 2
    for (const [other, { twinNumber: number }] of kept) if (number % twins.stride !== 0) kept.delete(other)
  }
}

export function clearTwins(twins: Twins): void {
  twins.kept.clear()
  twins.stride = 1
}

export function forgetTwins(twins: Twins, beforeMs: SimMs): void {
  for (const [key, { atMs }] of twins.kept) if (atMs < beforeMs) twins.kept.delete(key)
  if (twins.kept.size < TWINS_FEW && twins.stride > 1) twins.stride /= 2
}

export interface TwinSight {
  geometry: RiverGeometry
  view: Scale
  shownAtMs: SimMs
}

/** @returns the middles of both rings; `firstX` is null where only the copy can be shown. */
export function placeOfTwin({ geometry, view, shownAtMs }: TwinSight, { atMs, firstAtMs, hashTop }: Twin): { x: CssPixels; y: CssPixels; firstX: CssPixels | null } | null {
  const places = { geometry, scale: view, shownAtMs }
  const x = xOfInstant(atMs, places)
  const y = yOfHashTop(hashTop, places)
  if (x < geometry.plotLeft || x > geometry.plotRight || y < geometry.plotTop || y > geometry.plotBottom) return null
  const firstX = xOfInstant(firstAtMs, places)
  return { x, y, firstX: firstX <= geometry.plotRight ? firstX : null }
}

/** @returns the twin with a ring at the point, the nearest one. */
export function twinAt(point: Point, twins: Twins, sight: TwinSight): Twin | null {
  let nearest: Twin | null = null
  let reach = HIT_PX
  for (const twin of twins.kept.values()) {
    const place = placeOfTwin(sight, twin)
    if (place === null) continue
    for (const x of place.firstX === null ? [place.x] : [place.x, place.firstX]) {
      const distance = Math.hypot(point.x - x, point.y - place.y)
      if (distance >= reach) continue
      nearest = twin
      reach = distance
    }
  }
  return nearest
}
