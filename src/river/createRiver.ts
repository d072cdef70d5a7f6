/**
 * The river as the page sees it: forwards frames to the painter's thread (or to a painter on the page where there
 * is no OffscreenCanvas), keeps the newest lanes for hit tests, and fetches windows that the painter asks for.
 */
import type { ArrivalColumns, Frame, LaneColumns, WaterlineColumns } from '../engine/frame'
import type { SimMs } from '../base/units'
import { ensure } from '../base/assert'
import { createCanvasPainter } from './canvasPainter'
import type { PainterNews } from './canvasPainter'
import { hitTest } from './hitTest'
import type { RiverHit } from './hitTest'
import { createLaneRects, layoutLanes, layoutRiver, placeOfPoint } from './layout'
import type { LaneRects, RiverGeometry } from './layout'
import { pixelSurfaces } from './pixelSurface'
import type { TileCanvas } from './pixelSurface'
import type { FromPainter, RiverLabels, RiverNotes } from './riverProtocol'
import type { RiverTheme } from './riverTheme'
import type { Place, Point, RiverSize, RiverView, WindowRequest } from './riverView'
import { advanceShownInstant, createShownInstant } from './shownInstant'

export interface RiverOptions {
  /** Never used before: it goes to another thread, for good. */
  canvas: HTMLCanvasElement
  size: RiverSize
  view: RiverView
  theme: RiverTheme
  labels: RiverLabels
  notes: RiverNotes
  /** The stored records of a stretch of time; null when they cannot be had. */
  requestWindow: (request: WindowRequest) => Promise<ArrivalColumns | null>
}

/** What is in the picture now, for overlays and the pointer. */
export interface RiverSight {
  lanes: LaneColumns
  waterlines: WaterlineColumns
  producerCount: number
  shownAtMs: SimMs
  geometry: RiverGeometry
  rects: LaneRects
  view: RiverView
}

export interface River {
  /** The columns of arrivals are handed over: do not use them afterwards. */
  showFrame(frame: Frame): void
  setView(view: RiverView): void
  setTheme(theme: RiverTheme): void
  setLabels(labels: RiverLabels): void
  setNotes(notes: RiverNotes): void
  resize(size: RiverSize): void
  /** Null before the first frame. */
  sight(): RiverSight | null
  hitTest(point: Point): RiverHit
  placeOf(point: Point): Place | null
  destroy(): void
}

export function createRiver({ canvas, requestWindow, ...look }: RiverOptions): River {
  let { size, view, theme } = look
  let newest: Pick<Frame, 'atMs' | 'generation' | 'lanes' | 'waterlines' | 'producerCount'> | null = null
  const shown = createShownInstant()
  const rects = createLaneRects()
  const painter = openPainter({ canvas, look, onNeed: answerNeed })

  function answerNeed({ windowNumber, request }: FromPainter): void {
    requestWindow(request).then(
      (arrivals) => painter.tell({ type: 'Window', windowNumber, arrivals }, arrivals === null ? [] : buffersOf(arrivals)),
      () => painter.tell({ type: 'Window', windowNumber, arrivals: null }, []),
    )
  }

  function sight(): RiverSight | null {
    if (newest === null) return null
    const geometry = layoutRiver(size, theme.textPx)
    layoutLanes(rects, { lanes: newest.lanes, geometry, scale: view, shownAtMs: shown.atMs })
    return { lanes: newest.lanes, waterlines: newest.waterlines, producerCount: newest.producerCount, shownAtMs: shown.atMs, geometry, rects, view }
  }

  return {
    showFrame(frame) {
      newest = { atMs: frame.atMs, generation: frame.generation, lanes: frame.lanes, waterlines: frame.waterlines, producerCount: frame.producerCount }
      advanceShownInstant(shown, { frame, view, wallMs: performance.now() })
      const laneBuffer = frame.lanes.shardIndex.buffer
      // A frame may be shown twice (a new canvas); its arrivals were handed over the first time.
      const isHandedOver = frame.arrivals.atMs.length < frame.arrivals.count
      const sent = isHandedOver ? { ...frame, arrivals: noArrivals(frame.arrivals) } : frame
      // Empty ones stay: nothing would tell afterwards that they were handed over.
      painter.tell({ type: 'Frame', frame: sent }, isHandedOver || frame.arrivals.count === 0 ? [] : buffersOf(frame.arrivals).filter((buffer) => buffer !== laneBuffer))
    },
    setView(next) {
      view = next
      if (newest !== null) advanceShownInstant(shown, { frame: newest, view, wallMs: performance.now() })
      painter.tell({ type: 'View', view }, [])
    },
    setTheme(next) {
      theme = next
      painter.tell({ type: 'Theme', theme }, [])
    },
    setLabels(labels) {
      painter.tell({ type: 'Labels', labels }, [])
    },
    setNotes(notes) {
      painter.tell({ type: 'Notes', notes }, [])
    },
    resize(next) {
      size = next
      painter.tell({ type: 'Size', size }, [])
    },
    sight,
    hitTest(point) {
      const now = sight()
      return now === null ? { kind: 'none' } : hitTest(point, now)
    },
    placeOf(point) {
      const now = sight()
      return now === null ? null : placeOfPoint(point, { geometry: now.geometry, scale: view, shownAtMs: now.shownAtMs })
    },
    destroy() {
      painter.close()
    },
  }
}

interface PainterLine {
  tell(news: PainterNews, transfer: Transferable[]): void
  close(): void
}

function openPainter({ canvas, look, onNeed }: { canvas: HTMLCanvasElement; look: Omit<RiverOptions, 'canvas' | 'requestWindow'>; onNeed: (need: FromPainter) => void }): PainterLine {
  if (typeof OffscreenCanvas === 'undefined' || typeof canvas.transferControlToOffscreen !== 'function') {
    const painter = createCanvasPainter({
      canvas,
      ctx: ensure(canvas.getContext('2d', { alpha: false }), 'a 2D context'),
      createSurface: pixelSurfaces(createTileCanvas),
      ...look,
      onWindowNeeded: (need) => onNeed({ type: 'WindowNeeded', ...need }),
    })
    return { tell: (news) => painter.take(news), close: () => painter.destroy() }
  }
  const worker = new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromPainter>) => onNeed(data))
  const offscreen = canvas.transferControlToOffscreen()
  worker.postMessage({ type: 'Open', canvas: offscreen, ...look }, [offscreen])
  return {
    tell: (news, transfer) => worker.postMessage(news, transfer),
    close: () => worker.terminate(),
  }
}

function createTileCanvas({ width, height }: { width: number; height: number }): TileCanvas {
  const image = document.createElement('canvas')
  image.width = width
  image.height = height
  return { image, ctx: ensure(image.getContext('2d'), 'a 2D context') }
}

function noArrivals({ fromMs, toMs }: ArrivalColumns): ArrivalColumns {
  return {
    fromMs,
    toMs,
    count: 0,
    weight: 1,
    atMs: new Float64Array(0),
    hashTop: new Uint32Array(0),
    producerIndex: new Uint16Array(0),
    outcome: new Uint8Array(0),
    bytes: new Uint32Array(0),
  }
}

function buffersOf({ atMs, hashTop, producerIndex, outcome, bytes }: ArrivalColumns): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { buffer } of [atMs, hashTop, producerIndex, outcome, bytes]) {
    if (buffer instanceof ArrayBuffer) buffers.add(buffer)
  }
  return [...buffers]
}
