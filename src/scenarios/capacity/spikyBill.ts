/** Sixteen shards are paid for around the clock so that ten seconds of every eight minutes fit: on demand the gigabytes alone cost less. */
import type { Scenario } from '../../engine/scenario'
import { reader } from '../producers/stage'
import { StreamName, flow, stage } from './stage'

/** Five seconds from one point to the next: up to the peak and down again, once. */
const percents = Array.from({ length: 96 }, (_, point) => (point === 4 ? 1_000 : 1))

export const spikyBill: Scenario = {
  ...stage,
  id: 'spiky-bill',
  openAtMs: 120_000,
  untilMs: 480_000,
  stream: { streamName: StreamName, shardCount: 16, retentionPeriodHours: 24 },
  producers: { count: 4, workload: flow(1.6, { rate: { kind: 'drawn', percents, spanMs: 480_000 } }) },
  applications: [reader],
}
