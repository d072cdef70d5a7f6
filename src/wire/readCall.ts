/** From an HTTP request to a call of the service, or to the answer that AWS gives to a request that is none. */
import { OPERATIONS } from '../kinesis/api/operations'
import type { Input, OperationName } from '../kinesis/api/types'
import { refuseAuthorization } from './authorization'
import { decodeCbor } from './cbor'
import { BASE64, CONTENT_TYPES, type Base64, type Codec } from './codec'
import type { Identity, WireRequest, WireResponse } from './httpMessage'
import { decodeJson } from './json'
import { readShape, type Reading } from './readValue'
import { deprecatedResponse, errorResponse, typeErrorResponse, xmlResponse, type WireError } from './wireError'

/** Of the right types; whether its values meet the model's constraints is asked behind the door. */
export type WireCall = { [Name in OperationName]: { operation: Name; input: Input<Name> } }[OperationName]

export type ReadCall = { ok: true; call: WireCall; codec: Codec } | { ok: false; response: WireResponse }

const SERVICE = 'Kinesis_20131202'
const UNKNOWN_OPERATION: WireError = { type: 'UnknownOperationException', message: null }
const SERIALIZATION: WireError = { type: 'SerializationException', message: null }
const ACCESS_DENIED: WireError = { type: 'AccessDeniedException', message: 'Unable to determine service/operation name to be authorized' }

/** The order of the checks is AWS's: body before target, target before signature. The path does not matter. */
export function readCall(request: WireRequest, identity: Identity, base64: Base64 = BASE64): ReadCall {
  const contentType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? ''
  const operation = operationOf(request.headers['x-amz-target'])
  const codec = codecOf(contentType)
  if (request.method !== 'POST') return answered(refuseUnspoken(request, identity))
  if (request.body.length === 0) {
    return answered(errorResponse(operation === null ? UNKNOWN_OPERATION : SERIALIZATION, codec ?? 'cbor', identity))
  }
  if (contentType === 'application/json') return answered(refuseDeprecated(request.body, identity))
  if (codec === null) return answered(refuseUnspoken(request, identity))
  const parsed = codec === 'json' ? decodeJson(request.body) : decodeCbor(request.body)
  if (typeof parsed !== 'object' || parsed === null || parsed instanceof Uint8Array) return answered(errorResponse(SERIALIZATION, codec, identity))
  if (operation === null) return answered(errorResponse(UNKNOWN_OPERATION, codec, identity))
  const refusal = refuseAuthorization(request)
  if (refusal !== null) return answered(errorResponse(refusal, codec, identity))
  const reading: Reading = { base64, error: null }
  const input = readShape(OPERATIONS[operation].input, codec, parsed, reading)
  if (reading.error !== null) return answered(typeErrorResponse(reading.error, codec, identity))
  // Here data enters: `readShape` has made the types true that the operation's input promises.
  return { ok: true, call: { operation, input } as WireCall, codec }
}

/** A method other than POST, or a content type that the service does not speak: XML, and the signature comes first. */
function refuseUnspoken(request: WireRequest, identity: Identity): WireResponse {
  const refusal = refuseAuthorization(request)
  if (refusal !== null) return xmlResponse(refusal, identity)
  const [service = '', operation = ''] = (request.headers['x-amz-target'] ?? '').split('.')
  const named = request.method === 'POST' && service !== '' && operation !== ''
  return xmlResponse(named ? { ...UNKNOWN_OPERATION, status: 404 } : ACCESS_DENIED, identity)
}

function refuseDeprecated(body: Uint8Array, identity: Identity): WireResponse {
  const parsed = decodeJson(body)
  const isObject = typeof parsed === 'object' && parsed !== null
  return deprecatedResponse(isObject ? { ...UNKNOWN_OPERATION, status: 404 } : SERIALIZATION, identity)
}

function answered(response: WireResponse): ReadCall {
  return { ok: false, response }
}

function codecOf(contentType: string): Codec | null {
  if (contentType === CONTENT_TYPES.json) return 'json'
  return contentType === CONTENT_TYPES.cbor ? 'cbor' : null
}

function operationOf(target = ''): OperationName | null {
  const [service, operation = ''] = target.split('.')
  return service === SERVICE && Object.hasOwn(OPERATIONS, operation) ? (operation as OperationName) : null
}
