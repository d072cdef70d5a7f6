/** Hosts the painter on its own thread: takes in every frame, paints at most once an animation frame. */
import { ensure } from '../base/assert'
import { createCanvasPainter } from './canvasPainter'
import type { CanvasPainter } from './canvasPainter'
import { pixelSurfaces } from './pixelSurface'
import type { FromPainter, ToPainter } from './riverProtocol'

let painter: CanvasPainter | null = null

self.addEventListener('message', ({ data }: MessageEvent<ToPainter>) => {
  if (data.type !== 'Open') {
    painter?.take(data)
    return
  }
  painter = createCanvasPainter({
    ...data,
    ctx: ensure(data.canvas.getContext('2d', { alpha: false }), 'a 2D context'),
    createSurface: pixelSurfaces((size) => {
      const image = new OffscreenCanvas(size.width, size.height)
      return { image, ctx: ensure(image.getContext('2d'), 'a 2D context') }
    }),
    onWindowNeeded: (need) => tell({ type: 'WindowNeeded', ...need }),
  })
})

function tell(message: FromPainter): void {
  self.postMessage(message)
}
