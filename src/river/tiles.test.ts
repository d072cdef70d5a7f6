import { describe, expect, it } from 'vitest'
import { OUTCOME_COPY, OUTCOME_STORED } from '../engine/frame'
import type { ArrivalColumns } from '../engine/frame'
import { createArraySurface } from './testing/drawLog'
import { fixtureArrivals, SPLIT_WORLD } from './testing/fixtureFrames'
import { addArrivals, createTileSet, recolorTiles, refreshTiles, TILE_MARGIN, TILE_WIDTH, trimTiles } from './tiles'
import type { TileScale, TileSet } from './tiles'

const SCALE: TileScale = { ageSpanMs: 60_000, hashTopFrom: 0, hashTopTo: 0xffff_ffff, plotWidth: 600, plotHeight: 200, pixelRatio: 1 }

const BLUE = [11, 95, 165] as const
const MAGENTA = [181, 48, 127] as const

/** One record in the middle of the first tile, and what its pixels look like around there. */
function oneRecord(change: { outcome?: number; userRecords?: number }, others = 0) {
  const set = newSet()
  const everyMs = 1_000 / SPLIT_WORLD.ratePerSecond
  const arrivals = fixtureArrivals(SPLIT_WORLD, { fromMs: 0, toMs: everyMs * (1.5 + others), recordsMax: Infinity })
  arrivals.atMs.fill(8_000)
  arrivals.hashTop.fill(0x8000_0000)
  arrivals.outcome[0] = change.outcome ?? OUTCOME_STORED
  arrivals.userRecords[0] = change.userRecords ?? 1
  addArrivals(set, arrivals, -Infinity)
  const tile = [...set.tiles.values()][0]!
  const rowOf = 100
  const side = TILE_WIDTH + 2 * TILE_MARGIN
  const column = TILE_MARGIN + TILE_WIDTH - 1 - 80
  const pixel = (across: number, down: number) => Array.from(tile.surface.pixels.slice(((rowOf + down) * side + column + across) * 4).slice(0, 4))
  return { set, tile, pixel, inked: tile.surface.pixels.filter((value, at) => at % 4 === 3 && value > 0).length }
}

function newSet(scale: TileScale = SCALE) {
  return createTileSet(scale, { colors: { record: BLUE, duplicate: MAGENTA }, createSurface: createArraySurface })
}

function countsOf(set: TileSet<CanvasImageSource>): number {
  let sum = 0
  for (const tile of set.tiles.values()) for (const count of tile.counts) sum += count
  return sum
}

function storedOf(arrivals: ArrivalColumns, { from, to }: { from: number; to: number }): number {
  let stored = 0
  for (let arrival = 0; arrival < arrivals.count; arrival++) {
    const hashTop = arrivals.hashTop[arrival]!
    if (arrivals.outcome[arrival] === OUTCOME_STORED && hashTop >= from && hashTop <= to) stored += arrivals.weight
  }
  return stored
}

