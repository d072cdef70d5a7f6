/** How the person looks at the world: nothing here changes the run. */
import { createStore } from 'zustand/vanilla'
import type { SimEvent } from '../engine/events'

export type Theme = 'light' | 'dark' | 'system'
export type Language = 'en' | 'ko'
export type LeftPanel = 'controls' | 'producers' | 'consumers' | 'console'
export type RightPanel = 'lineage' | 'leases' | 'metrics' | 'calls' | 'capacity' | 'security'

export interface ViewState {
  theme: Theme
  language: Language
  /** What `theme` comes to; the document and the canvas wear it. */
  shownTheme: 'light' | 'dark'
  leftPanel: LeftPanel
  rightPanel: RightPanel
  /** How far back the river looks: the age at its right edge. */
  ageSpanMs: number
  /** Part of the hash-key space in view, as fractions of 2^32. */
  hashTopFrom: number
  hashTopTo: number
  /** The partition key whose line is lit; null = none. */
  followedKey: { partitionKey: string; hashTop: number } | null
  /** The shard under the pointer or focus, in the river, lineage or a table. */
  highlightedShardId: string | null
  /** The chosen call and what it led to: marked on the timeline, and its shards in the river. */
  tracedEvents: readonly SimEvent[]
  /** Whose refusals are explained, null: of the shard that refuses most; null in whole while nobody asks. */
  diagnosed: { shardId: string | null } | null
  /** The one that the panel of producers shows alone; null: the list of all. */
  inspectedProducerIndex: number | null
  /** The application that the panel of consumers shows alone; null: the list of all. */
  inspectedApplication: string | null
  /** Whether the clock stops where an application first breaks a promise. */
  stopsAtBroken: boolean
  /** Sequence number of the record that is opened in full; null: none. */
  openedRecord: string | null
  /** An application of which somebody asks why it is behind, in a shard or (null) at all; null in whole while nobody does. */
  whyAsked: { application: string; shardId: string | null } | null
  /** A story that asks before it shows has its question open. */
  isPredicting: boolean
  /** The story was chosen to be told: not a link to one of its instants. */
  isStoryNew: boolean
  isHelpOpen: boolean
}

export type ViewStore = ReturnType<typeof createViewStore>

export const AGE_SPAN_DEFAULT_MS = 60_000
export const HASH_TOP_MAX = 0xffff_ffff

export function createViewStore(initial: Pick<ViewState, 'theme' | 'language' | 'stopsAtBroken'>) {
  return createStore<ViewState>(() => ({
    ...initial,
    shownTheme: initial.theme === 'dark' ? 'dark' : 'light',
    leftPanel: 'controls',
    rightPanel: 'lineage',
    ageSpanMs: AGE_SPAN_DEFAULT_MS,
    hashTopFrom: 0,
    hashTopTo: HASH_TOP_MAX,
    followedKey: null,
    highlightedShardId: null,
    tracedEvents: [],
    diagnosed: null,
    inspectedProducerIndex: null,
    inspectedApplication: null,
    openedRecord: null,
    whyAsked: null,
    isPredicting: true,
    isStoryNew: false,
    isHelpOpen: false,
  }))
}
