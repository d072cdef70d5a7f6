/**
 * An account wants to leave On-demand Advantage: not while a stream is warm, and not before 24 hours are over. It warms nothing from then on, and goes on paying for 25 MiB/s in
 * and out, used or not, until its earliest end; then the stream is billed by the hour again.
 */
import type { Command } from '../../engine/commands'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { StreamName, flow, onDemand } from './stage'

function setCommitment(Status: 'ENABLED' | 'DISABLED'): Command {
  return { type: 'Call', operation: 'UpdateAccountSettings', input: { MinimumThroughputBillingCommitment: { Status } } }
}

function warmTo(WarmThroughputMiBps: number): Command {
  return { type: 'Call', operation: 'UpdateStreamWarmThroughput', input: { StreamName, WarmThroughputMiBps } }
}

export const leavingAdvantage: Scenario = {
  ...onDemand,
  id: 'leaving-advantage',
  openAtMs: 30_000,
  untilMs: 26 * 3_600_000,
  producers: { count: 1, workload: flow(1.5) },
  commands: [
    at(10, setCommitment('ENABLED')),
    at(20, warmTo(16)),
    at(60, setCommitment('DISABLED')),
    at(90, warmTo(0)),
    at(120, setCommitment('DISABLED')),
    at(150, warmTo(16)),
    at(180, { type: 'SetProducerCount', producerCount: 0 }),
  ],
}
