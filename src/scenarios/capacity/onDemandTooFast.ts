/** Traffic that grows to more than twice the former peak within fifteen minutes is throttled until the stream has grown after it, although its mode is on-demand. */
import type { Scenario } from '../../engine/scenario'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import { at } from '../consumers/stage'
import { flow, onDemand } from './stage'

export const onDemandTooFast: Scenario = {
  ...onDemand,
  id: 'on-demand-too-fast',
  openAtMs: 150_000,
  untilMs: 1_080_000,
  producers: { count: 0, workload: flow(1.6) },
  commands: [
    at(0, { type: 'AddProducer', producer: { settings: { ...SDK_DEFAULTS, failedEntries: 'giveUp' }, workload: flow(1.6), trafficPercent: 100 } }),
    at(120, { type: 'SetProducerTraffic', producerIndex: 0, workload: flow(7), trafficPercent: 100 }),
  ],
}
