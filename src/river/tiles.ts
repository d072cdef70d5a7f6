/**
 * Records drawn once: each tile covers a slice of virtual time and counts arrivals by pixel. New arrivals only
 * touch the newest tiles; a frame is a few shifted images. Later arrivals are further left inside a tile.
 */
import type { ArrivalColumns } from '../engine/frame'
import { OUTCOME_COPY, OUTCOME_STRUCK, OUTCOME_THROTTLED } from '../engine/frame'
import type { SimMs } from '../base/units'
import { valueAt } from './column'
import type { Exposure } from './ink'
import { createExposure, LEVEL_SPARSE, levelOf } from './ink'
import type { Scale } from './layout'
import type { TileColors, TileMarks } from './tileMarks'
import { crateSize, createTileMarks, drawMarks, floorOf, noteMark, repaintDuplicates } from './tileMarks'

/** Device pixels of the whole plot, and what they stand for. */
export interface TileScale extends Scale {
  plotWidth: number
  plotHeight: number
  pixelRatio: number
}

/** Pixels that can be shown; the painter makes it of an OffscreenCanvas, tests of an array. */
export interface TileSurface<Image> {
  image: Image
  /** r, g, b, a of each pixel. */
  pixels: Uint8ClampedArray
  flush(dirty: { left: number; top: number; width: number; height: number }): void
}

export type CreateSurface<Image> = (size: { width: number; height: number }) => TileSurface<Image>

export interface Tile<Image> {
  /** Covers tileIndex · tileMs up to the next. */
  tileIndex: number
  /** Without copies: those are marks. */
  counts: Uint32Array
  ink: Float32Array
  marks: TileMarks | null
  total: number
  surface: TileSurface<Image>
  /** Columns changed since the last flush; none when `dirtyTo < dirtyFrom`. */
  dirtyFrom: number
  dirtyTo: number
  exposure: Exposure
}

export interface TileSet<Image> {
  scale: TileScale
  tileMs: number
  colors: TileColors
  exposure: Exposure
  tiles: Map<number, Tile<Image>>
  /** Surfaces and columns of tiles that drifted away, to be used again. */
  spare: Tile<Image>[]
  createSurface: CreateSurface<Image>
}

export const TILE_WIDTH = 160
/** Room for stamps whose middle is in the neighbour's first or last column. */
export const TILE_MARGIN = 8
const SIDE = TILE_WIDTH + 2 * TILE_MARGIN

export function createTileSet<Image>(scale: TileScale, { colors, createSurface }: { colors: TileColors; createSurface: CreateSurface<Image> }): TileSet<Image> {
  return {
    scale,
    tileMs: (TILE_WIDTH * scale.ageSpanMs) / scale.plotWidth,
    colors,
    exposure: createExposure({ level: LEVEL_SPARSE, pixelRatio: scale.pixelRatio }),
    tiles: new Map(),
    spare: [],
    createSurface,
  }
}

/** Adds what was stored after `afterMs`. @returns how many arrivals now have a place in the tiles. */
export function addArrivals<Image>(set: TileSet<Image>, arrivals: ArrivalColumns, afterMs: SimMs): number {
  const { scale, tileMs } = set
  const pxPerMs = scale.plotWidth / scale.ageSpanMs
  const pxPerTop = scale.plotHeight / (scale.hashTopTo + 1 - scale.hashTopFrom)
  let added = 0
  let tile: Tile<Image> | null = null
  for (let arrival = 0; arrival < arrivals.count; arrival++) {
    const atMs = valueAt(arrivals.atMs, arrival)
    const outcome = valueAt(arrivals.outcome, arrival)
    if (outcome === OUTCOME_THROTTLED || outcome === OUTCOME_STRUCK || !(atMs > afterMs)) continue
    const row = Math.floor((valueAt(arrivals.hashTop, arrival) - scale.hashTopFrom) * pxPerTop)
    if (row < 0 || row >= scale.plotHeight) continue
    const tileIndex = Math.floor(atMs / tileMs)
    if (tile === null || tile.tileIndex !== tileIndex) tile = tileAt(set, tileIndex)
    const fromRight = Math.min(TILE_WIDTH - 1, Math.floor((atMs - tileIndex * tileMs) * pxPerMs))
    const column = TILE_WIDTH - 1 - fromRight
    const cell = row * TILE_WIDTH + column
    const isCopy = outcome === OUTCOME_COPY
    tile.total += arrivals.weight
    added += arrivals.weight
    if (!isCopy) {
      tile.counts[cell] = valueAt(tile.counts, cell) + arrivals.weight
      stamp(tile, { row, column, weight: arrivals.weight, rows: scale.plotHeight })
    }
    const size = crateSize(valueAt(arrivals.userRecords, arrival))
    if (isCopy || size > 0) markCell(set, tile, { row, column, size, isCopy })
  }
  return added
}

