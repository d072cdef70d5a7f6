/** A real file as columns: what a replaying producer reads. Immutable, shared by every snapshot. */
export interface Source {
  sourceId: string
  /** Instant of each record since the first one, in file order, never falling. */
  offsetMs: Float64Array
  /** Length of each record's data blob: that of its text, unless the file states sizes of its own. */
  bytes: Uint32Array
  /** By column name: which value each record has. The first column is the suggested partition key. */
  keyColumns: ReadonlyMap<string, KeyColumn>
  /** From the first record to the last. */
  spanMs: number
  /** Null where the file was too large to keep. */
  text: SourceText | null
  /** The row that names a table's columns, as it stands in the file; null in a file without one. */
  header: string | null
}

export interface KeyColumn {
  /** Distinct values in order of first appearance; each a legal partition key. */
  values: readonly string[]
  /** For each record, an index into `values`. */
  valueIndex: Uint32Array
}

/** The records as they stand in the file, in UTF-8 and without their line ends; lines that are no records are not among them. */
export interface SourceText {
  bytes: Uint8Array
  /** Where each record ends in `bytes`; the next one begins there. */
  ends: Uint32Array
}

/** The text of one record, to look at, not to change; null where the source kept none. */
export function lineOf({ text }: Source, record: number): Uint8Array | null {
  if (text === null || record < 0 || record >= text.ends.length) return null
  return text.bytes.subarray(record === 0 ? 0 : text.ends[record - 1], text.ends[record])
}
