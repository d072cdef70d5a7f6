/** The two forms of a body that AWS speaks, and what a host may do faster than plain JavaScript. */
import { base64ToBytes } from '../base/base64'

export type Codec = 'json' | 'cbor'

export const CONTENT_TYPES = { json: 'application/x-amz-json-1.1', cbor: 'application/x-amz-cbor-1.1' } as const

export interface Base64 {
  /**
   * @returns bytes of their own (no Buffer: the engine keeps them), or null for text that is not base64 to the letter:
   * whole groups, no other characters, no stray bits.
   */
  decode(text: string): Uint8Array | null
}

export const BASE64: Base64 = { decode: base64ToBytes }
