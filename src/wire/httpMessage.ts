/** HTTP as far as the wire needs it: whole messages, headers by their lower-case names. */

export type Headers = Readonly<Record<string, string>>

export interface WireRequest {
  method: string
  /** With its query, if any. */
  path: string
  headers: Headers
  body: Uint8Array
}

export interface WireResponse {
  status: number
  headers: Headers
  body: Uint8Array
}

/** What tells one response from another; given by the host, so that the same request gets the same bytes. */
export interface Identity {
  requestId: string
  extendedId: string
  nowMs: number
}
