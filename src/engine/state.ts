/**
 * The whole world as plain data. One owner changes it in place; nobody outside holds a part of it:
 * views get frames, snapshots are copies.
 */
import type { EpochMs, SimUs } from '../base/units'
import type { Agenda } from './agenda'
import type { Keys } from './keySpace'
import type { KclApplication } from './consumers/kcl/model'
import type { ShardLog } from './shardLog'
import type { SdkProducer } from './producers/model'
import type { Workload } from './commands'
import type { Meters, ShardMeter } from './meterState'

export interface World {
  version: 1
  seed: number
  nowUs: SimUs
  epochMs: EpochMs
  /** How far into the command log this state stands; time never indexes the log. */
  commandsApplied: number
  /** Tasks run so far: with `commandsApplied` the position of this state in its run. */
  tasksRun: number
  /** Records put through the API by a person so far. */
  apiRecords: number
  agenda: Agenda
  streams: Stream[]
  keys: Keys
  workload: Workload
  /** Where producers put. */
  producing: { streamName: string }
  producers: SdkProducer[]
  /** Producers that take part; the others are kept with their counts. */
  producerCount: number
  applications: KclApplication[]
  memory: RecordMemory
  meters: Meters
}

/** Which full segments still have their columns, oldest first. */
export interface RecordMemory {
  recordsHeldMax: number
  recordsHeld: number
  recordsSummarised: number
  /** Triples: stream index, shard index, first ordinal. */
  fullSegments: number[]
  /** Triples already taken from the front. */
  taken: number
}

export type StreamStatus = 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING'

export interface Stream {
  streamIndex: number
  streamName: string
  streamStatus: StreamStatus
  createdAtUs: SimUs
  retentionPeriodHours: number
  /** Index = shard index; expired ones stay, emptied. */
  shards: Shard[]
  /** Indexes of open shards in order of their ranges. */
  openShards: number[]
  /** Rises with each reshard step: derived tables compare it. */
  reshardCount: number
  /** Shards before this one are all expired. */
  firstLiveShard: number
  plannedSteps: ReshardStep[]
  /** When UpdateShardCount was accepted, within 24 h. */
  updateShardCountCallsUs: SimUs[]
}

export type ReshardStep =
  | { type: 'split'; shardIndex: number; newStartingHashKey: bigint }
  | { type: 'merge'; shardIndex: number; adjacentShardIndex: number }

export interface Shard {
  shardIndex: number
  startingHashKey: bigint
  endingHashKey: bigint
  parentShardIndex: number | null
  adjacentParentShardIndex: number | null
  /** Epoch second written into its sequence numbers; the shard takes records from this second on. */
  createdSecond: number
  openedAtUs: SimUs
  closedAtUs: SimUs | null
  /** Epoch second of its ending sequence number. */
  closedSecond: number | null
  expired: boolean
  childShardIndexes: number[]
  log: ShardLog
  write: WriteBucket
  read: ReadBucket
  recordsStored: number
  bytesStored: number
  recordsThrottled: number
  /** The last refused keys, a ring. */
  throttledKeys: Uint32Array
  throttledSinceUs: SimUs | null
  lastThrottledUs: SimUs
  throttledAtStart: number
  meter: ShardMeter
}

/** Tokens in thousandths of a record and millionths of a byte, so that a microsecond's refill is whole. */
export interface WriteBucket {
  records: number
  bytes: number
  refilledUs: SimUs
}

export interface ReadBucket {
  /** GetRecords and GetShardIterator, each in millionths of a second's worth. */
  calls: number
  iterators: number
  iteratorsRefilledUs: SimUs
  bytes: number
  refilledUs: SimUs
  refusedUntilUs: SimUs
}
