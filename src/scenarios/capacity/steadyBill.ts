/** One shard, nearly full all the time, and one reader: the same records would cost many times as much on demand, where each gigabyte is paid for. */
import type { Scenario } from '../../engine/scenario'
import { reader } from '../producers/stage'
import { flow, stage } from './stage'

export const steadyBill: Scenario = {
  ...stage,
  id: 'steady-bill',
  openAtMs: 120_000,
  untilMs: 300_000,
  producers: { count: 1, workload: flow(0.85) },
  applications: [reader],
}
