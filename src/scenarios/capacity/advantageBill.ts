/**
 * Traffic for which On-demand Advantage is the cheapest: spikes of five times the average, for which shards would be there all the time, and eight readers with fan-out, for which Standard
 * asks 0.05 USD a gigabyte each. Its 25 MiB/s in are paid for, though not used.
 */
import type { Scenario } from '../../engine/scenario'
import { at, polling, read } from '../consumers/stage'
import { StreamName, flow, onDemand } from './stage'

const READERS = ['billing', 'search', 'fraud', 'stock', 'mail', 'archive', 'ads', 'dashboard']

export const advantageBill: Scenario = {
  ...onDemand,
  id: 'advantage-bill',
  openAtMs: 150_000,
  untilMs: 360_000,
  // Six seconds of every minute bring 30 MiB/s, the others three.
  producers: { count: 0, workload: flow(3, { rate: { kind: 'burst', everyMs: 60_000, forMs: 6_000, burstPercent: 1_000 } }) },
  commands: [
    ...READERS.map((name) => read(polling(name, { retrieval: 'fanOut', initialPosition: 'TRIM_HORIZON', workUs: 20 }))),
    at(10, { type: 'Call', operation: 'UpdateAccountSettings', input: { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } } }),
    at(20, { type: 'Call', operation: 'UpdateStreamWarmThroughput', input: { StreamName, WarmThroughputMiBps: 48 } }),
    at(50, { type: 'SetProducerCount', producerCount: 4 }),
  ],
}
