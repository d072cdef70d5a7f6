/**
 * Keeps the tiles true to the view: after a zoom, a resize or a new generation it asks for the window again, and
 * until that comes shows the old tiles stretched (same past) or none (another past).
 */
import type { SimMs } from '../base/units'
import type { ArrivalColumns, Frame } from '../engine/frame'
import type { RiverGeometry, Scale } from './layout'
import type { WindowRequest } from './riverView'
import type { TileColors } from './tileMarks'
import type { CreateSurface, TileScale, TileSet } from './tiles'
import { addArrivals, createTileSet, recolorTiles, trimTiles } from './tiles'

const WINDOW_RECORDS_MAX = 400_000
/** A view in motion asks once it rests this long. */
const REST_MS = 120
/** After this an unanswered request is made again. */
const PATIENCE_MS = 3_000

interface WaterTilesOptions {
  geometry: RiverGeometry
  view: Scale
  colors: TileColors
  createSurface: CreateSurface<CanvasImageSource>
  onWindowNeeded: (need: { windowNumber: number; request: WindowRequest }) => void
}

interface PendingWindow {
  windowNumber: number
  scale: TileScale
  toMs: SimMs
  askedAtWallMs: number
  /** What arrived since it was asked for. */
  since: ArrivalColumns[]
}

export function createWaterTiles({ geometry, view, colors, createSurface, onWindowNeeded }: WaterTilesOptions) {
  let currentColors = colors
  let wanted = tileScale(geometry, view)
  let set: TileSet<CanvasImageSource> = createTileSet(wanted, { colors, createSurface })
  let generation = Number.NaN
  let pending: PendingWindow | null = null
  let windowCount = 0
  /** NaN: nothing to ask for. −Infinity: ask at once. */
  let changedAtWallMs = Number.NaN
  let scaleChanged = false

  function ask(frame: Frame, wallMs: number): void {
    windowCount++
    const reachMs = wanted.ageSpanMs * 1.15
    const request = { fromMs: Math.max(0, frame.atMs - reachMs), toMs: frame.atMs, recordsMax: WINDOW_RECORDS_MAX }
    pending = { windowNumber: windowCount, scale: wanted, toMs: frame.atMs, askedAtWallMs: wallMs, since: [] }
    changedAtWallMs = Number.NaN
    onWindowNeeded({ windowNumber: windowCount, request })
  }

  return {
    setScale({ geometry: nextGeometry, view: nextView }: { geometry: RiverGeometry; view: Scale }): void {
      const next = tileScale(nextGeometry, nextView)
      if (isSameScale(next, wanted)) return
      wanted = next
      scaleChanged = true
    },
    setColors(next: TileColors): void {
      currentColors = next
      recolorTiles(set, next)
    },
    showFrame(frame: Frame): void {
      if (frame.generation !== generation) {
        generation = frame.generation
        set = createTileSet(wanted, { colors: currentColors, createSurface })
        pending = null
        changedAtWallMs = -Infinity
        // Whatever came with this frame is in the window that is asked for at its instant.
        return
      }
      addArrivals(set, frame.arrivals, -Infinity)
      trimTiles(set, frame.atMs - Math.max(wanted.ageSpanMs, set.scale.ageSpanMs) * 1.2)
      if (pending !== null && frame.arrivals.count > 0) pending.since.push(frame.arrivals)
    },
    /** @returns whether it is the one that is waited for. */
    showWindow({ windowNumber, arrivals }: { windowNumber: number; arrivals: ArrivalColumns | null }): boolean {
      if (pending === null || pending.windowNumber !== windowNumber) return false
      const { scale, toMs, since } = pending
      pending = null
      if (arrivals === null) return true
      set = createTileSet(scale, { colors: currentColors, createSurface })
      addArrivals(set, arrivals, -Infinity)
      for (const chunk of since) addArrivals(set, chunk, Math.max(toMs, arrivals.toMs))
      return true
    },
    /** Asks for a window where one is due. @returns the tiles to draw. */
    tilesFor(frame: Frame, wallMs: number): TileSet<CanvasImageSource> {
      if (scaleChanged) {
        scaleChanged = false
        if (changedAtWallMs !== -Infinity) changedAtWallMs = wallMs
      }
      if (pending !== null && wallMs - pending.askedAtWallMs > PATIENCE_MS) ask(frame, wallMs)
      else if (wallMs - changedAtWallMs >= REST_MS) ask(frame, wallMs)
      return set
    },
    /** Something is due that needs another look at the clock. */
    isWaiting(): boolean {
      return scaleChanged || !Number.isNaN(changedAtWallMs)
    },
  }
}

function tileScale(geometry: RiverGeometry, view: Scale): TileScale {
  return {
    ageSpanMs: view.ageSpanMs,
    hashTopFrom: view.hashTopFrom,
    hashTopTo: view.hashTopTo,
    plotWidth: Math.round((geometry.plotRight - geometry.plotLeft) * geometry.pixelRatio),
    plotHeight: Math.round((geometry.plotBottom - geometry.plotTop) * geometry.pixelRatio),
    pixelRatio: geometry.pixelRatio,
  }
}

function isSameScale(a: TileScale, b: TileScale): boolean {
  return (
    a.ageSpanMs === b.ageSpanMs && a.hashTopFrom === b.hashTopFrom && a.hashTopTo === b.hashTopTo && a.plotWidth === b.plotWidth && a.plotHeight === b.plotHeight && a.pixelRatio === b.pixelRatio
  )
}
