/** How the service says no: names and sentences are its own, as recorded on AWS. */

import type { OPERATIONS } from './api/operations'

/** What an operation may declare, and what the service says before it looks at the operation. */
export type ExceptionName =
  | (typeof OPERATIONS)[keyof typeof OPERATIONS]['errors'][number]
  | 'ValidationException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  /** What AWS FIS injects: the names of errors that are common to all of AWS. */
  | 'InternalFailure'
  | 'ServiceUnavailable'
  | 'ThrottlingException'
  /** Not the service's: what an SDK says where nobody answers. */
  | 'SdkClientException'

/** A value, not an error: in Kinesis a refused call is part of the lesson. */
export interface Refusal {
  exception: ExceptionName
  message: string
}

export interface Refused {
  ok: false
  refusal: Refusal
}

export type Answer<T> = { ok: true; value: T } | Refused

export function accepted<T>(value: T): Answer<T> {
  return { ok: true, value }
}

export function refused(exception: ExceptionName, message: string): Refused {
  return { ok: false, refusal: { exception, message } }
}

/** One failed constraint in the words of the service's own checks. Source: kinesalite validations, aws-kinesis-producer#680. */
export function constraintRefusal(failure: { parameter: string; value: string | null; constraint: string }): Refused {
  const shown = failure.value === null ? 'Value' : `Value '${failure.value}'`
  return refused(
    'ValidationException',
    `1 validation error detected: ${shown} at '${failure.parameter}' failed to satisfy constraint: ${failure.constraint}`,
  )
}
