/** A real file as columns: what a replaying producer reads. Immutable, shared by every snapshot. */
export interface Source {
  sourceId: string
  /** Instant of each record since the first one, in file order, never falling. */
  offsetMs: Float64Array
  /** Length of each record's data blob. */
  bytes: Uint32Array
  /** By column name: which value each record has. The first column is the suggested partition key. */
  keyColumns: ReadonlyMap<string, KeyColumn>
  /** From the first record to the last. */
  spanMs: number
}

export interface KeyColumn {
  /** Distinct values in order of first appearance; each a legal partition key. */
  values: readonly string[]
  /** For each record, an index into `values`. */
  valueIndex: Uint32Array
}
