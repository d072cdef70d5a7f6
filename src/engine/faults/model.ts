/** Experiments of fault injection as the world keeps them. */
import type { Prng } from '../../base/prng'
import type { SimUs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import type { ExceptionName } from '../../kinesis/exceptions'
import type { CallerName } from '../door/callerName'
import type { CallPath } from '../iam/settings'
import type { ExperimentSettings } from './settings'

export interface Faults {
  started: number
  /** In the order in which they were started: the first that strikes a call is its answer. */
  running: Experiment[]
  /** The last ones, the newest last. */
  ended: EndedExperiment[]
}

export interface Experiment {
  experimentId: string
  settings: ExperimentSettings
  strike: Strike
  startedUs: SimUs
  endsUs: SimUs
  /** Draws once for each call that it could strike. */
  prng: Prng
  callsMet: number
  callsFaulted: number
}

export interface EndedExperiment {
  experimentId: string
  settings: ExperimentSettings
  startedUs: SimUs
  endsUs: SimUs
  endedUs: SimUs
  status: 'completed' | 'stopped'
  callsMet: number
  callsFaulted: number
}

/** What the settings come to. */
export interface Strike {
  /** On the way to the service, or in it. */
  where: 'network' | 'service'
  exception: ExceptionName
  message: string
  percentage: number
  /** Null: whichever. */
  operations: OperationName[] | null
  streamName: string | null
  /** Calls that name one of them; of puts the records that belong there. */
  shardIndexes: number[] | null
  /** Null: everybody, or every role where roles are the target. */
  callers: CallerName[] | null
  rolesOnly: boolean
  path: CallPath | null
  encryptedOnly: boolean
}

export function createFaults(): Faults {
  return { started: 0, running: [], ended: [] }
}
