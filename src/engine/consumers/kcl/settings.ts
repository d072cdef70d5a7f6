/** What can be set of an application on the Kinesis Client Library. */
import type { CommonSettings, Retrieval } from '../commonSettings'

export interface KclSettings extends CommonSettings {
  kind: 'kcl'
  /** Whose rules its leases follow: workers that take for themselves, or a leader that assigns. */
  version: '2.x' | '3.x'
  retrieval: Retrieval
  workerCount: number
  /** Shards that one worker processes at the same time; the others take turns. */
  threadsPerWorker: number
  initialPosition: 'TRIM_HORIZON' | 'LATEST'
  failoverTimeMs: number
  parentShardPollIntervalMs: number
  dispatchPollIntervalMs: number
  idleTimeBetweenReadsMs: number
  checkpointIntervalMs: number
  maxRecords: number
  /** The KCL always takes aggregates apart; false: an application on the plain SDK that does not know of them. */
  deaggregation: boolean
  /** What the application's own code gets wrong. */
  faults: KclFaults
  /** Null: plain processing. Else the pipeline of the Kinesis Connector Library, which runs on KCL 1.x. */
  connector: ConnectorSettings | null
}

export interface KclFaults {
  /** Of 1,000 calls of processRecords, so many throw; the KCL goes on with the next batch. */
  exceptionsPerThousand: number
  /** shardEnded returns without a checkpoint. */
  forgetsShardEnd: boolean
}

export interface ConnectorSettings {
  /** Of the user records, so many in a hundred pass the filter. */
  keptPercent: number
  bufferRecordsMax: number
  bufferBytesMax: number
  /** 0: no limit of time, the library's own default. */
  bufferMsMax: number
  /** Of 100 calls of emit, so many fail; failed ones are tried again. */
  emitFailsPercent: number
}

export const NO_KCL_FAULTS: KclFaults = { exceptionsPerThousand: 0, forgetsShardEnd: false }

/** Ours: of one application. */
export const WORKER_COUNT_MAX = 64
/** Ours: leases are renewed three times in it, 25 ms early. */
export const FAILOVER_TIME_MS = { min: 300, max: 3_600_000 }
/** Ours. */
export const DISPATCH_POLL_INTERVAL_MS = { min: 1, max: 3_600_000 }
/** Ours. */
export const THREADS_PER_WORKER = { min: 1, max: 1_024 }
/** Ours. */
export const PARENT_SHARD_POLL_INTERVAL_MS = { min: 1, max: 3_600_000 }
/** The library takes no shorter pause; the longest is ours. */
export const IDLE_TIME_BETWEEN_READS_MS = { min: 200, max: 3_600_000 }
/** 0: after each batch. The longest is ours. */
export const CHECKPOINT_INTERVAL_MS = { min: 0, max: 3_600_000 }
/** Ours. */
export const CONNECTOR_BUFFER_RECORDS = { min: 1, max: 1_000_000 }
/** Ours. */
export const CONNECTOR_BUFFER_BYTES = { min: 1, max: 1_073_741_824 }
/** Ours. */
export const CONNECTOR_BUFFER_MS = { min: 0, max: 3_600_000 }

/** The settings of `application`'s author, with KCL's defaults for the rest. */
export const KCL_DEFAULTS: Omit<KclSettings, 'name' | 'workerCount' | 'workUs'> = {
  kind: 'kcl',
  version: '2.x',
  retrieval: 'polling',
  threadsPerWorker: 4,
  initialPosition: 'LATEST',
  failoverTimeMs: 10_000,
  parentShardPollIntervalMs: 10_000,
  dispatchPollIntervalMs: 1_000,
  idleTimeBetweenReadsMs: 1_500,
  checkpointIntervalMs: 10_000,
  maxRecords: 10_000,
  deaggregation: true,
  deduplication: null,
  faults: NO_KCL_FAULTS,
  connector: null,
}

/** BasicMemoryBuffer: 1,000 records, 1 MiB, and no limit of time. Source: CONN. */
export const CONNECTOR_DEFAULTS: ConnectorSettings = { keptPercent: 100, bufferRecordsMax: 1_000, bufferBytesMax: 1_048_576, bufferMsMax: 0, emitFailsPercent: 0 }

/** An application on the Connector Library: KCL 1.x pauses for a second between reads. */
export const CONNECTOR_LIBRARY_DEFAULTS: typeof KCL_DEFAULTS = { ...KCL_DEFAULTS, idleTimeBetweenReadsMs: 1_000, connector: CONNECTOR_DEFAULTS }
