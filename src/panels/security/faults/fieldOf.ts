/** From why an experiment was refused to the field that somebody has to change. Pure. */
import type { SimEvent } from '../../../engine/events'
import type { FaultParameter } from '../../../engine/faults/settings'
import type { RefusalReason } from '../../../engine/refusalReasons'

export type ExperimentField = FaultParameter | 'action' | 'shards' | 'callers' | 'start'

export function fieldOf(reason: RefusalReason): ExperimentField {
  switch (reason.key) {
    case 'faultParameterMissing':
      return reason.values.parameter
    case 'faultDuration':
      return 'duration'
    case 'faultPercentage':
      return 'percentage'
    case 'faultService':
      return 'service'
    case 'faultScope':
      return 'scope'
    case 'faultOperation':
    case 'faultOperationNear':
      return 'operations'
    case 'faultAction':
    case 'faultActionNear':
    case 'faultNoEndpoint':
      return 'action'
    case 'faultShard':
    case 'faultShardsStream':
    case 'faultShardsAction':
    case 'faultShardsNone':
      return 'shards'
    case 'faultCaller':
    case 'faultCallersNone':
      return 'callers'
    default:
      return 'start'
  }
}

/** @returns null where the newest one began, or there was none yet. */
export function lastExperimentRefusal(events: readonly SimEvent[]): RefusalReason | null {
  const last = events.findLast((event) => event.kind === 'ExperimentStarted' || (event.kind === 'CommandRefused' && event.command === 'StartExperiment'))
  return last?.kind === 'CommandRefused' ? last.reason : null
}