describe('tiles', () => {
  it('count every stored arrival once, whatever the pieces it came in', () => {
    const set = newSet()
    let stored = 0
    for (let fromMs = 0; fromMs < 60_000; fromMs += 137) {
      const arrivals = fixtureArrivals(SPLIT_WORLD, { fromMs, toMs: Math.min(60_000, fromMs + 137), recordsMax: Infinity })
      stored += storedOf(arrivals, { from: 0, to: 0xffff_ffff })
      addArrivals(set, arrivals, -Infinity)
    }
    expect(stored).toBeGreaterThan(40_000)
    expect(countsOf(set)).toBe(stored)
  })

  it('count a sampled window by its weight', () => {
    const set = newSet()
    const arrivals = fixtureArrivals(SPLIT_WORLD, { fromMs: 0, toMs: 60_000, recordsMax: 5_000 })
    expect(arrivals.weight).toBeGreaterThan(1)
    expect(addArrivals(set, arrivals, -Infinity)).toBe(storedOf(arrivals, { from: 0, to: 0xffff_ffff }))
    expect(countsOf(set)).toBe(storedOf(arrivals, { from: 0, to: 0xffff_ffff }))
  })

  it('leave out what is not in view', () => {
    const set = newSet({ ...SCALE, hashTopFrom: 0x4000_0000, hashTopTo: 0x7fff_ffff })
    const arrivals = fixtureArrivals(SPLIT_WORLD, { fromMs: 0, toMs: 10_000, recordsMax: Infinity })
    addArrivals(set, arrivals, -Infinity)
    expect(countsOf(set)).toBe(storedOf(arrivals, { from: 0x4000_0000, to: 0x7fff_ffff }))
  })

  it('are only touched where something new is', () => {
    const set = newSet()
    addArrivals(set, fixtureArrivals(SPLIT_WORLD, { fromMs: 0, toMs: 50_000, recordsMax: Infinity }), -Infinity)
    while (refreshTiles(set, { tilesMax: 1 }) === 'behind');
    addArrivals(set, fixtureArrivals(SPLIT_WORLD, { fromMs: 50_000, toMs: 50_016, recordsMax: Infinity }), -Infinity)
    const dirty = [...set.tiles.values()].filter((tile) => tile.dirtyTo >= tile.dirtyFrom)
    expect(dirty.map((tile) => tile.tileIndex)).toEqual([Math.max(...set.tiles.keys())])
    expect(dirty[0]!.dirtyTo - dirty[0]!.dirtyFrom).toBeLessThan(12)
  })

  it('keep their counts when the exposure changes, and let old ones go', () => {
    const set = newSet()
    const arrivals = fixtureArrivals({ ...SPLIT_WORLD, ratePerSecond: 16_000 }, { fromMs: 0, toMs: 60_000, recordsMax: Infinity })
    addArrivals(set, arrivals, -Infinity)
    const before = set.exposure.level
    while (refreshTiles(set, { tilesMax: 1 }) === 'behind');
    expect(set.exposure.level).toBeGreaterThan(before)
    expect(countsOf(set)).toBe(storedOf(arrivals, { from: 0, to: 0xffff_ffff }))
    const tileCount = set.tiles.size
    trimTiles(set, 30_000)
    expect(set.tiles.size).toBeLessThan(tileCount)
    expect(Math.min(...set.tiles.keys()) * set.tileMs).toBeGreaterThan(30_000 - 2 * set.tileMs)
  })
})

describe('marks in tiles', () => {
  it('draw a copy as a hollow ring in the colour of duplicates, not as ink', () => {
    const copy = oneRecord({ outcome: OUTCOME_COPY })
    expect(countsOf(copy.set)).toBe(0)
    expect(copy.tile.total).toBe(1)
    expect(copy.pixel(0, 0)[3]).toBe(0)
    for (const [across, down] of [[3, 0], [-3, 0], [0, 3], [0, -3]] as const) {
      expect(copy.pixel(across, down).slice(0, 3)).toEqual(MAGENTA)
      expect(copy.pixel(across, down)[3]).toBeGreaterThan(150)
    }
  })

  it('draw an aggregate larger the more user records it packs', () => {
    const inked = [1, 5, 50, 500].map((userRecords) => oneRecord({ userRecords }).inked)
    expect(inked).toEqual([...inked].sort((left, right) => left - right))
    expect(new Set(inked).size).toBe(4)
    expect(oneRecord({ userRecords: 500 }).pixel(4, 4).slice(0, 3)).toEqual(BLUE)
  })

  it('keep ring and crate when other records come, when the exposure changes, and in another theme', () => {
    const { set, tile, pixel } = oneRecord({ outcome: OUTCOME_COPY, userRecords: 5 }, 1)
    const ring = pixel(4, 0)
    expect(ring.slice(0, 3)).toEqual(MAGENTA)
    addArrivals(set, fixtureArrivals({ ...SPLIT_WORLD, ratePerSecond: 16_000 }, { fromMs: 16_000, toMs: 60_000, recordsMax: Infinity }), -Infinity)
    const exposure = tile.exposure
    while (refreshTiles(set, { tilesMax: 1 }) === 'behind');
    expect(tile.exposure).not.toBe(exposure)
    expect(pixel(4, 0)).toEqual(ring)
    recolorTiles(set, { record: [110, 182, 245], duplicate: [240, 124, 192] })
    expect(pixel(4, 0).slice(0, 3)).toEqual([240, 124, 192])
    expect(pixel(20, 20).slice(0, 3)).toEqual([110, 182, 245])
  })

  it('are gone from a surface that is used again', () => {
    const { set, tile } = oneRecord({ outcome: OUTCOME_COPY })
    trimTiles(set, 1_000_000)
    addArrivals(set, fixtureArrivals(SPLIT_WORLD, { fromMs: 90_000, toMs: 90_010, recordsMax: Infinity }), -Infinity)
    const again = [...set.tiles.values()][0]!
    expect(again).toBe(tile)
    for (let at = 0; at < again.surface.pixels.length; at += 4) expect(again.surface.pixels[at]).toBe(BLUE[0])
  })
})
