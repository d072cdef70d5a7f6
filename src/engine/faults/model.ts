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
  /** The put that was let in last while an experiment ran: what its records meet behind the door is still its own. */
  put: { operation: OperationName; attempt: number } | null
  /** What struck the call that was at the door last; null: none did. */
  struckBy: string | null
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
  /** By caller and operation. */
  clients: Map<string, StruckClient>
}

/** What one caller has met with one operation since it was last told. */
export interface StruckClient {
  caller: CallerName
  operation: OperationName
  met: number
  faulted: number
  /** Of those that it met: sent again, by a client that counts its attempts. */
  retries: number
  /** When it is told of next. */
  dueUs: SimUs
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
  return { started: 0, running: [], ended: [], put: null, struckBy: null }
}
