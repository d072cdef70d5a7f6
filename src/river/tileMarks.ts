/**
 * What is more than a dot in a tile: crates where the KPL has packed user records into one, and hollow rings in the colour of
 * duplicates where a copy is. Drawn once, as records are; a tile has none of this before the first one comes.
 */
import { valueAt } from './column'

export interface TileMarks {
  /** By cell: which size its largest crate has, and whether a copy is there. */
  cells: Uint8Array
  /** By pixel: half of the strength that it has at least; the highest bit says that it has the colour of duplicates. */
  floor: Uint8Array
}

export interface TileColors {
  record: readonly [number, number, number]
  duplicate: readonly [number, number, number]
}

export interface MarkSpot {
  row: number
  column: number
  /** Of the surface, in pixels. */
  side: number
  rows: number
  margin: number
  pixelRatio: number
}

const COPY_CELL = 0x80
const SIZE_BITS = 0x7f
const DUPLICATE_BIT = 0x80
const FULL_HALF = 0x7d
const GAP_HALF = 0x30
/** Half the side of a crate by its size, in CSS pixels. */
const CRATE_PX = [0, 2.6, 3.6, 4.6]
const RING_PX = 2.7
const RING_MORE_PX = 0.9
const RING_WIDTH_PX = 1.3

export function createTileMarks({ cells, pixels }: { cells: number; pixels: number }): TileMarks {
  return { cells: new Uint8Array(cells), floor: new Uint8Array(pixels) }
}

/** @returns 0 for a plain record. */
export function crateSize(userRecords: number): number {
  return userRecords <= 1 ? 0 : userRecords < 10 ? 1 : userRecords < 100 ? 2 : 3
}

/** @returns whether the cell looks different now. */
export function noteMark({ cells }: TileMarks, cell: number, { size, isCopy }: { size: number; isCopy: boolean }): boolean {
  const known = valueAt(cells, cell)
  const next = Math.max(known & SIZE_BITS, size) | (known & COPY_CELL) | (isCopy ? COPY_CELL : 0)
  cells[cell] = next
  return next !== known
}

/** Draws what is in a cell. @returns how far it reaches to each side. */
export function drawMarks(marks: TileMarks, cell: number, spot: MarkSpot, { pixels, colors }: { pixels: Uint8ClampedArray; colors: TileColors }): number {
  const known = valueAt(marks.cells, cell)
  const size = known & SIZE_BITS
  const isCopy = (known & COPY_CELL) !== 0
  const halfSide = (CRATE_PX[size] ?? 0) * spot.pixelRatio
  const radius = isCopy ? (RING_PX + RING_MORE_PX * size) * spot.pixelRatio : 0
  const ringWidth = RING_WIDTH_PX * spot.pixelRatio
  const reach = Math.min(spot.margin, Math.ceil(isCopy ? radius + ringWidth / 2 : halfSide))
  for (let down = -reach; down <= reach; down++) {
    const y = spot.row + down
    if (y < 0 || y >= spot.rows) continue
    for (let across = -reach; across <= reach; across++) {
      const half = isCopy ? ringHalf(Math.hypot(down, across) - radius, ringWidth) : crateHalf({ down, across, halfSide, size })
      if (half === 0) continue
      const pixel = y * spot.side + spot.margin + spot.column + across
      marks.floor[pixel] = isCopy ? Math.max(half, valueAt(marks.floor, pixel) & SIZE_BITS) | DUPLICATE_BIT : Math.max(half, valueAt(marks.floor, pixel))
      if (isCopy) paintPixel(pixels, pixel, colors.duplicate)
      pixels[pixel * 4 + 3] = Math.max(valueAt(pixels, pixel * 4 + 3), half * 2)
    }
  }
  return reach
}

function ringHalf(offRing: number, width: number): number {
  return Math.round(FULL_HALF * Math.min(1, Math.max(0, width / 2 + 0.5 - Math.abs(offRing))))
}

/** Gaps tell its records apart: one cross in a small crate, two in larger ones. */
function crateHalf({ down, across, halfSide, size }: { down: number; across: number; halfSide: number; size: number }): number {
  if (size === 0 || Math.abs(down) > halfSide || Math.abs(across) > halfSide) return 0
  const gap = size === 1 ? 0 : Math.round(halfSide / 3)
  return Math.abs(down) === gap || Math.abs(across) === gap ? GAP_HALF : FULL_HALF
}

/** @returns the strength that a pixel keeps whatever else is drawn there. */
export function floorOf({ floor }: TileMarks, pixel: number): number {
  return (valueAt(floor, pixel) & SIZE_BITS) * 2
}

/** After all pixels were given the colour of records. */
export function repaintDuplicates({ floor }: TileMarks, pixels: Uint8ClampedArray, { duplicate }: TileColors): void {
  for (let pixel = 0; pixel < floor.length; pixel++) if ((valueAt(floor, pixel) & DUPLICATE_BIT) !== 0) paintPixel(pixels, pixel, duplicate)
}

function paintPixel(pixels: Uint8ClampedArray, pixel: number, [red, green, blue]: readonly [number, number, number]): void {
  pixels[pixel * 4] = red
  pixels[pixel * 4 + 1] = green
  pixels[pixel * 4 + 2] = blue
}
