/** A painter bound to one canvas, on a worker's thread or on the page: sizes it, and paints when there is news. */
import { unreachable } from '../base/assert'
import { createPainter } from './painter'
import type { PainterOptions } from './painter'
import type { ToPainter } from './riverProtocol'
import type { RiverSize } from './riverView'

export type PainterNews = Exclude<ToPainter, { type: 'Open' }>

export interface CanvasPainter {
  take(news: PainterNews): void
  destroy(): void
}

export type SizedCanvas = Pick<OffscreenCanvas, 'width' | 'height'>

interface CanvasPainterOptions extends PainterOptions {
  canvas: SizedCanvas
}

export function createCanvasPainter({ canvas, ...options }: CanvasPainterOptions): CanvasPainter {
  fitCanvas(canvas, options.size)
  const painter = createPainter(options)
  let asked = 0

  function paintSoon(): void {
    if (asked === 0) asked = requestAnimationFrame(paint)
  }

  function paint(wallMs: number): void {
    asked = 0
    if (painter.paint(wallMs) === 'again') paintSoon()
  }

  paintSoon()
  return {
    take(news) {
      switch (news.type) {
        case 'Frame':
          painter.showFrame(news.frame)
          break
        case 'Window':
          painter.showWindow(news)
          break
        case 'View':
          painter.setView(news.view)
          break
        case 'Theme':
          painter.setTheme(news.theme)
          break
        case 'Labels':
          painter.setLabels(news.labels)
          break
        case 'Notes':
          painter.setNotes(news.notes)
          break
        case 'Size':
          fitCanvas(canvas, news.size)
          painter.setSize(news.size)
          // Sizing blanks the canvas: paint in the same turn, so that it never flashes.
          painter.paint(performance.now())
          break
        default:
          unreachable(news)
      }
      paintSoon()
    },
    destroy() {
      cancelAnimationFrame(asked)
    },
  }
}

function fitCanvas(canvas: SizedCanvas, { width, height, pixelRatio }: RiverSize): void {
  canvas.width = Math.max(1, Math.round(width * pixelRatio))
  canvas.height = Math.max(1, Math.round(height * pixelRatio))
}
