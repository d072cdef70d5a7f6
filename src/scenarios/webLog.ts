/** The whole log by client, spread evenly, to its true end: the server is shut down for a hurricane. */
import type { Scenario } from '../engine/scenario'
import { morningRush } from './morningRush'

export const webLog: Scenario = {
  ...morningRush,
  id: 'web-log',
  openAtMs: 40_000,
  untilMs: 180_000,
  producers: {
    count: 6,
    workload: { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'host', speed: 300, startAtMs: 0, loop: false },
  },
}
