/** What kinds of producers there are, what can be set of each, and what lies between them and the service. */
import type { AgentSettings } from './agent/settings'
import type { CloudWatchLogsSettings } from './cloudWatchLogs/settings'
import type { FlinkSettings } from './flink/settings'
import type { IotSettings } from './iot/settings'
import type { KplSettings } from './kpl/settings'
import type { SdkSettings } from './sdk/settings'

export type ProducerSettings = SdkSettings | KplSettings | AgentSettings | CloudWatchLogsSettings | IotSettings | FlinkSettings

export type ProducerKindName = ProducerSettings['kind']

/** Whose traffic is made by somebody else: the log that an agent tails grows while the agent is down. */
export const FED_KINDS: ReadonlySet<ProducerKindName> = new Set(['agent'])

/** Of what a producer's workload asks of it. */
export const TRAFFIC_PERCENT_MAX = 1_000

/** Of all producers; faults are drawn for each request on its own. */
export interface NetworkConditions {
  /** Requests that never reach the service. */
  requestLossPercent: number
  /** Answers that never come back: what was stored stays stored. */
  responseLossPercent: number
  /** Up to this is added to each way. */
  delayMsMax: number
}

export const CLEAR_NETWORK: NetworkConditions = { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 }
export const NETWORK_DELAY_MS_MAX = 60_000
/** What one request under way, or the answer to it, is delayed by at a click. */
export const REQUEST_DELAY_MS = { min: 1, max: 600_000 }
