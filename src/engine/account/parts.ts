/** What an account has around its streams, for `environment.account`: commands to whoever owns them. */
import { evaluateAlarms } from '../autoscaling/scale'
import { submitToCloudWatch } from '../cloudWatch/submitToCloudWatch'
import type { AccountCommand } from '../commands'
import { installLateJudge } from '../door/lateJudge'
import type { AccountParts } from '../environment'
import { submitToFaults } from '../faults/submitToFaults'
import { submitToIam } from '../iam/submitToIam'
import { submitToKms } from '../kms/submitToKms'
import { endOnDemandMinute } from '../onDemand/endMinute'
import { planWarmSteps } from '../onDemand/warmSteps'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { setTrail } from '../trail/setTrail'

installLateJudge()

export const accountParts: AccountParts = {
  evaluateAlarms,
  endOnDemandMinute,
  planWarmSteps,
  submit(world, _environment, command, sink) {
    const reason = carryOut(world, command, sink)
    if (reason !== null) tell(world, sink, { kind: 'CommandRefused', command: command.type, reason })
  },
}

/** @returns why it could not be done; null when it was. */
function carryOut(world: World, command: AccountCommand, sink: Sink): RefusalReason | null {
  switch (command.type) {
    case 'SetIdentity':
    case 'SetVpcEndpoint':
      return submitToIam(world, command, sink)
    case 'SetKmsKey':
    case 'SetKmsFault':
      return submitToKms(world, command, sink)
    case 'SetTrail':
      return setTrail(world, command, sink)
    case 'StartExperiment':
    case 'StopExperiment':
      return submitToFaults(world, command, sink)
    case 'PutMetricAlarm':
    case 'DeleteAlarms':
    case 'SetAutoscaling':
      return submitToCloudWatch(world, command)
  }
}
