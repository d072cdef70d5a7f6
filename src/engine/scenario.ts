/** How a world begins. Data only; `src/scenarios` holds those we ship, checked by schema at the edge. */
import type { EpochMs, SimMs } from '../base/units'
import type { Deduplication, LoggedCommand, Workload } from './commands'

export interface KclSettings {
  /** Application name = lease table name. */
  name: string
  workerCount: number
  /** Time that one record keeps one processing thread busy. */
  workUs: number
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
  /** Null: every record is processed, however often it comes. */
  deduplication: Deduplication | null
}

export interface Scenario {
  id: string
  seed: number
  /** The simulated wall clock at instant 0. */
  epochMs: EpochMs
  /** Where the page opens: something is already happening. */
  openAtMs: SimMs
  /** Where a headless run ends unless told otherwise. */
  untilMs: SimMs
  /** Null: an empty account, without producers and applications. */
  stream: { streamName: string; shardCount: number; retentionPeriodHours: number } | null
  producers: { count: number; workload: Workload }
  applications: KclSettings[]
  /** The acts of the story. */
  commands: LoggedCommand[]
}

/** The whole of a run: replaying it gives the same bytes on every host. */
export interface Recording {
  version: 1
  scenario: Scenario
  /** Everything done, the scenario's own acts included, in order. */
  commands: LoggedCommand[]
}
