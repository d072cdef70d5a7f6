/** Draws the river: a function of (frame, view, theme, labels, notes) onto any 2D context. Owns the tiles. */
import type { ArrivalColumns, Frame } from '../engine/frame'
import { valueAt } from './column'
import { keepDelays } from './delays'
import { drawAxis } from './drawAxis'
import { drawBanks, drawHighlight, drawTrace, drawTrimHorizon } from './drawBanks'
import { drawDelays } from './drawDelays'
import { drawFlights } from './drawFlights'
import { drawGateLabels, drawGates, drawStruckLegend } from './drawGates'
import { drawLaneLabels, drawLaneNotes, drawPlaceLabels } from './drawLabels'
import { drawLosses, LOSS_FLIGHTS } from './drawLosses'
import { drawCutLines, drawProducers } from './drawProducers'
import { drawFollowedKey, drawRecords, drawWash, drawWater } from './drawRecords'
import { drawDuplicateCount, drawTwins } from './drawTwins'
import { drawUnderWay } from './drawUnderWay'
import { drawWaterlineLabels } from './drawWaterlineLabels'
import { drawHatching, drawWaterlines } from './drawWaterlines'
import { clearFlights, createFlights, forgetArrivals, keepArrivals, settleStride } from './flights'
import { createLaneRects, layoutLanes, layoutRiver } from './layout'
import type { RiverLabels, RiverNotes } from './riverProtocol'
import { rgbOf } from './riverTheme'
import type { RiverTheme } from './riverTheme'
import type { RiverSize, RiverView, WindowRequest } from './riverView'
import type { Context2D, Scene } from './scene'
import { advanceShownInstant, createShownInstant } from './shownInstant'
import type { TileColors } from './tileMarks'
import { refreshTiles } from './tiles'
import type { CreateSurface } from './tiles'
import { clearTwins, createTwins, forgetTwins, keepTwins } from './twins'
import { createWaterlinePlaces, placeWaterlines } from './waterlinePlaces'
import { createWaterTiles } from './waterTiles'

export interface PainterOptions {
  ctx: Context2D
  size: RiverSize
  view: RiverView
  theme: RiverTheme
  labels: RiverLabels
  notes: RiverNotes
  createSurface: CreateSurface<CanvasImageSource>
  onWindowNeeded: (need: { windowNumber: number; request: WindowRequest }) => void
}

export interface Painter {
  showFrame(frame: Frame): void
  showWindow(window: { windowNumber: number; arrivals: ArrivalColumns | null }): void
  setView(view: RiverView): void
  setTheme(theme: RiverTheme): void
  setLabels(labels: RiverLabels): void
  setNotes(notes: RiverNotes): void
  setSize(size: RiverSize): void
  /** @returns whether it should be asked again at the next animation frame, with or without news. */
  paint(wallMs: number): 'again' | 'done'
}

const FIGURES_EVERY_MS = 250
const TILES_REDRAWN_A_FRAME = 1

