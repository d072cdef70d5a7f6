/** The painter on the page's own thread, for browsers without OffscreenCanvas. */
import { ensure } from '../base/assert'
import { createCanvasPainter } from './canvasPainter'
import type { CanvasPainter } from './canvasPainter'
import type { PainterOptions } from './painter'
import { pixelSurfaces } from './pixelSurface'
import type { TileCanvas } from './pixelSurface'

export function createPagePainter({ canvas, ...options }: Omit<PainterOptions, 'ctx' | 'createSurface'> & { canvas: HTMLCanvasElement }): CanvasPainter {
  const ctx = ensure(canvas.getContext('2d', { alpha: false }), 'a 2D context')
  return createCanvasPainter({ canvas, ctx, createSurface: pixelSurfaces(createTileCanvas), ...options })
}

function createTileCanvas({ width, height }: { width: number; height: number }): TileCanvas {
  const image = document.createElement('canvas')
  image.width = width
  image.height = height
  return { image, ctx: ensure(image.getContext('2d'), 'a 2D context') }
}
