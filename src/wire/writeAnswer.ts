/** What the service answers, as an HTTP response. */
import { OPERATIONS } from '../kinesis/api/operations'
import type { OperationName, ShapeName } from '../kinesis/api/types'
import type { Answer } from '../kinesis/exceptions'
import { BASE64, CONTENT_TYPES, type Base64, type Codec } from './codec'
import { headersOf } from './headers'
import type { Identity, WireResponse } from './httpMessage'
import { errorResponse } from './wireError'
import { writeCbor } from './writeCbor'
import { writeJson } from './writeJson'

const utf8 = new TextEncoder()
const NOTHING = new Uint8Array(0)

/** An operation without output answers with an empty body. */
export function writeAnswer(
  operation: OperationName,
  answer: Answer<unknown>,
  codec: Codec,
  identity: Identity,
  base64: Base64 = BASE64,
): WireResponse {
  if (!answer.ok) {
    const { exception, message } = answer.refusal
    return errorResponse({ type: exception, message, status: exception === 'InternalFailureException' ? 500 : 400 }, codec, identity)
  }
  const { output } = OPERATIONS[operation]
  const body = output === null ? NOTHING : writeShape(output, answer.value, codec, base64)
  return { status: 200, headers: headersOf(identity, CONTENT_TYPES[codec]), body }
}

export function writeShape(name: ShapeName, value: unknown, codec: Codec, base64: Base64 = BASE64): Uint8Array {
  return codec === 'json' ? utf8.encode(writeJson(name, value, base64)) : writeCbor(name, value)
}
