/** Real gzip, the same bytes on every host: no time in the header. */
import { gzipSync } from 'fflate'

export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { mtime: 0 })
}
