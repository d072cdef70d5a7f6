/** The data sets that are shipped under `data/`, and what a workload looks like when it is first chosen. */
import { MS_PER_SECOND } from '../../base/units'
import type { SourceFacts } from '../../bridge/protocol'
import type { ReplayWorkload, SyntheticWorkload } from '../../engine/commands'

export const DATA_SETS = [
  { sourceId: 'nasa-http', name: 'dataSet.nasaHttp' },
  { sourceId: 'wikipedia-edits', name: 'dataSet.wikipediaEdits' },
  { sourceId: 'iot-telemetry', name: 'dataSet.iotTelemetry' },
  { sourceId: 'cloudtrail-attack', name: 'dataSet.cloudtrailAttack' },
  { sourceId: 'flights-day', name: 'dataSet.flightsDay' },
  { sourceId: 'ticker-mentions', name: 'dataSet.tickerMentions' },
] as const

export const DEFAULT_SYNTHETIC: SyntheticWorkload = {
  kind: 'synthetic',
  ratePerSecond: 1_000,
  recordBytes: 400,
  keys: { kind: 'zipf', keyCount: 1_000, exponentHundredths: 100 },
}

/** The pace at which a file is lively from the start: about this many records a second. */
const LIVELY_RECORDS_PER_SECOND = 400
export const REPLAY_SPEED_MAX = 10_000

export function replayOf(facts: SourceFacts): ReplayWorkload {
  const ownRate = facts.records / Math.max(1, facts.spanMs / MS_PER_SECOND)
  const speed = Math.min(REPLAY_SPEED_MAX, Math.max(1, Math.round(LIVELY_RECORDS_PER_SECOND / ownRate)))
  return { kind: 'replay', sourceId: facts.sourceId, keyColumn: facts.columns[0]?.name ?? '', speed, startAtMs: 0, loop: true }
}
