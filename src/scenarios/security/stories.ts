/** The stories of security and of faults by their names, fetched together. */
import type { Scenario } from '../../engine/scenario'
import { anotherAccount } from './anotherAccount'
import { dataEvents } from './dataEvents'
import { denyBeatsAllow } from './denyBeatsAllow'
import { endpointPolicy } from './endpointPolicy'
import { faultExpiredIterators } from './faultExpiredIterators'
import { faultInternalErrors } from './faultInternalErrors'
import { faultOneShard } from './faultOneShard'
import { faultThroughput } from './faultThroughput'
import { keyDisabled } from './keyDisabled'
import { keyPendingDeletion } from './keyPendingDeletion'
import { keyPolicyDenies } from './keyPolicyDenies'
import { lostRight } from './lostRight'
import { withoutTls } from './withoutTls'

export const securityStories: Readonly<Record<string, Scenario>> = {
  lostRight,
  denyBeatsAllow,
  anotherAccount,
  endpointPolicy,
  withoutTls,
  keyDisabled,
  keyPendingDeletion,
  keyPolicyDenies,
  dataEvents,
  faultThroughput,
  faultExpiredIterators,
  faultInternalErrors,
  faultOneShard,
}
