import { describe, expect, it } from 'vitest'
import { OUTCOME_STORED } from '../engine/frame'
import type { ArrivalColumns } from '../engine/frame'
import { createArraySurface } from './testing/drawLog'
import { fixtureArrivals, SPLIT_WORLD } from './testing/fixtureFrames'
import { addArrivals, createTileSet, refreshTiles, trimTiles } from './tiles'
import type { TileScale, TileSet } from './tiles'

const SCALE: TileScale = { ageSpanMs: 60_000, hashTopFrom: 0, hashTopTo: 0xffff_ffff, plotWidth: 600, plotHeight: 200, pixelRatio: 1 }

function newSet(scale: TileScale = SCALE) {
  return createTileSet(scale, { color: [11, 95, 165], createSurface: createArraySurface })
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
