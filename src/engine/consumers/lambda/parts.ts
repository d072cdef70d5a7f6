/** Parts of what a Lambda application remembers: the window that is open, and what is kept to be looked at. */
import type { EpochMs, SimUs } from '../../../base/units'

/** A tumbling window of one shard, with the state that the function hands on from call to call: a count for each partition key. */
export interface WindowState {
  startMs: EpochMs
  /** Excluded. */
  endMs: EpochMs
  records: number
  /** User records counted, by the top word of the hash of their partition key. */
  counts: Map<number, number>
}

/** As it was handed to the last call. */
export interface PastWindow {
  shardIndex: number
  startMs: EpochMs
  endMs: EpochMs
  records: number
  keys: number
  stateBytes: number
  closedUs: SimUs
  isWindowTerminatedEarly: boolean
  /** Its last call failed as often as it may. */
  isGivenUp: boolean
}

/** UNVERIFIED: what AWS calls the last one. */
export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded' | 'RecordTooLarge'

/** Never changes once sent. */
export interface FailureItem {
  sentUs: SimUs
  destination: 'sqs' | 's3'
  /** Name of the object; null in a queue. */
  objectKey: string | null
  condition: DiscardCondition
  shardIndex: number
  records: number
  /** JSON, as the destination is sent it. */
  document: string
  /** The first records of the batch; null in a queue, which gets none. */
  payload: PayloadRecord[] | null
}

export interface PayloadRecord {
  partitionKey: string
  sequenceNumber: string
  arrivedAtMs: number
  /** Data blob and partition key together. */
  bytes: number
  /** Base64 of its first bytes; null for a record of simulated traffic, which has none. */
  data: string | null
}

export interface PastInvocation {
  endedUs: SimUs
  durationUs: number
  shardIndex: number
  slot: number
  records: number
  /** 1 for the first call with these records. */
  attempt: number
  /** `timedOut`: failed, because its time was up. */
  outcome: 'ok' | 'failed' | 'timedOut' | 'partly'
  isFinalInvokeForWindow: boolean
}
