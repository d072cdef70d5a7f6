/**
 * Waves that are larger than the shard: of a batch some entries fail, and only they are sent again, behind newer ones of the
 * same key. Beside it an application that waits for each answer and names its number: slow, and in order.
 */
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, stage } from './stage'

export const partialFailures: Scenario = {
  ...stage,
  id: 'partial-failures',
  openAtMs: 61_000,
  commands: [
    bring(SDK_DEFAULTS, {
      kind: 'synthetic',
      ratePerSecond: 60,
      rate: { kind: 'burst', everyMs: 20_000, forMs: 4_000, burstPercent: 300 },
      recordBytes: 10_000,
      keys: { kind: 'uniform', keyCount: 20 },
    }),
    bring(
      { ...SDK_DEFAULTS, operation: 'PutRecord', sequenceNumberForOrdering: true },
      { kind: 'synthetic', ratePerSecond: 20, recordBytes: 1_000, keys: { kind: 'uniform', keyCount: 20 } },
    ),
  ],
}