export function createPainter({ ctx, createSurface, onWindowNeeded, ...look }: PainterOptions): Painter {
  let { size, view, theme, labels, notes } = look
  let geometry = layoutRiver(size, theme.textPx, view.hasConsumers)
  let numbers = new Intl.NumberFormat(labels.language)
  let frame: Frame | null = null
  const shown = createShownInstant()
  const rects = createLaneRects()
  const waterlines = createWaterlinePlaces()
  const flights = createFlights()
  const twins = createTwins()
  const water = createWaterTiles({ geometry, view, colors: tileColors(theme), createSurface, onWindowNeeded })
  let steadyUse = new Float32Array(0)
  let steadyThrottled = new Float32Array(0)
  let figuresAtMs = -Infinity
  let figuresFrame: Frame | null = null

  /** @returns `old` while the figures are those of an earlier frame. */
  function steadyFigures(current: Frame, wallMs: number): 'old' | 'new' {
    const { lanes } = current
    const count = lanes.shardIndex.length
    if (figuresFrame === current) return 'new'
    if (wallMs - figuresAtMs < FIGURES_EVERY_MS && steadyUse.length === count && figuresFrame?.generation === current.generation) return 'old'
    if (steadyUse.length !== count) {
      steadyUse = new Float32Array(count)
      steadyThrottled = new Float32Array(count)
    }
    figuresAtMs = wallMs
    figuresFrame = current
    for (let lane = 0; lane < count; lane++) {
      steadyUse[lane] = Math.max(valueAt(lanes.writeBytesUse, lane), valueAt(lanes.writeRecordsUse, lane))
    }
    steadyThrottled.set(lanes.throttledPerSecond)
    return 'new'
  }

  function relayout(): void {
    geometry = layoutRiver(size, theme.textPx, view.hasConsumers)
    water.setScale({ geometry, view })
  }

  return {
    showFrame(next) {
      if (frame !== null && next.generation !== frame.generation) {
        clearFlights(flights)
        clearTwins(twins)
      }
      frame = next
      keepTwins(twins, next.arrivals.twins)
      keepArrivals(flights, next.arrivals)
      flights.delays = keepDelays(flights.delays, next.delays)
      water.showFrame(next)
    },
    showWindow(window) {
      if (water.showWindow(window) && window.arrivals !== null) keepTwins(twins, window.arrivals.twins)
    },
    setView(next) {
      view = next
      relayout()
    },
    setTheme(next) {
      theme = next
      water.setColors(tileColors(next))
      relayout()
    },
    setLabels(next) {
      labels = next
      numbers = new Intl.NumberFormat(next.language)
    },
    setNotes(next) {
      notes = next
    },
    setSize(next) {
      size = next
      relayout()
    },
    paint(wallMs) {
      ctx.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0)
      ctx.fillStyle = theme.paper
      ctx.fillRect(0, 0, size.width, size.height)
      if (frame === null) return 'done'
      const settling = advanceShownInstant(shown, { frame, view, wallMs })
      const figures = steadyFigures(frame, wallMs)
      forgetArrivals(flights, shown.atMs - shown.delayMs * LOSS_FLIGHTS)
      settleStride(flights, { fromMs: shown.atMs, toMs: frame.atMs })
      forgetTwins(twins, shown.atMs - view.ageSpanMs)
      layoutLanes(rects, { lanes: frame.lanes, geometry, scale: view, shownAtMs: shown.atMs })
      placeWaterlines(waterlines, { waterlines: frame.waterlines, rects, geometry, scale: view, shownAtMs: shown.atMs })
      const set = water.tilesFor(frame, wallMs)
      const tiles = refreshTiles(set, { tilesMax: TILES_REDRAWN_A_FRAME })
      const scene: Scene = {
        ctx, frame, shownAtMs: shown.atMs, delayMs: shown.delayMs, view, geometry, rects, waterlineX: waterlines.x, theme, labels, notes, numbers, steadyUse, steadyThrottled, taken: [],
      }
      drawWater(scene)
      drawRecords(scene, set)
      drawWash(scene)
      drawFollowedKey(scene)
      drawHatching(scene)
      drawWaterlines(scene)
      drawBanks(scene)
      drawTrimHorizon(scene)
      drawTrace(scene)
      drawTwins(scene, twins)
      drawHighlight(scene)
      drawGates(scene)
      drawProducers(scene)
      drawFlights(scene, flights)
      drawUnderWay(scene)
      drawLosses(scene, flights)
      drawDelays(scene, flights.delays)
      drawCutLines(scene)
      drawGateLabels(scene)
      drawLaneLabels(scene)
      drawLaneNotes(scene)
      drawWaterlineLabels(scene)
      drawPlaceLabels(scene)
      drawAxis(scene)
      drawDuplicateCount(scene)
      drawStruckLegend(scene)
      return settling === 'settling' || figures === 'old' || tiles === 'behind' || water.isWaiting() ? 'again' : 'done'
    },
  }
}

function tileColors({ record, duplicate }: RiverTheme): TileColors {
  return { record, duplicate: rgbOf(duplicate) }
}
