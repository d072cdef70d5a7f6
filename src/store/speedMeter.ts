/** How fast virtual time really runs, measured over half a second of real time; a single hiccup does not count. */
const MEASURE_EVERY_MS = 500
/** Within a tenth of what was asked counts as keeping up. */
const KEEPS_UP_SHARE = 0.9

export class SpeedMeter {
  #elapsedMs = 0
  #fromAtMs: number | null = null
  #wasSlow = false

  reset(): void {
    this.#elapsedMs = 0
    this.#fromAtMs = null
    this.#wasSlow = false
  }

  /** @returns undefined between measurements, null when the engine keeps up, else the speed that it manages. */
  measure(now: { elapsedMs: number; atMs: number; speed: number }): number | null | undefined {
    this.#fromAtMs ??= now.atMs
    this.#elapsedMs += now.elapsedMs
    if (this.#elapsedMs < MEASURE_EVERY_MS) return undefined
    const reached = (now.atMs - this.#fromAtMs) / this.#elapsedMs
    this.#elapsedMs = 0
    this.#fromAtMs = now.atMs
    const isSlow = reached < now.speed * KEEPS_UP_SHARE
    const isLasting = isSlow && this.#wasSlow
    this.#wasSlow = isSlow
    return isLasting ? reached : null
  }
}
