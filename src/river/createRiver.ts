/**
 * The river as the page sees it: forwards frames to the painter's thread (or to a painter on the page where there
 * is no OffscreenCanvas), keeps the newest lanes for hit tests, and fetches windows that the painter asks for.
 */
import type { ArrivalColumns, Frame } from '../engine/frame'
import type { CanvasPainter, PainterNews } from './canvasPainter'
import { keepDelays } from './delays'
import { clearFlights, createFlights, forgetArrivals, keepArrivals, settleStride } from './flights'
import { hitTest } from './hitTest'
import type { HitSight, RiverHit } from './hitTest'
import { createLaneRects, layoutLanes, layoutRiver, placeOfPoint } from './layout'
import type { FromPainter, RiverLabels, RiverNotes } from './riverProtocol'
import type { RiverTheme } from './riverTheme'
import type { Place, Point, RiverSize, RiverView, WindowRequest } from './riverView'
import { advanceShownInstant, createShownInstant, FLIGHT_SPEED_MAX } from './shownInstant'
import { clearTwins, createTwins, forgetTwins, keepTwins } from './twins'
import { createWaterlinePlaces, placeWaterlines } from './waterlinePlaces'

/** With more of them in one frame no request can be told from another. */
const COPIED_MAX = 2_000

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
export type RiverSight = HitSight

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
  let newest: Pick<Frame, 'atMs' | 'generation' | 'lanes' | 'waterlines' | 'producers' | 'underWay'> | null = null
  const shown = createShownInstant()
  const rects = createLaneRects()
  const places = createWaterlinePlaces()
  const flights = createFlights()
  const twins = createTwins()
  const painter = openPainter({ canvas, look, onNeed: answerNeed })

  function answerNeed({ windowNumber, request }: FromPainter): void {
    requestWindow(request).then(
      (arrivals) => {
        if (arrivals !== null) keepTwins(twins, arrivals.twins)
        painter.tell({ type: 'Window', windowNumber, arrivals }, arrivals === null ? [] : buffersOf(arrivals))
      },
      () => painter.tell({ type: 'Window', windowNumber, arrivals: null }, []),
    )
  }

  function sight(): RiverSight | null {
    if (newest === null) return null
    const geometry = layoutRiver(size, theme.textPx, view.hasConsumers)
    layoutLanes(rects, { lanes: newest.lanes, geometry, scale: view, shownAtMs: shown.atMs })
    const { lanes, waterlines, producers, underWay } = newest
    placeWaterlines(places, { waterlines, rects, geometry, scale: view, shownAtMs: shown.atMs })
    return { lanes, waterlines, waterlineX: places.x, producers, flights, underWay, twins, shownAtMs: shown.atMs, delayMs: shown.delayMs, geometry, rects, view }
  }

  /** As the painter does, of what it can draw; its arrivals are handed over to it, so these are copies. */
  function keepForPointer(frame: Frame): void {
    if (newest !== null && newest.generation !== frame.generation) {
      clearFlights(flights)
      clearTwins(twins)
    }
    const isDrawn = shown.delayMs > 0 && view.speed <= FLIGHT_SPEED_MAX && frame.arrivals.count <= COPIED_MAX
    keepArrivals(flights, isDrawn ? copyOf(frame.arrivals) : { ...NO_ARRIVALS, ...spanOf(frame.arrivals) })
    flights.delays = keepDelays(flights.delays, frame.delays)
    keepTwins(twins, frame.arrivals.twins)
    forgetArrivals(flights, shown.atMs)
    forgetTwins(twins, shown.atMs - view.ageSpanMs)
    settleStride(flights, { fromMs: shown.atMs, toMs: frame.atMs })
  }

  return {
    showFrame(frame) {
      advanceShownInstant(shown, { frame, view, wallMs: performance.now() })
      // A frame may be shown twice (a new canvas); its arrivals were handed over the first time.
      const isHandedOver = frame.arrivals.atMs.length < frame.arrivals.count
      if (!isHandedOver) keepForPointer(frame)
      newest = { atMs: frame.atMs, generation: frame.generation, lanes: frame.lanes, waterlines: frame.waterlines, producers: frame.producers, underWay: frame.underWay }
      const laneBuffer = frame.lanes.shardIndex.buffer
      const sent = isHandedOver ? { ...frame, arrivals: { ...NO_ARRIVALS, fromMs: frame.arrivals.fromMs, toMs: frame.arrivals.toMs } } : frame
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

interface PainterOpening {
  canvas: HTMLCanvasElement
  look: Omit<RiverOptions, 'canvas' | 'requestWindow'>
  onNeed: (need: FromPainter) => void
}

function openPainter({ canvas, look, onNeed }: PainterOpening): PainterLine {
  if (typeof OffscreenCanvas === 'undefined' || typeof canvas.transferControlToOffscreen !== 'function') {
    return openPagePainter({ canvas, look, onNeed })
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

/** Few browsers need it, so it is fetched then; meanwhile the newest of each kind of news waits. */
function openPagePainter({ canvas, look, onNeed }: PainterOpening): PainterLine {
  let painter: CanvasPainter | null = null
  const waiting = new Map<PainterNews['type'], PainterNews>()
  let isClosed = false
  void import('./pagePainter').then(({ createPagePainter }) => {
    if (isClosed) return
    painter = createPagePainter({ canvas, ...look, onWindowNeeded: (need) => onNeed({ type: 'WindowNeeded', ...need }) })
    for (const news of waiting.values()) painter.take(news)
    waiting.clear()
  })
  return {
    tell: (news) => (painter === null ? void waiting.set(news.type, news) : painter.take(news)),
    close: () => {
      isClosed = true
      painter?.destroy()
    },
  }
}

const NONE = { count: 0, atMs: new Float64Array(0), producerIndex: new Uint16Array(0) }
const NO_WORDS = new Uint32Array(0)
const NO_ARRIVALS: ArrivalColumns = {
  ...NONE,
  fromMs: 0,
  toMs: 0,
  weight: 1,
  hashTop: NO_WORDS,
  outcome: new Uint8Array(0),
  bytes: NO_WORDS,
  userRecords: new Uint16Array(0),
  requestNumber: NO_WORDS,
  twins: { ...NONE, firstAtMs: new Float64Array(0), hashTop: NO_WORDS },
  losses: { ...NONE, requestNumber: NO_WORDS, records: NO_WORDS, way: new Uint8Array(0) },
}

/** What a pointer cannot find, but what counts for which of them are drawn. */
function spanOf({ fromMs, toMs, count, weight }: ArrivalColumns): Pick<ArrivalColumns, 'fromMs' | 'toMs' | 'count' | 'weight'> {
  return { fromMs, toMs, count, weight }
}

function copyOf(arrivals: ArrivalColumns): ArrivalColumns {
  const { atMs, hashTop, producerIndex, userRecords, requestNumber } = arrivals
  return {
    ...NO_ARRIVALS,
    ...spanOf(arrivals),
    atMs: atMs.slice(),
    hashTop: hashTop.slice(),
    producerIndex: producerIndex.slice(),
    userRecords: userRecords.slice(),
    requestNumber: requestNumber.slice(),
  }
}

/** Twins and losses are few, and are copied. */
function buffersOf({ atMs, hashTop, producerIndex, outcome, bytes, userRecords, requestNumber }: ArrivalColumns): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { buffer } of [atMs, hashTop, producerIndex, outcome, bytes, userRecords, requestNumber]) {
    if (buffer instanceof ArrayBuffer) buffers.add(buffer)
  }
  return [...buffers]
}
