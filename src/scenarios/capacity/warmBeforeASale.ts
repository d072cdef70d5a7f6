/**
 * The account commits to On-demand Advantage and warms the stream up to 16 MiB a second before a sale begins. Twelve MiB a second at once,
 * eight times what ever came, are taken without a refusal. The commitment lasts 24 hours at least: it cannot be ended the same day.
 */
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { StreamName, flow, flowsFrom, onDemand } from './stage'

export const warmBeforeASale: Scenario = {
  ...onDemand,
  id: 'warm-before-a-sale',
  openAtMs: 25_000,
  untilMs: 180_000,
  producers: { count: 4, workload: flow(1.5) },
  commands: [
    at(10, { type: 'Call', operation: 'UpdateAccountSettings', input: { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } } }),
    at(20, { type: 'Call', operation: 'UpdateStreamWarmThroughput', input: { StreamName, WarmThroughputMiBps: 16 } }),
    flowsFrom(90, 12),
    flowsFrom(150, 1.5),
    at(160, { type: 'Call', operation: 'UpdateAccountSettings', input: { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } } }),
  ],
}
