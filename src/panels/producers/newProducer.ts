/** What each kind of producer is like when it is first added: the product's own defaults, and traffic that fits it. Pure. */
import type { ProducerSpec, SyntheticWorkload, Workload } from '../../engine/commands'
import { AGENT_DEFAULTS } from '../../engine/producers/agent/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../../engine/producers/cloudWatchLogs/settings'
import { FLINK_DEFAULTS } from '../../engine/producers/flink/settings'
import { IOT_DEFAULTS } from '../../engine/producers/iot/settings'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { ProducerKindName, ProducerSettings } from '../../engine/producers/settings'

export const PRODUCER_KINDS: readonly ProducerKindName[] = ['sdk', 'kpl', 'agent', 'cloudWatchLogs', 'iot', 'flink']

const DEFAULTS: { [Kind in ProducerKindName]: Extract<ProducerSettings, { kind: Kind }> } = {
  sdk: SDK_DEFAULTS,
  kpl: KPL_DEFAULTS,
  agent: AGENT_DEFAULTS,
  cloudWatchLogs: CLOUD_WATCH_LOGS_DEFAULTS,
  iot: IOT_DEFAULTS,
  flink: FLINK_DEFAULTS,
}

/** What log readers read. */
export const LOG_SOURCE_ID = 'nasa-http'

/** A KPL among applications brings enough small records for its aggregates to show. */
const SMALL_RECORDS: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 1_000, recordBytes: 100, keys: { kind: 'uniform', keyCount: 1_000 } }
/** Events of the job, not records put: each window makes one record of each key's. */
const JOB_EVENTS: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 500, recordBytes: 200, keys: { kind: 'zipf', keyCount: 100, exponentHundredths: 100 } }

/** @param log what log readers read; null: the file could not be had. */
export function newProducer(kind: ProducerKindName, log: Workload | null): ProducerSpec {
  return { settings: DEFAULTS[kind], workload: workloadOf(kind, log), trafficPercent: 100 }
}

export function readsLogs(kind: ProducerKindName): boolean {
  return kind === 'agent' || kind === 'cloudWatchLogs'
}

function workloadOf(kind: ProducerKindName, log: Workload | null): Workload | null {
  switch (kind) {
    case 'agent':
    case 'cloudWatchLogs':
      return log
    case 'kpl':
      return SMALL_RECORDS
    case 'flink':
      return JOB_EVENTS
    case 'sdk':
    // Its devices are its traffic.
    case 'iot':
      return null
  }
}
