/** On-demand capacity has room for twice the peak: traffic that doubles within it is never refused, and ten minutes later there is room for twice as much again. */
import type { Scenario } from '../../engine/scenario'
import { flow, flowsFrom, onDemand } from './stage'

export const onDemandDoubles: Scenario = {
  ...onDemand,
  id: 'on-demand-doubles',
  openAtMs: 240_000,
  untilMs: 1_500_000,
  producers: { count: 2, workload: flow(1.6) },
  commands: [flowsFrom(300, 3.2)],
}
