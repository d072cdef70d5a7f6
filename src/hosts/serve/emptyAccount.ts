/** What is served when no scenario is asked for: an account in which nothing has been made yet. */
import type { Scenario } from '../../engine/scenario'

export const emptyAccount: Scenario = {
  id: 'empty',
  seed: 1,
  epochMs: 0,
  openAtMs: 0,
  untilMs: 0,
  stream: null,
  producers: { count: 0, workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 0, keys: { kind: 'uniform', keyCount: 1 } } },
  applications: [],
  commands: [],
}
