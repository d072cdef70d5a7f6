/** What stands at the door, as state. As it is made, it lets everybody in. */
import type { SimUs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import type { ExceptionName } from '../../kinesis/exceptions'
import { createFaults, type Faults } from '../faults/model'
import type { Policy, Verdict } from '../iam/policy'
import type { CallPath } from '../iam/settings'
import { createKms, type Kms } from '../kms/kms'
import { createTrail, type Trail } from '../trail/model'
import { YOU, type CallerName } from './callerName'

export interface Guards {
  /** Rises with every change of what is below: whoever remembers a verdict compares it. */
  revision: number
  /** Whose call is being carried out: the last that was let in. */
  caller: CallerName
  /** Those that somebody has set; all others have full access, the public way. */
  identities: Map<CallerName, Identity>
  /** Null: the VPC has no endpoint for Kinesis. */
  endpoint: Policy | null
  kms: Kms
  tallies: Map<CallerName, CallTally>
  trail: Trail
  faults: Faults
}

export interface Identity {
  policies: Policy[]
  path: CallPath
  accountId: string
}

/** What became of a caller's calls at the door; limits and the operations' own refusals count as let in. */
export interface CallTally {
  allowed: number
  denied: number
  last: Denial | null
  /** Denied since it was last told, and when that was. */
  untold: number
  toldUs: SimUs
}

export interface Denial {
  atUs: SimUs
  operation: OperationName
  exception: ExceptionName
  message: string
  /** Null: no policy has decided. */
  verdict: Verdict | null
}

export function createGuards(): Guards {
  return { revision: 0, caller: YOU, identities: new Map(), endpoint: null, kms: createKms(), tallies: new Map(), trail: createTrail(), faults: createFaults() }
}
