/** Saves a running world now and then when something has changed, and once more at the end. */
import type { DataFolder } from './dataFolder'
import { reasonOf } from './dataFolder'
import type { Scenario } from '../../engine/scenario'
import type { RunningWorld } from './runningWorld'

const SAVE_EVERY_MS = 3_000
/** Saving takes at most this share of the time. */
const REST_PER_SAVE = 20

export interface Keeper {
  /** Saves what is new. @returns whether all is on disk. */
  save(): Promise<boolean>
  stop(): void
}

export function keepWorld(running: RunningWorld, scenario: Scenario, folder: DataFolder, log: (line: string) => void): Keeper {
  let savedChanges = folder.saved === null ? -1 : running.changes
  let isFailing = false
  let under: Promise<boolean> | null = null
  let timer: NodeJS.Timeout | null = null

  async function saveOnce(): Promise<boolean> {
    const { changes } = running
    if (changes === savedChanges) return true
    try {
      await folder.save({ scenario, world: running.world })
      savedChanges = changes
      if (isFailing) log('The world is saved again.')
      isFailing = false
      return true
    } catch (error) {
      if (!isFailing) log(`The world could not be saved: ${reasonOf(error)}. What was saved last is kept; the service goes on and tries again.`)
      isFailing = true
      return false
    }
  }

  async function save(): Promise<boolean> {
    await under
    under = saveOnce()
    return under
  }

  function wait(ms: number): void {
    timer = setTimeout(() => {
      const startedMs = performance.now()
      void save().then(() => {
        if (timer !== null) wait(Math.max(SAVE_EVERY_MS, REST_PER_SAVE * (performance.now() - startedMs)))
      })
    }, ms).unref()
  }

  wait(SAVE_EVERY_MS)
  return {
    save,
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
