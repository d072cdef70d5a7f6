/** UTF-8 of texts: the core knows no TextEncoder. A lone surrogate counts as U+FFFD. */

const REPLACEMENT = 0xfffd
/** How many UTF-16 code units become text at once. */
const UNITS_AT_ONCE = 4_096

/** @returns how many bytes `text` takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    else if (code >= 0xd800 && code <= 0xdbff && text.charCodeAt(at + 1) >= 0xdc00 && text.charCodeAt(at + 1) <= 0xdfff) {
      bytes += 4
      at++
    } else bytes += 3
  }
  return bytes
}

/** Writes `text` to `out` from `at` on. @returns where it ends. */
export function writeUtf8(text: string, out: Uint8Array, at: number): number {
  let to = at
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) {
      out[to++] = unit
      continue
    }
    const point = text.codePointAt(index) ?? unit
    const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point
    if (code < 0x800) out[to++] = 0xc0 | (code >> 6)
    else {
      if (code < 0x10000) out[to++] = 0xe0 | (code >> 12)
      else {
        index++
        out[to++] = 0xf0 | (code >> 18)
        out[to++] = 0x80 | ((code >> 12) & 63)
      }
      out[to++] = 0x80 | ((code >> 6) & 63)
    }
    out[to++] = 0x80 | (code & 63)
  }
  return to
}

/** As browsers read it: each longest piece that begins a character and ends as none becomes U+FFFD. */
export function readUtf8(bytes: Uint8Array): string {
  let text = ''
  let units: number[] = []
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at++]
    let code = first
    if (first >= 0x80) {
      let missing = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3
      code = missing === 0 ? REPLACEMENT : first & (0x3f >> missing)
      // Neither longer than need be, nor a surrogate, nor beyond U+10FFFF: the second byte tells.
      let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
      let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
      for (; missing > 0; missing--) {
        const next = bytes[at]
        if (!(next >= low && next <= high)) {
          code = REPLACEMENT
          break
        }
        code = (code << 6) | (next & 63)
        at++
        low = 0x80
        high = 0xbf
      }
    }
    if (code < 0x10000) units.push(code)
    else units.push(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff))
    if (units.length >= UNITS_AT_ONCE) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return text + String.fromCharCode(...units)
}
