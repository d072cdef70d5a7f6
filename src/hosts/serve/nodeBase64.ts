/** Base64 by Node's own hand. Its decoder forgives what the service does not, so a text is taken to the letter only. */
import { BASE64, type Base64 } from '../../wire/codec'

/** Below these, plain JavaScript is done before a Buffer is made. */
const BYTES_MIN = 32
const CHARACTERS_MIN = 80

export const nodeBase64: Base64 = {
  encode: (bytes) => (bytes.length < BYTES_MIN ? BASE64.encode(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')),
  decode(text) {
    if (text.length < CHARACTERS_MIN) return BASE64.decode(text)
    const bytes = Buffer.from(text, 'base64')
    // What was skipped or left over does not come back. A Buffer is no plain data, so its bytes are given as they are.
    return bytes.toString('base64') === text ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : null
  },
}
