/** How the person looks at the river: plain data that crosses to the painter's thread. */
import type { ShardId } from '../engine/events'
import type { HashTop } from '../engine/frame'
import type { SimMs } from '../base/units'

export type CssPixels = number

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
  | { type: 'inspect'; shardId: ShardId }

export const HASH_TOP_COUNT = 0x1_0000_0000
