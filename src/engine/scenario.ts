/** How a world begins. Data only; `src/scenarios` holds those we ship, checked by schema at the edge. */
import type { EpochMs, SimMs } from '../base/units'
import type { ApiShape } from '../kinesis/api/types'
import type { LoggedCommand, Workload } from './commands'
import type { KclSettings } from './consumers/kcl/settings'

export interface Scenario {
  id: string
  seed: number
  /** The simulated wall clock at instant 0. */
  epochMs: EpochMs
  /** Where the page opens: something is already happening. */
  openAtMs: SimMs
  /** Where a headless run ends unless told otherwise. */
  untilMs: SimMs
  /** Null: an empty account, without producers and applications. Provisioned unless it says otherwise. */
  stream: { streamName: string; shardCount: number; retentionPeriodHours: number; streamMode?: ApiShape<'StreamMode'> } | null
  producers: { count: number; workload: Workload }
  /** Those on the KCL that are there from the beginning; others are added by commands. */
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
