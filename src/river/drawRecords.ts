/** The water: bands of lanes, the records in them, and the wash over what applications have processed. */
import { WATERLINE_ENDED } from '../engine/frame'
import { valueAt } from './column'
import { isLaneInView, xOfInstant, yOfHashTop } from './layout'
import type { Scene } from './scene'
import type { TileSet } from './tiles'
import { TILE_MARGIN, TILE_WIDTH } from './tiles'

const WASH_OF_ALL = 0.68
/** Water that only some applications have processed stays close to untouched water: it is backlog still. */
const WASH_BEND = 2

export function drawWater({ ctx, rects, theme }: Scene): void {
  ctx.fillStyle = theme.water
  for (let lane = 0; lane < rects.count; lane++) {
    if (!isLaneInView(rects, lane)) continue
    const left = valueAt(rects.left, lane)
    const top = valueAt(rects.top, lane)
    ctx.fillRect(left, top, valueAt(rects.right, lane) - left, valueAt(rects.bottom, lane) - top)
  }
}

/** Tiles may have been made for another scale (while a new window is fetched): then they are stretched. */
export function drawRecords(scene: Scene, set: TileSet<CanvasImageSource>): void {
  const { ctx, geometry, view, shownAtMs } = scene
  const { scale } = set
  const places = { geometry, scale: view, shownAtMs }
  const top = yOfHashTop(scale.hashTopFrom, places)
  const bottom = yOfHashTop(scale.hashTopTo + 1, places)
  const perPixel = ((geometry.plotRight - geometry.plotLeft) / view.ageSpanMs) * (set.tileMs / TILE_WIDTH)
  ctx.save()
  ctx.beginPath()
  ctx.rect(geometry.plotLeft, geometry.plotTop, geometry.plotRight - geometry.plotLeft, geometry.plotBottom - geometry.plotTop)
  ctx.clip()
  for (const tile of set.tiles.values()) {
    const left = xOfInstant((tile.tileIndex + 1) * set.tileMs, places) - TILE_MARGIN * perPixel
    const width = (TILE_WIDTH + 2 * TILE_MARGIN) * perPixel
    if (left > geometry.plotRight || left + width < geometry.plotLeft) continue
    ctx.drawImage(tile.surface.image, left, top, width, bottom - top)
  }
  ctx.restore()
}

/** Right of the k-th waterline k applications are done: each step washes a little more, the last one most. */
export function drawWash(scene: Scene): void {
  const { ctx, frame, rects, theme } = scene
  const { applicationCount } = frame.waterlines
  ctx.fillStyle = theme.wash
  for (let rank = 0; rank < applicationCount; rank++) {
    ctx.globalAlpha = 1 - (1 - washOf({ done: rank + 1, applicationCount })) / (1 - washOf({ done: rank, applicationCount }))
    for (let lane = 0; lane < rects.count; lane++) {
      if (!isLaneInView(rects, lane)) continue
      const left = Math.max(valueAt(rects.left, lane), processedXByRank(scene, { lane, rank }))
      const right = valueAt(rects.right, lane)
      const top = valueAt(rects.top, lane)
      if (right > left) ctx.fillRect(left, top, right - left, valueAt(rects.bottom, lane) - top)
    }
  }
  ctx.globalAlpha = 1
}

function washOf({ done, applicationCount }: { done: number; applicationCount: number }): number {
  return WASH_OF_ALL * (done / applicationCount) ** WASH_BEND
}

/** @returns where the waterline is that has exactly `rank` others to its left. */
function processedXByRank(scene: Scene, { lane, rank }: { lane: number; rank: number }): number {
  const { applicationCount } = scene.frame.waterlines
  for (let application = 0; application < applicationCount; application++) {
    const x = processedX(scene, { lane, application })
    let before = 0
    for (let other = 0; other < applicationCount; other++) {
      const otherX = processedX(scene, { lane, application: other })
      if (otherX < x || (otherX === x && other < application)) before++
    }
    if (before === rank) return x
  }
  return Infinity
}

function processedX({ frame, geometry, rects, shownAtMs, view }: Scene, { lane, application }: { lane: number; application: number }): number {
  const index = application * rects.count + lane
  if (valueAt(frame.waterlines.state, index) === WATERLINE_ENDED) return geometry.plotLeft
  return xOfInstant(valueAt(frame.waterlines.processedToMs, index), { geometry, scale: view, shownAtMs })
}

/** The followed key is one horizontal line through every split and merge. */
export function drawFollowedKey({ ctx, geometry, view, theme }: Scene): void {
  if (view.followedKey === null) return
  const y = yOfHashTop(view.followedKey.hashTop, { geometry, scale: view })
  if (y < geometry.plotTop || y > geometry.plotBottom) return
  const width = geometry.plotRight - geometry.plotLeft
  ctx.fillStyle = theme.followed
  ctx.globalAlpha = 0.28
  ctx.fillRect(geometry.plotLeft, y - 6, width, 12)
  ctx.globalAlpha = 1
  ctx.fillRect(geometry.plotLeft, y - 6.5, width, 1)
  ctx.fillRect(geometry.plotLeft, y + 5.5, width, 1)
}
