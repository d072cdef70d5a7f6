/** On average the traffic fits; a second or two of every ten asks for too much. An application that gives up loses records: to back off and try again is enough. */
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, stage } from './stage'

export const shortBursts: Scenario = {
  ...stage,
  id: 'short-bursts',
  commands: [
    bring(
      { ...SDK_DEFAULTS, failedEntries: 'giveUp' },
      { kind: 'synthetic', ratePerSecond: 40, rate: { kind: 'burst', everyMs: 10_000, forMs: 2_000, burstPercent: 500 }, recordBytes: 10_000, keys: manyKeys },
    ),
  ],
}
