/** Tells an accident from a recording that kills every worker: so many deaths of one recording in so much visible time. */
import type { Recording } from '../engine/scenario'

export const DEATHS_MAX = 3
export const DEATHS_WITHIN_MS = 60_000

export class DeathCount {
  #deaths: { atVisibleMs: number; of: string }[] = []

  forget(): void {
    this.#deaths = []
  }

  /** @returns whether another worker would die of it as well. */
  note(recording: Recording | null, atVisibleMs: number): boolean {
    const of = recording === null ? '' : `${recording.scenario.id}/${recording.scenario.seed}/${recording.commands.length}`
    this.#deaths.push({ atVisibleMs, of })
    this.#deaths = this.#deaths.filter((past) => past.of === of && atVisibleMs - past.atVisibleMs <= DEATHS_WITHIN_MS)
    return this.#deaths.length >= DEATHS_MAX
  }
}
