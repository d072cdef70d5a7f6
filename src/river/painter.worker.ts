/** Hosts the painter on its own thread: takes in every frame, paints at most once an animation frame. */
import { createCanvasPainter } from './canvasPainter'
import type { CanvasPainter } from './canvasPainter'
import type { FromPainter, ToPainter } from './riverProtocol'

let painter: CanvasPainter | null = null

self.addEventListener('message', ({ data }: MessageEvent<ToPainter>) => {
  if (data.type === 'Open') {
    painter = createCanvasPainter({ ...data, onWindowNeeded: (need) => tell({ type: 'WindowNeeded', ...need }) })
  } else painter?.take(data)
})

function tell(message: FromPainter): void {
  self.postMessage(message)
}
