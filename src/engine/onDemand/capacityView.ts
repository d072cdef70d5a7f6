/** What a stream may take, why, and what will change it: the shapes that a panel asks for with the inspect subject `capacity`. */
import type { SimMs } from '../../base/units'
import type { ShardId } from '../events'
import type { Load } from '../shardAttempts'
import type { Stream } from '../state'
import type { Verdict } from '../throttlingVerdict'

export interface CapacityView {
  streamName: string
  streamStatus: Stream['streamStatus']
  mode: Stream['streamMode']
  openShardCount: number
  /** What all open shards take, and give to all polling readers, together in a second. */
  capacity: { write: Load; readBytes: number }
  /** Stored a second, on average over the last minute, and the nearer limit's share of the capacity that it used, 0 … 1; `seconds`: fewer than 60 of a stream that is younger. */
  lastMinute: Load & { use: number; seconds: number }
  modeSwitches: ModeSwitches
  /** Null for a provisioned stream. */
  onDemand: OnDemandView | null
  commitment: CommitmentView
  quotas: QuotaView[]
  /** Of enhanced monitoring, those that are on, and those that were asked for and come once the stream is ACTIVE again; null: nothing was. */
  shardLevelMetrics: string[]
  pendingShardLevelMetrics: { names: string[]; atMs: SimMs } | null
  ranges: RangesView
  retention: RetentionView
}

export interface ModeSwitches {
  max: number
  left: number
  /** When the next one is allowed, where none is left; null: now. */
  nextAllowedAtMs: SimMs | null
  /** The mode that it is switching to. */
  pending: Stream['streamMode'] | null
}

export interface OnDemandView {
  sinceMs: SimMs
  /** The fullest minute of the last 30 days, and of the last hour; null: nothing was written, or no whole minute is over. */
  peak: PeakView | null
  peakOfHour: PeakView | null
  /** What of the minute that runs is over, as far as the stream was on demand: a peak is noted as a minute ends. */
  running: Load & { seconds: number }
  /** The fullest minute of each hour in which anything was written, oldest first, at most 30 days. */
  hours: PeakView[]
  /** Shards that twice the peak needs, at least 4 and what is warm: it is never scaled down below. */
  shardsNeeded: number
  neededFor: 'peak' | 'warmThroughput' | 'minimum'
  /** Of those, what twice the peak alone needs. */
  shardsOfPeak: number
  /** A shard that takes more than this on average over a minute is split. */
  splitAbove: Load
  /** In order of their instants. */
  splits: PlannedSplit[]
  shrinking: ShrinkingView | null
  /** While there are more shards than needed and nothing is merged yet: when that begins; null: no shard is too many. */
  shrinksFromMs: SimMs | null
  /** Shards that refuse, worst first. */
  throttling: ThrottlingView[]
  warm: WarmView | null
}

/** Means of one minute, a second. */
export interface PeakView extends Load {
  /** When the minute ended. */
  atMs: SimMs
}

export interface PlannedSplit {
  shardId: ShardId
  /** The minute that was too full, and which limit was nearer. */
  seen: PeakView
  because: 'bytes' | 'records'
  dueAtMs: SimMs
  /** Its hottest partition key and that key's share of the records, 0 … 100: 100 means that no split can help. */
  hottestKey: string | null
  hottestKeyPercent: number
}

export interface ShrinkingView {
  sinceMs: SimMs
  endsAtMs: SimMs
  fromShards: number
  toShards: number
}

export interface ThrottlingView {
  shardId: ShardId
  recordsRefusedInMinute: number
  verdict: Verdict
  /** What the whole stream is asked for as a multiple of the former peak: above 2 the scaling rule promises nothing; null: there was none. */
  timesFormerPeak: number | null
  hottestKey: string | null
  hottestKeyPercent: number
}

export interface WarmView {
  targetMiBps: number
  currentMiBps: number
  /** Steps of splits and merges to come. */
  stepsLeft: number
  /** Until then they are not known: the call is being taken up; null: they are. */
  stepsFromMs: SimMs | null
}

export interface CommitmentView {
  status: 'ENABLED' | 'DISABLED' | 'ENABLED_UNTIL_EARLIEST_ALLOWED_END'
  startedAtMs: SimMs | null
  earliestAllowedEndAtMs: SimMs | null
  /** All on-demand streams of the account, in the last minute of the run; the commitment bills 25 MiB/s of each at least. */
  writtenBytesPerSecond: number
  committedBytesPerSecond: number
  /** Streams whose warm throughput must be removed before the commitment can end. */
  warmStreamNames: string[]
}

export type QuotaName =
  /** In a rolling 24 h. */
  | 'UpdateShardCount'
  | 'UpdateStreamMode'
  | 'StartStreamEncryption'
  | 'StopStreamEncryption'
  /** Of the account. */
  | 'shards'
  | 'onDemandStreams'
  | 'streamsInTransition'
  /** Of the stream. */
  | 'consumers'
  | 'tags'

export interface QuotaView {
  name: QuotaName
  used: number
  max: number
  /** When one of a rolling 24 h comes free; null where it is not such a one, or none is used. */
  freeAtMs: SimMs | null
}

export interface RangesView {
  /** Open shards in order of their ranges; `useInMinute`: of the nearer limit of a shard, 0 … 1. */
  shares: { shardId: ShardId; ofKeySpace: number; useInMinute: number }[]
  /** The widest in widths of the narrowest; 1 where all are alike. */
  widestToNarrowest: number
  /** What makes them alike, and what is nearest to it; empty where they are, and for on-demand streams. */
  remedies: EveningCall[]
}

/** A call that evens ranges, ready to be made, with what comes of it. */
export type EveningCall =
  | { operation: 'UpdateShardCount'; input: { StreamName: string; TargetShardCount: number; ScalingType: 'UNIFORM_SCALING' }; widestToNarrowest: number }
  | { operation: 'SplitShard'; input: { StreamName: string; ShardToSplit: ShardId; NewStartingHashKey: string }; widestToNarrowest: number }
  | { operation: 'MergeShards'; input: { StreamName: string; ShardToMerge: ShardId; AdjacentShardToMerge: ShardId }; widestToNarrowest: number }

export interface RetentionView {
  hours: number
  /** The period that was accepted and comes once the stream is ACTIVE again; null: none. */
  pending: { hours: number; atMs: SimMs } | null
  hoursMin: number
  hoursMax: number
  /** Null: no record is readable. */
  oldestRecordAgeMs: number | null
  recordsHeld: number
  bytesHeld: number
  /** Past retention since the stream was created. */
  recordsExpired: number
  shards: ShardRetention[]
  /** What DecreaseStreamRetentionPeriod to the minimum would make unreadable at once. */
  lostAtMinimum: { records: number; bytes: number }
  /** The call that makes them so, ready to be made: no call makes any record unreadable before it is 24 h old, but DeleteStream all of them; null: it is at the minimum. */
  toMinimum: { operation: 'DecreaseStreamRetentionPeriod'; input: { StreamName: string; RetentionPeriodHours: number } } | null
  /** What retention took from applications before they came to it. */
  applications: { application: string; recordsExpiredUnread: number; oldestUnreadAgeMs: number }[]
}

export interface ShardRetention {
  shardId: ShardId
  state: 'OPEN' | 'CLOSED' | 'EXPIRED'
  recordsHeld: number
  bytesHeld: number
  recordsExpired: number
  oldestRecordAgeMs: number | null
  /** When a closed shard is past retention and leaves the stream. */
  leavesAtMs: SimMs | null
}
