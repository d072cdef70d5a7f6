/** What would happen if somebody called an operation: the question, and the answer with all that was considered. */
import type { OperationName } from '../../kinesis/api/types'
import type { ExceptionName } from '../../kinesis/exceptions'
import type { CallerName } from '../door/callerName'
import type { DecidedBy } from '../door/guardsView'
import type { RefusalReason } from '../refusalReasons'
import type { Mismatch } from './matchStatement'
import type { PolicySource } from './policy'
import type { CallPath, IdentitySettings } from './settings'

export interface AccessQuestion {
  caller: CallerName
  operation: OperationName
  /** Null: it is about the account. */
  streamName: string | null
  /** For what is asked of a consumer with enhanced fan-out. */
  consumerName?: string
  /** Instead of the caller's own. */
  identity?: IdentitySettings
  /** Instead of the stream's, or the consumer's, own; null: none. */
  resourcePolicy?: string | null
  /** Instead of the endpoint's, which then is there. */
  endpointPolicy?: string
}

export interface AccessAnswer {
  isAllowed: boolean
  /** Null: nobody listens without TLS. */
  decidedBy: DecidedBy | null
  /** Of whoever is refused: by IAM, or by KMS where the stream is encrypted. */
  exception: ExceptionName | null
  message: string | null
  /** The way that it takes: not the endpoint's where there is none. */
  path: CallPath
  request: { arn: string; action: string; resource: string; context: { key: string; values: string[] }[] }
  /** In the order in which they are looked at; of an encrypted stream, those about its key last. */
  considered: ConsideredStatement[]
  /** Whose statements these are. */
  documents: UsedDocument[]
  /**
   * Why a document of the question is none. Those in force take the place of all of its kind then, as putting them in force
   * would change nothing.
   */
  problems: RefusalReason[]
}

export interface UsedDocument {
  source: PolicySource
  policyName: string
  /** Word for word what is in force; otherwise it is the question's. */
  isInForce: boolean
}

export interface ConsideredStatement {
  source: PolicySource
  policyName: string
  statementIndex: number
  sid: string | null
  effect: 'Allow' | 'Deny'
  /** The call's own, or what it needs of KMS. */
  action: string
  quote: string
  /** The first element that is not about the request; null: it is about it. */
  mismatch: Mismatch | null
}
