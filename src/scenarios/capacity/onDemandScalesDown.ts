/**
 * A sale makes an on-demand stream grow to sixteen shards, and nobody writes for a month. A day after its last split it begins to shrink, and ends at what twice
 * its peak needs; when the peak is 30 days old it shrinks to four, and the next sale, as large as the first, finds a small stream again.
 */
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { flow, flowsFrom, onDemand } from './stage'

const DAY_S = 86_400

export const onDemandScalesDown: Scenario = {
  ...onDemand,
  id: 'on-demand-scales-down',
  openAtMs: 60_000,
  untilMs: (32 * DAY_S + 300) * 1_000,
  producers: { count: 2, workload: flow(3.5) },
  commands: [
    // By then there are eight shards, which twice this fills.
    flowsFrom(720, 7),
    at(1_500, { type: 'SetProducerCount', producerCount: 0 }),
    at(32 * DAY_S, { type: 'SetProducerCount', producerCount: 2 }),
  ],
}
