/** The primitives of JSON, written onto a sheet. */
import { base64Length, encodeBase64 } from '../base/base64'
import { reserve, writeRaw, type Sheet } from './sheet'

const QUOTE = 0x22
/** By code: 1 for what stands in a JSON text as it is. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, code) => Number(code >= 0x20 && code !== QUOTE && code !== 0x5c))

const utf8 = new TextEncoder()

export function writeQuoted(text: string, sheet: Sheet): void {
  const { length } = text
  reserve(length + 2, sheet)
  const { bytes } = sheet
  const start = sheet.at + 1
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127 || PLAIN[code] === 0) return writeRaw(utf8.encode(JSON.stringify(text)), sheet)
    bytes[start + index] = code
  }
  bytes[sheet.at] = QUOTE
  bytes[start + length] = QUOTE
  sheet.at += length + 2
}

/** Numbers and the words of JSON. */
export function writeWord(text: string, sheet: Sheet): void {
  const { length } = text
  reserve(length, sheet)
  const { bytes, at } = sheet
  for (let index = 0; index < length; index++) bytes[at + index] = text.charCodeAt(index)
  sheet.at += length
}

export function writeBlob(blob: Uint8Array, sheet: Sheet): void {
  reserve(base64Length(blob) + 2, sheet)
  sheet.bytes[sheet.at] = QUOTE
  sheet.at = encodeBase64(blob, sheet.view, sheet.at + 1)
  sheet.bytes[sheet.at++] = QUOTE
}
