/** CloudTrail records the calls that manage a stream by itself; puts and reads, the most of all calls, only while data events are on, which costs. */
import type { Scenario } from '../../engine/scenario'
import { at, reshardTo } from '../consumers/stage'
import { billing, recordDataEvents, stage, StreamName } from './stage'

export const dataEvents: Scenario = {
  ...stage,
  id: 'data-events',
  openAtMs: 40_000,
  commands: [billing, reshardTo(30, StreamName, 4), recordDataEvents(60), at(90, { type: 'SetTrail', dataEvents: false })],
}
