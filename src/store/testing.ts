/** What browser tests may hold on to when the address says `?testing=1`: waiting by virtual time, never by the clock. */
import type { Command } from '../engine/commands'
import type { SimEvent } from '../engine/events'
import type { Summary } from '../engine/summary'
import type { Recording } from '../engine/scenario'
import type { Actions } from './actions'
import type { PagePlayback } from './pageActions'
import type { WorldStore } from './worldStore'

export interface TestingHandle {
  /** Resolves when the world stands still and everything asked is answered and shown. */
  whenIdle: () => Promise<void>
  /** Pauses, travels, and resolves when it is there. */
  goTo: (atMs: number) => Promise<void>
  submit: (command: Command) => Promise<void>
  summary: () => Summary | null
  events: () => readonly SimEvent[]
  recording: () => Recording | null
}

declare global {
  interface Window {
    shardscope?: TestingHandle
  }
}

export function exposeForTests({ world, playback, actions }: { world: WorldStore; playback: Pick<PagePlayback, 'whenIdle'>; actions: Actions }): void {
  window.shardscope = {
    whenIdle: () => playback.whenIdle(),
    goTo: (atMs) => {
      actions.pause()
      actions.goTo(atMs)
      return playback.whenIdle()
    },
    submit: (command) => {
      actions.submit(command)
      return playback.whenIdle()
    },
    summary: () => world.getState().summary,
    events: () => world.getState().events,
    recording: () => world.getState().recording,
  }
}
