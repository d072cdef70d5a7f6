/** A 2D context that writes down what is drawn, for tests: no pixels, only calls. */
import type { Context2D } from '../scene'
import type { CreateSurface } from '../tiles'

export interface DrawLog {
  ctx: Context2D
  calls: { name: string; values: readonly unknown[]; fillStyle: unknown }[]
  /** Everything written since the log began. */
  texts(): string[]
  clear(): void
}

export function createDrawLog(): DrawLog {
  const calls: DrawLog['calls'] = []
  const state: Record<string, unknown> = { font: '', fillStyle: '', strokeStyle: '', globalAlpha: 1 }
  const ctx = new Proxy(state, {
    get(target, name: string) {
      if (name in target) return target[name]
      if (name === 'measureText') return (text: string) => ({ width: text.length * 7 })
      return (...values: unknown[]) => void calls.push({ name, values, fillStyle: target.fillStyle })
    },
    set(target, name: string, value) {
      target[name] = value
      return true
    },
  }) as unknown as Context2D
  return {
    ctx,
    calls,
    texts: () => calls.filter((call) => call.name === 'fillText').map((call) => String(call.values[0])),
    clear: () => void calls.splice(0),
  }
}

export const createArraySurface: CreateSurface<CanvasImageSource> = ({ width, height }) => ({
  image: {} as CanvasImageSource,
  pixels: new Uint8ClampedArray(width * height * 4),
  flush: () => undefined,
})
