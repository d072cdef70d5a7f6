/** What the service answers, as an HTTP response. */
import { OPERATIONS } from '../kinesis/api/operations'
import type { OperationName, ShapeName } from '../kinesis/api/types'
import type { Answer, ExceptionName } from '../kinesis/exceptions'
import { CONTENT_TYPES, type Codec } from './codec'
import { headersOf } from './headers'
import type { Identity, WireResponse } from './httpMessage'
import { errorResponse } from './wireError'
import { writeCbor } from './writeCbor'
import { writeJson } from './writeJson'

const NOTHING = new Uint8Array(0)

/** API, common errors: all others are the client's, 400. */
const STATUSES: Partial<Record<ExceptionName, number>> = { InternalFailureException: 500, InternalFailure: 500, ServiceUnavailable: 503 }

/** An operation without output answers with an empty body. */
export function writeAnswer(operation: OperationName, answer: Answer<unknown>, codec: Codec, identity: Identity): WireResponse {
  if (!answer.ok) {
    const { exception, message } = answer.refusal
    return errorResponse({ type: exception, message, status: STATUSES[exception] ?? 400 }, codec, identity)
  }
  const { output } = OPERATIONS[operation]
  const body = output === null ? NOTHING : writeShape(output, answer.value, codec)
  return { status: 200, headers: headersOf(identity, CONTENT_TYPES[codec]), body }
}

export function writeShape(name: ShapeName, value: unknown, codec: Codec): Uint8Array {
  return codec === 'json' ? writeJson(name, value) : writeCbor(name, value)
}
