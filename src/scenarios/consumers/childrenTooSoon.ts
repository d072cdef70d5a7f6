/** A split while two readers are behind: one finishes the parent first, the other begins the children at once, and breaks the order of its keys. */
import type { Scenario } from '../../engine/scenario'
import { polling, read, reshardTo, stage, steady } from './stage'

export const childrenTooSoon: Scenario = {
  ...stage,
  id: 'children-too-soon',
  untilMs: 200_000,
  stream: { streamName: 'orders', shardCount: 1, retentionPeriodHours: 24 },
  commands: [
    steady(400, 200, 50),
    read(polling('patient', { workUs: 3_200, shardOrder: 'parentsFirst' })),
    read(polling('hasty', { workUs: 3_200, shardOrder: 'atOnce', discoveryIntervalMs: 1_000 })),
    reshardTo(60, 'orders', 2),
  ],
}
