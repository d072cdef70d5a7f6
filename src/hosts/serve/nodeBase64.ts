/** Base64 by Node's own hand. Its decoder forgives what the service does not, so a text is taken to the letter only. */
import { BASE64, type Base64 } from '../../wire/codec'

/** Below this, plain JavaScript is done before Node is asked. */
const CHARACTERS_MIN = 80
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export const nodeBase64: Base64 = {
  decode(text) {
    if (text.length < CHARACTERS_MIN) return BASE64.decode(text)
    const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
    const bytes = Buffer.from(text, 'base64')
    if (text.length % 4 !== 0 || bytes.length !== (text.length / 4) * 3 - padding || hasForeignLetter(text) || hasLooseBits(text, padding)) return null
    // A Buffer is no plain data, so its bytes are given as they are.
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  },
}

/** Of those that Node takes; others it skips, which shows in the length. */
function hasForeignLetter(text: string): boolean {
  return text.includes('-') || text.includes('_')
}

/** The last letter before padding has two or four bits that belong to no byte. */
function hasLooseBits(text: string, padding: number): boolean {
  if (padding === 0) return false
  const last = ALPHABET.indexOf(text.charAt(text.length - padding - 1))
  return (last & (padding === 2 ? 15 : 3)) !== 0
}
