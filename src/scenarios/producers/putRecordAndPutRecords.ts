/** The same records put one by one and in batches: many calls beside few, for the same price. */
import type { SyntheticWorkload } from '../../engine/commands'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, manyKeys, stage } from './stage'

const orders: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 120, recordBytes: 400, keys: manyKeys }

export const putRecordAndPutRecords: Scenario = {
  ...stage,
  id: 'put-record-and-put-records',
  stream: { streamName: 'orders', shardCount: 2, retentionPeriodHours: 24 },
  commands: [bring({ ...SDK_DEFAULTS, operation: 'PutRecord' }, orders), bring({ ...SDK_DEFAULTS, operation: 'PutRecords' }, orders)],
}
