/** A blob as a person reads and writes it: text, base64 or hexadecimal digits. */
import { base64ToBytes, bytesToBase64 } from '../../base/base64'

export type BytesForm = 'text' | 'base64' | 'hex'
export const BYTES_FORMS: readonly BytesForm[] = ['text', 'base64', 'hex']

const HEX_PER_BYTE = 2

/** @returns null where the bytes cannot be said in this form: only some are UTF-8. */
export function writeBytes(bytes: Uint8Array, form: BytesForm): string | null {
  switch (form) {
    case 'text':
      return textOfBytes(bytes)
    case 'base64':
      return bytesToBase64(bytes)
    case 'hex':
      return Array.from(bytes, (byte) => byte.toString(16).padStart(HEX_PER_BYTE, '0')).join(' ')
  }
}

/** @returns null for what is no text of this form. */
export function readBytes(text: string, form: BytesForm): Uint8Array | null {
  switch (form) {
    case 'text':
      return new TextEncoder().encode(text)
    case 'base64':
      return base64ToBytes(text.replace(/\s/g, ''))
    case 'hex': {
      const digits = text.replace(/[\s:,]|0x/gi, '')
      if (digits.length % HEX_PER_BYTE !== 0 || /[^\da-f]/i.test(digits)) return null
      return Uint8Array.from({ length: digits.length / HEX_PER_BYTE }, (_, at) => parseInt(digits.slice(at * HEX_PER_BYTE, (at + 1) * HEX_PER_BYTE), 16))
    }
  }
}

/** @returns null for bytes that are not UTF-8, or hold control characters that nobody could see or type. */
export function textOfBytes(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
     
    return /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) ? null : text
  } catch {
    return null
  }
}
