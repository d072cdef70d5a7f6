/** Requests as an SDK would send them, and what came back. */
import { decodeCbor } from '../cbor'
import { CONTENT_TYPES, type Codec } from '../codec'
import type { Headers, Identity, WireRequest, WireResponse } from '../httpMessage'

export const IDENTITY: Identity = {
  requestId: '0b1f7e1c-0000-4000-8000-000000000001',
  extendedId: 'ZXh0ZW5kZWQ=',
  nowMs: Date.UTC(2026, 10, 22, 12, 0, 0),
}

export const SIGNED: Headers = {
  authorization: 'AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/kinesis/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc',
  'x-amz-date': '20261122T120000Z',
}

const utf8 = new TextEncoder()

export function bytesOf(text: string): Uint8Array {
  return utf8.encode(text)
}

export function textOf({ body }: WireResponse): string {
  return new TextDecoder().decode(body)
}

export function requestOf(operation: string, body: Uint8Array | string, codec: Codec = 'json'): WireRequest {
  const headers = { ...SIGNED, 'content-type': CONTENT_TYPES[codec], 'x-amz-target': `Kinesis_20131202.${operation}` }
  return { method: 'POST', path: '/', headers, body: typeof body === 'string' ? bytesOf(body) : body }
}

/** The body by its own content type: an object, or text. */
export function contentOf(response: WireResponse): unknown {
  switch (response.headers['content-type']) {
    case CONTENT_TYPES.cbor:
      return decodeCbor(response.body)
    case CONTENT_TYPES.json:
    case 'application/json':
      return JSON.parse(textOf(response)) as unknown
    default:
      return textOf(response)
  }
}
