/** Requests that never become a call, answered as AWS answers them. Source: kinesalite test/connection.js, recorded on AWS. */
import { encodeTexts } from './cborSheet'
import { CONTENT_TYPES, type Codec } from './codec'
import { headersOf } from './headers'
import type { Identity, WireResponse } from './httpMessage'

export interface WireError {
  type: string
  message: string | null
  /** 400 with a codec, 403 in XML, unless it is given. */
  status?: number
}

const utf8 = new TextEncoder()

export function errorResponse({ type, message, status = 400 }: WireError, codec: Codec, identity: Identity): WireResponse {
  return textsResponse(message === null ? { __type: type } : { __type: type, message }, status, codec, identity)
}

/** A member of the wrong type: here, and only here, AWS spells `Message` with a capital. */
export function typeErrorResponse(message: string, codec: Codec, identity: Identity): WireResponse {
  return textsResponse({ __type: 'SerializationException', Message: message }, 400, codec, identity)
}

function textsResponse(texts: Readonly<Record<string, string>>, status: number, codec: Codec, identity: Identity): WireResponse {
  const body = codec === 'json' ? utf8.encode(JSON.stringify(texts)) : encodeTexts(texts)
  return { status, headers: headersOf(identity, CONTENT_TYPES[codec]), body }
}

/** A content type that the service does not speak. */
export function xmlResponse({ type, message, status = 403 }: WireError, identity: Identity): WireResponse {
  const text = message === null ? `<${type}/>\n` : `<${type}>\n  <Message>${escapeXml(message)}</Message>\n</${type}>\n`
  return { status, headers: headersOf(identity, null), body: utf8.encode(text) }
}

/** The form of an older protocol, still given to `application/json`. */
export function deprecatedResponse({ type, status = 400 }: WireError, identity: Identity): WireResponse {
  const body = JSON.stringify({ Output: { __type: `com.amazon.coral.service#${type}` }, Version: '1.0' })
  return { status, headers: headersOf(identity, 'application/json'), body: utf8.encode(body) }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
