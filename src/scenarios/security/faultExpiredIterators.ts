/** AWS FIS lets four of five iterators expire: a reader asks for a new one behind what it has processed, and goes on slower, without a record lost or read twice. */
import type { Scenario } from '../../engine/scenario'
import { archive, billing, experiment, stage } from './stage'

export const faultExpiredIterators: Scenario = {
  ...stage,
  id: 'fault-expired-iterators',
  openAtMs: 40_000,
  commands: [billing, archive, experiment(30, 'aws:kinesis:stream-expired-iterator-exception', { percentage: '80' })],
}
