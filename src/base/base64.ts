/** Base64 (RFC 4648) of ASCII text and of bytes: hosts differ in what they offer, the core may use none of it. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function toBase64(ascii: string): string {
  let text = ''
  for (let at = 0; at < ascii.length; at += 3) {
    const group = (ascii.charCodeAt(at) << 16) | ((ascii.charCodeAt(at + 1) || 0) << 8) | (ascii.charCodeAt(at + 2) || 0)
    const kept = Math.min(3, ascii.length - at)
    for (let digit = 0; digit < 4; digit++) text += digit <= kept ? ALPHABET[(group >> (18 - 6 * digit)) & 63] : '='
  }
  return text
}

/** @returns null for text that is not base64. */
export function fromBase64(text: string): string | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  let ascii = ''
  for (let at = 0; at < text.length; at += 4) {
    let group = 0
    let kept = 3
    for (let digit = 0; digit < 4; digit++) {
      const character = text[at + digit]
      if (character === '=') kept--
      group = (group << 6) | (character === '=' ? 0 : ALPHABET.indexOf(character))
    }
    for (let byte = 0; byte < kept; byte++) ascii += String.fromCharCode((group >> (16 - 8 * byte)) & 255)
  }
  return ascii
}

const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)) & 255)
/** Twelve bits as two digits, the first in the low byte. */
const PAIRS = Uint16Array.from({ length: 4_096 }, (_, bits) => ALPHABET.charCodeAt(bits >> 6) | (ALPHABET.charCodeAt(bits & 63) << 8))
const PADDING = '='.charCodeAt(0)
/** More arguments than that a call need not take. */
const ARGUMENTS_MAX = 4_096

export function base64Length({ length }: Uint8Array): number {
  return Math.ceil(length / 3) * 4
}

/** Writes the digits of `bytes` as ASCII. @returns where they end. */
export function encodeBase64(bytes: Uint8Array, into: DataView, at: number): number {
  const { length } = bytes
  let to = at
  let from = 0
  for (const whole = length - (length % 3); from < whole; from += 3) {
    const group = (bytes[from] << 16) | (bytes[from + 1] << 8) | bytes[from + 2]
    into.setUint32(to, PAIRS[group >> 12] | (PAIRS[group & 4_095] << 16), true)
    to += 4
  }
  if (from === length) return to
  const hasTwo = from + 2 === length
  const group = (bytes[from] << 16) | (hasTwo ? bytes[from + 1] << 8 : 0)
  into.setUint16(to, PAIRS[group >> 12], true)
  into.setUint8(to + 2, hasTwo ? PAIRS[group & 4_095] : PADDING)
  into.setUint8(to + 3, PADDING)
  return to + 4
}

export function bytesToBase64(bytes: Uint8Array): string {
  const digits = new Uint8Array(base64Length(bytes))
  encodeBase64(bytes, new DataView(digits.buffer), 0)
  let text = ''
  for (let at = 0; at < digits.length; at += ARGUMENTS_MAX) text += String.fromCharCode(...digits.subarray(at, at + ARGUMENTS_MAX))
  return text
}

/** @returns null for text that is not base64, or whose last digit says more than its bytes hold. */
export function base64ToBytes(text: string): Uint8Array | null {
  const { length } = text
  if (length % 4 !== 0) return null
  const padding = length === 0 || text[length - 1] !== '=' ? 0 : text[length - 2] !== '=' ? 1 : 2
  const bytes = new Uint8Array((length / 4) * 3 - padding)
  const whole = padding === 0 ? length : length - 4
  // A digit is below 64; one that is not leaves a mark in `seen`, as does a character beyond ASCII.
  let seen = 0
  let to = 0
  for (let at = 0; at < whole; at += 4) {
    const codes = text.charCodeAt(at) | text.charCodeAt(at + 1) | text.charCodeAt(at + 2) | text.charCodeAt(at + 3)
    if (codes > 127) return null
    const first = DIGITS[text.charCodeAt(at)]
    const second = DIGITS[text.charCodeAt(at + 1)]
    const third = DIGITS[text.charCodeAt(at + 2)]
    const fourth = DIGITS[text.charCodeAt(at + 3)]
    seen |= first | second | third | fourth
    bytes[to++] = (first << 2) | (second >> 4)
    bytes[to++] = (second << 4) | (third >> 2)
    bytes[to++] = (third << 6) | fourth
  }
  if (padding > 0) {
    const group = [0, 1, 2].map((digit) => (digit <= 3 - padding ? ALPHABET.indexOf(text[whole + digit]) : 0))
    const bits = (group[0] << 18) | (group[1] << 12) | (group[2] << 6)
    if (group.includes(-1) || (bits & (padding === 1 ? 0xff : 0xffff)) !== 0) return null
    bytes[to++] = bits >> 16
    if (padding === 1) bytes[to] = (bits >> 8) & 255
  }
  return seen > 63 ? null : bytes
}
