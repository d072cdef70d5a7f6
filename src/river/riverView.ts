/** How the person looks at the river: plain data that crosses to the painter's thread. */
import type { ShardId } from '../engine/events'
import type { HashTop } from '../engine/frame'
import type { SimMs } from '../base/units'

export type CssPixels = number

/** A request of a producer. */
export interface RequestName {
  producerIndex: number
  requestNumber: number
}

export interface RiverView {
  /** Age at the right edge. */
  ageSpanMs: number
  /** Part of the hash-key space in view, both ends included. */
  hashTopFrom: HashTop
  hashTopTo: HashTop
  followedKey: { partitionKey: string; hashTop: HashTop } | null
  highlightedShardIndex: number | null
  /** Shards that the chosen call opened or closed. */
  tracedShardIndexes: ReadonlySet<number>
  highlightedProducerIndex: number | null
  /** Applications read it: there is room for their cards. */
  hasConsumers: boolean
  /** Whose menu is open. */
  held: RequestName | null
  /** Virtual seconds a real second. */
  speed: number
  playing: boolean
  /** `prefers-reduced-motion`: drift in steps, no flights. */
  motion: 'full' | 'reduced'
}

export interface RiverSize {
  width: CssPixels
  height: CssPixels
  /** Device pixels a CSS pixel. */
  pixelRatio: number
}

export interface Point {
  x: CssPixels
  y: CssPixels
}

/** A point of the water: which instant, which hash key. */
export interface Place {
  atMs: SimMs
  hashTop: HashTop
}

/** A place and how far around it to look. */
export interface PlaceWithin extends Place {
  withinMs: SimMs
  withinHashTop: HashTop
}

export interface WindowRequest {
  fromMs: SimMs
  toMs: SimMs
  recordsMax: number
}

export type RiverAct =
  | { type: 'split'; shardId: ShardId; newStartingHashKey: string }
  | { type: 'merge'; shardId: ShardId; adjacentShardId: ShardId }
  | { type: 'follow'; partitionKey: string }
  /** A stored record in full. */
  | { type: 'open'; sequenceNumber: string }
  | { type: 'inspect'; shardId: ShardId }
  /** Why it refuses records. */
  | { type: 'diagnose'; shardId: ShardId | null }
  /** `atMs`: when it is on its way for sure; null: now. */
  /** Why an application is behind, in a shard or at all. */
  | { type: 'why'; application: string; shardId: ShardId | null }
  | { type: 'inspectApplication' | 'crashApplication' | 'restartApplication' | 'removeApplication'; application: string }
  | ({ type: 'lose'; lose: 'request' | 'response'; atMs: SimMs | null } & RequestName)
  | ({ type: 'delay'; delayMs: number; atMs: SimMs | null } & RequestName)
  | { type: 'crash' | 'restart' | 'remove' | 'cutOff' | 'reconnect' | 'inspectProducer'; producerIndex: number }

export const HASH_TOP_COUNT = 0x1_0000_0000
