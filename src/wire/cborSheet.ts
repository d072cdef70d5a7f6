/** The primitives of CBOR (RFC 8949), written onto a sheet. */
import { reserve, writeRaw, written, type Sheet } from './sheet'

const MAJOR_TYPES = { unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5 } as const

const HEAD_BYTES_MAX = 9
/** A UTF-16 code unit takes up to three bytes of UTF-8. */
const BYTES_PER_UNIT_MAX = 3

const utf8 = new TextEncoder()

/** Of small bodies that are texts only. */
export function encodeTexts(texts: Readonly<Record<string, string>>): Uint8Array {
  return written((sheet) => {
    const entries = Object.entries(texts)
    writeHead('map', entries.length, sheet)
    for (const [key, text] of entries) {
      writeText(key, sheet)
      writeText(text, sheet)
    }
  })
}

export function writeText(text: string, sheet: Sheet): void {
  const { length } = text
  reserve(HEAD_BYTES_MAX + length * BYTES_PER_UNIT_MAX, sheet)
  const { bytes, at } = sheet
  const headBytes = length < 24 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : 5
  let to = at + headBytes
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127) return writeWideText(text, sheet)
    bytes[to++] = code
  }
  writeHead('text', length, sheet)
  sheet.at = to
}

function writeWideText(text: string, sheet: Sheet): void {
  const encoded = utf8.encode(text)
  writeHead('text', encoded.length, sheet)
  writeRaw(encoded, sheet)
}

export function writeInteger(value: number, sheet: Sheet): void {
  if (value >= 0) writeHead('unsigned', value, sheet)
  else writeHead('negative', -1 - value, sheet)
}

export function writeHead(major: keyof typeof MAJOR_TYPES, value: number, sheet: Sheet): void {
  reserve(HEAD_BYTES_MAX, sheet)
  const { bytes } = sheet
  const type = MAJOR_TYPES[major] << 5
  const size = value < 24 ? 0 : value < 0x100 ? 1 : value < 0x10000 ? 2 : value < 0x100000000 ? 4 : 8
  bytes[sheet.at++] = size === 0 ? type | value : type | (size === 1 ? 24 : size === 2 ? 25 : size === 4 ? 26 : 27)
  if (size === 8) writeWord(Math.floor(value / 0x100000000), 4, sheet)
  writeWord(value, Math.min(size, 4), sheet)
}

/** The low `size` bytes: a shift takes its number modulo 2^32. */
function writeWord(value: number, size: number, sheet: Sheet): void {
  for (let shift = (size - 1) * 8; shift >= 0; shift -= 8) sheet.bytes[sheet.at++] = value >>> shift
}
