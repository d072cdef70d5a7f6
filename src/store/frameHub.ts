/** Hands each frame to whoever draws, past the stores: nothing at 60 Hz goes through React. */
import type { Frame } from '../engine/frame'
import type { FrameSource } from './actions'

export class FrameHub implements FrameSource {
  #newest: Frame | null = null
  readonly #listeners = new Set<(frame: Frame) => void>()

  subscribe(listener: (frame: Frame) => void): () => void {
    this.#listeners.add(listener)
    if (this.#newest !== null) listener(this.#newest)
    return () => this.#listeners.delete(listener)
  }

  publish(frame: Frame): void {
    this.#newest = frame
    for (const listener of this.#listeners) listener(frame)
  }
}
