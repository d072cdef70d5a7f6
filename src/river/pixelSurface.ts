/** Surfaces for tiles: an array of pixels, and the canvas that shows them. */
import type { CreateSurface } from './tiles'

export interface TileCanvas {
  image: CanvasImageSource
  ctx: Pick<OffscreenCanvasRenderingContext2D, 'putImageData'>
}

export function pixelSurfaces(createCanvas: (size: { width: number; height: number }) => TileCanvas): CreateSurface<CanvasImageSource> {
  return ({ width, height }) => {
    const { image, ctx } = createCanvas({ width, height })
    const data = new ImageData(width, height)
    return {
      image,
      pixels: data.data,
      flush(dirty) {
        ctx.putImageData(data, 0, 0, dirty.left, dirty.top, dirty.width, dirty.height)
      },
    }
  }
}
