/** An application on the plain SDK: a loop of GetRecords for each shard, one process, positions that it saves itself. */
import type { SimUs } from '../../../base/units'
import type { ApplicationCore } from '../core'
import type { ReadPosition } from '../retrieval/reader'
import type { SdkReaderSettings } from './settings'

export interface SdkApplication extends ApplicationCore {
  kind: 'sdk'
  settings: SdkReaderSettings
  /** By shard index. */
  shards: Map<number, SdkShard>
  /** What it has saved, by shard index: the first ordinal to process after a restart; `FINISHED` for such a shard. */
  saved: Map<number, number>
  /** Work begun so far, in slices. */
  workedUs: number
  slicesBegun: number
  /** When it lists shards next; null: it has not begun. */
  discoverDueUs: SimUs | null
  /** Rises whenever a loop is set anew: its former timer is void. */
  loopsSet: Record<SdkLoop, number>
}

/** What it does again and again beside reading. */
export type SdkLoop = 'discover' | 'save'

/** Saved for a shard that is finished. */
export const FINISHED = -1

export interface SdkShard {
  shardIndex: number
  parentShardIndexes: number[]
  state: 'WAITING' | 'READING' | 'ENDED'
  /** Where it begins. */
  position: ReadPosition
  /** Null while it waits, and after the end. */
  readerNumber: number | null
  /** Handed over and not processed: pairs of a first ordinal and one past the last. */
  pending: number[]
  /** The slice under way; null: none is. */
  sliceNumber: number | null
  /** The end of the shard was read. */
  isDrained: boolean
}

export type SdkReaderTimer =
  | { kind: 'sdk'; due: SdkLoop; setNumber: number }
  | { kind: 'sdk'; due: 'sliceDone'; shardIndex: number; sliceNumber: number; toOrdinal: number }
