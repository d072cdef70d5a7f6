/** What can be set of an application that reads with the plain SDK. */
import type { CommonSettings, Retrieval } from '../commonSettings'

export interface SdkReaderSettings extends CommonSettings {
  kind: 'sdk'
  retrieval: Retrieval
  initialPosition: 'TRIM_HORIZON' | 'LATEST'
  /** Pause after each GetRecords on a shard. */
  pollIntervalMs: number
  /** Limit of GetRecords. */
  maxRecords: number
  /** `parentsFirst`: a child is begun when its parents are read and worked through; `atOnce`: as soon as it is known. */
  shardOrder: 'parentsFirst' | 'atOnce'
  /** How often it asks ListShards for shards that it does not know. */
  discoveryIntervalMs: number
  /** Takes aggregates apart with one of the helper libraries. */
  deaggregation: boolean
  /** How often it saves its positions; null: never, so that it begins anew after a crash. */
  checkpointIntervalMs: number | null
}

const HOUR_MS = 3_600_000
/** Ours: shorter ones would only keep the run busy. */
export const POLL_INTERVAL_MS = { min: 10, max: HOUR_MS }
export const DISCOVERY_INTERVAL_MS = { min: 100, max: HOUR_MS }
export const SAVE_INTERVAL_MS = { min: 10, max: HOUR_MS }

/** The loop that the documentation recommends: one call a second for each shard (KDSdoc). */
export const SDK_READER_DEFAULTS: Omit<SdkReaderSettings, 'name'> = {
  kind: 'sdk',
  workUs: 100,
  deduplication: null,
  retrieval: 'polling',
  initialPosition: 'TRIM_HORIZON',
  pollIntervalMs: 1_000,
  maxRecords: 10_000,
  shardOrder: 'parentsFirst',
  discoveryIntervalMs: 10_000,
  deaggregation: false,
  checkpointIntervalMs: 10_000,
}
