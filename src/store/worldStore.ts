/**
 * The page's memory of the world: the last summary, what was told, and how the person wants to travel.
 * Frames never come here; they go from the bridge to the river.
 */
import { createStore } from 'zustand/vanilla'
import type { Recording } from '../engine/scenario'
import type { Workload } from '../engine/commands'
import type { SimEvent } from '../engine/events'
import type { Summary } from '../engine/summary'
import type { Link } from '../bridge/link'
import type { SourceFacts, SourceProblem } from '../bridge/protocol'
import type { Notice } from './notice'

/** Older events are forgotten first. */
export const EVENTS_KEPT_MAX = 4_000

export interface HostStatus {
  /** `recovering`: the worker died and its last snapshot is being restored. `stopped`: the engine refused to go on. */
  phase: 'starting' | 'ready' | 'recovering' | 'stopped'
  message: string | null
}

/** A served stream in the place of the page's own engine. */
export interface Live extends Link {
  /** `localhost:4567` */
  address: string
}

export interface WorldState {
  host: HostStatus
  /** Null: this page runs its own engine. */
  live: Live | null
  scenarioId: string
  recording: Recording | null
  summary: Summary | null
  /** The last traffic asked for in this run; see `newestWorkload`. */
  wantedWorkload: Workload | null
  /** Structural events in order of time. */
  events: readonly SimEvent[]
  playing: boolean
  /** Virtual seconds a real second, 0.1 … 1000. */
  speed: number
  /** Virtual seconds a real second that the engine manages; null while it keeps up or stands still. */
  speedReached: number | null
  /** The instant that the river shows now; written a few times a second. */
  atMs: number
  /** How far this run has been told: the right end of the timeline. */
  furthestMs: number
  sources: readonly SourceFacts[]
  /** The file that is being read. */
  sourceLoading: { sourceId: string; fileName: string; doneBytes: number; totalBytes: number } | null
  sourceProblem: { fileName: string; line: number | null; problem: SourceProblem } | null
  notices: readonly Notice[]
}

export type WorldStore = ReturnType<typeof createWorldStore>

export function createWorldStore() {
  return createStore<WorldState>(() => ({
    host: { phase: 'starting', message: null },
    live: null,
    scenarioId: '',
    recording: null,
    summary: null,
    wantedWorkload: null,
    events: [],
    playing: true,
    speed: 1,
    speedReached: null,
    atMs: 0,
    furthestMs: 0,
    sources: [],
    sourceLoading: null,
    sourceProblem: null,
    notices: [],
  }))
}
