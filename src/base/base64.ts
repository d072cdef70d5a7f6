/** Base64 (RFC 4648) of ASCII text: hosts differ in what they offer, the core may use none of it. */

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
