/** A painter bound to one canvas, on a worker's thread or on the page: sizes it, and paints when there is news. */
import { ensure, unreachable } from '../base/assert'
import { createPainter } from './painter'
import type { PainterOptions } from './painter'
import type { ToPainter } from './riverProtocol'
import type { RiverSize } from './riverView'
import type { Context2D } from './scene'
import type { CreateSurface } from './tiles'

export type PainterNews = Exclude<ToPainter, { type: 'Open' }>

export interface CanvasPainter {
  take(news: PainterNews): void
  destroy(): void
}

interface CanvasPainterOptions extends Omit<PainterOptions, 'ctx' | 'createSurface'> {
  canvas: OffscreenCanvas | HTMLCanvasElement
}

export function createCanvasPainter({ canvas, ...options }: CanvasPainterOptions): CanvasPainter {
  fitCanvas(canvas, options.size)
  const painter = createPainter({ ...options, ctx: contextOf(canvas, { alpha: false }), createSurface })
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

function fitCanvas(canvas: OffscreenCanvas | HTMLCanvasElement, { width, height, pixelRatio }: RiverSize): void {
  canvas.width = Math.max(1, Math.round(width * pixelRatio))
  canvas.height = Math.max(1, Math.round(height * pixelRatio))
}

function contextOf(canvas: OffscreenCanvas | HTMLCanvasElement, { alpha }: { alpha: boolean }): Context2D {
  // One call each: the two canvases declare it with overloads of their own.
  const ctx = 'toDataURL' in canvas ? canvas.getContext('2d', { alpha }) : canvas.getContext('2d', { alpha })
  return ensure(ctx, 'a 2D context')
}

const createSurface: CreateSurface<CanvasImageSource> = ({ width, height }) => {
  const image = createImage({ width, height })
  const ctx = contextOf(image, { alpha: true })
  const data = new ImageData(width, height)
  return {
    image,
    pixels: data.data,
    flush({ left, top, width: dirtyWidth, height: dirtyHeight }) {
      ctx.putImageData(data, 0, 0, left, top, dirtyWidth, dirtyHeight)
    },
  }
}

function createImage({ width, height }: { width: number; height: number }): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  return canvas
}
