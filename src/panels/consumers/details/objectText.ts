/** The bytes of an object as a person reads them: as text, or in rows of hexadecimal. Pure. */
const ROW_BYTES = 16
/** A person scrolls no further. */
const ROWS_MAX = 256

export function hexLines(hex: string): string {
  const rows = hex.match(/.{1,32}/g) ?? []
  return rows
    .slice(0, ROWS_MAX)
    .map((row, at) => `${(at * ROW_BYTES).toString(16).padStart(6, '0')}  ${row.match(/../g)?.join(' ') ?? ''}`)
    .join('\n')
}

/** What is no UTF-8 becomes U+FFFD; no sign of control but the end of a line does anything. */
export function textOfHex(hex: string): string {
  const text = new TextDecoder().decode(Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (sign) => String.fromCodePoint(sign === '\u007f' ? 0x2421 : 0x2400 + (sign.codePointAt(0) ?? 0)))
}

/** Where a line of text may end: behind commas and braces, so that names and values stay whole. */
export function wordsOf(text: string): string[] {
  return text.split(/(?<=[,;}])/)
}
