/** Somebody gives a producer a policy that lets it only look. Its records stop, and nothing but the trail's data events says who was refused what. */
import type { Scenario } from '../../engine/scenario'
import { archive, asBefore, billing, identity, ORDERS, policy, recordDataEvents, stage, StreamARN } from './stage'

const LOOK_ONLY = policy('LookOnly', { Sid: 'Look', Effect: 'Allow', Action: ['kinesis:Describe*', 'kinesis:List*'], Resource: StreamARN })

export const lostRight: Scenario = {
  ...stage,
  id: 'lost-right',
  openAtMs: 35_000,
  commands: [billing, archive, recordDataEvents(20), identity(30, ORDERS, [LOOK_ONLY]), asBefore(90, ORDERS)],
}