/** Lets go of tiles that ended before `beforeMs`. */
export function trimTiles<Image>(set: TileSet<Image>, beforeMs: SimMs): void {
  for (const tile of set.tiles.values()) {
    if ((tile.tileIndex + 1) * set.tileMs >= beforeMs) continue
    set.tiles.delete(tile.tileIndex)
    if (set.spare.length < 4) set.spare.push(tile)
  }
}

/** Fits the exposure to what is there, brings at most `tilesMax` tiles up to it, and shows what changed. */
export function refreshTiles<Image>(set: TileSet<Image>, { tilesMax }: { tilesMax: number }): 'behind' | 'done' {
  const { scale } = set
  let records = 0
  for (const tile of set.tiles.values()) records += tile.total
  const level = levelOf({ records, pixels: scale.plotWidth * scale.plotHeight, pixelRatio: scale.pixelRatio })
  if (Math.abs(level - set.exposure.level) > 1 || (level !== set.exposure.level && level === LEVEL_SPARSE)) {
    set.exposure = createExposure({ level, pixelRatio: scale.pixelRatio })
  }
  let redrawn = 0
  let behind = false
  for (const tile of set.tiles.values()) {
    if (tile.exposure !== set.exposure) {
      if (redrawn < tilesMax) {
        redrawTile(set, tile)
        redrawn++
      } else behind = true
    }
    if (tile.dirtyTo < tile.dirtyFrom) continue
    tile.surface.flush({ left: tile.dirtyFrom, top: 0, width: tile.dirtyTo - tile.dirtyFrom + 1, height: scale.plotHeight })
    tile.dirtyFrom = SIDE
    tile.dirtyTo = -1
  }
  return behind ? 'behind' : 'done'
}

export function recolorTiles<Image>(set: TileSet<Image>, colors: TileColors): void {
  set.colors = colors
  set.spare.length = 0
  for (const tile of set.tiles.values()) {
    paintColor(tile, colors.record)
    if (tile.marks !== null) repaintDuplicates(tile.marks, tile.surface.pixels, colors)
    markDirty(tile, { from: 0, to: SIDE - 1 })
  }
}

function tileAt<Image>(set: TileSet<Image>, tileIndex: number): Tile<Image> {
  const known = set.tiles.get(tileIndex)
  if (known !== undefined) return known
  const tile = set.spare.pop() ?? createTile(set)
  tile.tileIndex = tileIndex
  tile.counts.fill(0)
  tile.ink.fill(0)
  tile.total = 0
  if (tile.marks !== null) paintColor(tile, set.colors.record)
  tile.marks = null
  tile.exposure = set.exposure
  for (let alpha = 3; alpha < tile.surface.pixels.length; alpha += 4) tile.surface.pixels[alpha] = 0
  markDirty(tile, { from: 0, to: SIDE - 1 })
  set.tiles.set(tileIndex, tile)
  return tile
}

