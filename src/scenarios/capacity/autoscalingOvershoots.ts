/**
 * A Lambda function doubles or halves a stream by alarms that see each minute 45 seconds after its end. It needs three doublings to come after the traffic,
 * the last of them to eight shards where three would do, and three halvings when it is gone; in the second swing the ten calls of a day are used up.
 */
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { StreamName, doubling, flow, stage } from './stage'

const swinging = flow(0.26, { rate: { kind: 'burst', everyMs: 840_000, forMs: 420_000, burstPercent: 1_000 } })

export const autoscalingOvershoots: Scenario = {
  ...stage,
  id: 'autoscaling-overshoots',
  openAtMs: 240_000,
  untilMs: 2_100_000,
  producers: { count: 0, workload: swinging },
  commands: [
    at(0, { type: 'AddProducer', producer: { settings: { ...SDK_DEFAULTS, failedEntries: 'giveUp' }, workload: swinging, trafficPercent: 100 } }),
    at(0, { type: 'SetAutoscaling', streamName: StreamName, policy: doubling }),
  ],
}
