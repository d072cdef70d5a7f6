/** Compression as an application's own option, since neither the SDK nor the KPL has any: see `packing.ts`. */
import type { SimUs } from '../../base/units'

export interface Compression {
  algorithm: 'gzip'
  /** Rows of traffic that the application packs into one blob before it compresses. */
  rowsPerRecord: number
}

/** What a producer that compresses remembers. */
export interface Packing {
  /** Being filled, and already one of the records that wait; null between two. */
  pack: Pack | null
  /** Rows taken from the workload so far: they are counted apart from records. */
  rowsMade: number
  /** Of the blobs that are closed. */
  rowsPacked: number
  textBytes: number
  dataBytes: number
}

export interface Pack {
  recordId: number
  /** Of its first row. */
  keyId: number
  keyBytes: number
  rows: number
  /** The rows so far, in the first `length` bytes. */
  text: Uint8Array
  length: number
  sinceUs: SimUs
}

export function createPacking(): Packing {
  return { pack: null, rowsMade: 0, rowsPacked: 0, textBytes: 0, dataBytes: 0 }
}