function createTile<Image>(set: TileSet<Image>): Tile<Image> {
  const rows = set.scale.plotHeight
  const tile: Tile<Image> = {
    tileIndex: 0,
    counts: new Uint32Array(TILE_WIDTH * rows),
    ink: new Float32Array(SIDE * rows),
    marks: null,
    total: 0,
    surface: set.createSurface({ width: SIDE, height: rows }),
    dirtyFrom: 0,
    dirtyTo: SIDE - 1,
    exposure: set.exposure,
  }
  paintColor(tile, set.colors.record)
  return tile
}

function stamp<Image>(tile: Tile<Image>, { row, column, weight, rows }: { row: number; column: number; weight: number; rows: number }): void {
  const { reach, stamp: weights, alphaOfInk, inkScale } = tile.exposure
  const { ink, marks } = tile
  const pixels = tile.surface.pixels
  const strongest = alphaOfInk.length - 1
  const side = 2 * reach + 1
  const left = TILE_MARGIN + column - reach
  for (let down = 0; down < side; down++) {
    const y = row + down - reach
    if (y < 0 || y >= rows) continue
    for (let across = 0; across < side; across++) {
      const share = valueAt(weights, down * side + across)
      if (share === 0) continue
      const pixel = y * SIDE + left + across
      const total = valueAt(ink, pixel) + share * weight
      ink[pixel] = total
      const alpha = valueAt(alphaOfInk, Math.min(strongest, (total * inkScale) | 0))
      pixels[pixel * 4 + 3] = marks === null ? alpha : Math.max(alpha, floorOf(marks, pixel))
    }
  }
  if (left < tile.dirtyFrom) tile.dirtyFrom = left
  if (left + side - 1 > tile.dirtyTo) tile.dirtyTo = left + side - 1
}

interface Mark {
  row: number
  column: number
  size: number
  isCopy: boolean
}

function markCell<Image>(set: TileSet<Image>, tile: Tile<Image>, { row, column, size, isCopy }: Mark): void {
  const rows = set.scale.plotHeight
  tile.marks ??= createTileMarks({ cells: TILE_WIDTH * rows, pixels: SIDE * rows })
  const cell = row * TILE_WIDTH + column
  if (!noteMark(tile.marks, cell, { size, isCopy })) return
  const reach = drawMarkOf(set, tile, cell)
  markDirty(tile, { from: TILE_MARGIN + column - reach, to: TILE_MARGIN + column + reach })
}

function drawMarkOf<Image>({ scale, colors }: TileSet<Image>, { marks, surface }: Tile<Image>, cell: number): number {
  if (marks === null) return 0
  const spot = { row: Math.floor(cell / TILE_WIDTH), column: cell % TILE_WIDTH, side: SIDE, rows: scale.plotHeight, margin: TILE_MARGIN, pixelRatio: scale.pixelRatio }
  return drawMarks(marks, cell, spot, { pixels: surface.pixels, colors })
}

function redrawTile<Image>(set: TileSet<Image>, tile: Tile<Image>): void {
  const rows = set.scale.plotHeight
  tile.exposure = set.exposure
  tile.ink.fill(0)
  const { pixels } = tile.surface
  for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < TILE_WIDTH; column++) {
      const weight = valueAt(tile.counts, row * TILE_WIDTH + column)
      if (weight > 0) stamp(tile, { row, column, weight, rows })
    }
  }
  // Floors keep the marks' strength under the new ink; where there is none they are drawn anew.
  const { cells } = tile.marks ?? { cells: [] }
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell] !== 0) drawMarkOf(set, tile, cell)
  markDirty(tile, { from: 0, to: SIDE - 1 })
}

function paintColor<Image>(tile: Tile<Image>, [red, green, blue]: readonly [number, number, number]): void {
  const { pixels } = tile.surface
  for (let at = 0; at < pixels.length; at += 4) {
    pixels[at] = red
    pixels[at + 1] = green
    pixels[at + 2] = blue
  }
}

function markDirty<Image>(tile: Tile<Image>, { from, to }: { from: number; to: number }): void {
  tile.dirtyFrom = Math.min(tile.dirtyFrom, from)
  tile.dirtyTo = Math.max(tile.dirtyTo, to)
}
