/** One policy allows a producer everything, another denies it puts into this stream: an explicit deny anywhere wins, however many allow. */
import { FULL_ACCESS } from '../../engine/iam/settings'
import type { Scenario } from '../../engine/scenario'
import { billing, identity, ORDERS, policy, stage, StreamARN } from './stage'

const NO_PUTS = policy('NoPuts', { Sid: 'NoPutsIntoOrders', Effect: 'Deny', Action: 'kinesis:Put*', Resource: StreamARN })

export const denyBeatsAllow: Scenario = {
  ...stage,
  id: 'deny-beats-allow',
  openAtMs: 35_000,
  commands: [billing, identity(30, ORDERS, [FULL_ACCESS, NO_PUTS]), identity(90, ORDERS, [FULL_ACCESS])],
}
