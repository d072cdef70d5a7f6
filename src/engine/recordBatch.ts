/** The entries of one PutRecords request as columns: no object for a record exists on its way into a shard. */

export interface RecordBatch {
  count: number
  keyIds: Uint32Array
  /** Data blob and partition key together: what the limits count. */
  bytes: Uint32Array
  /** See `recordId.ts`. */
  recordIds: Float64Array
  /** Sends so far, this one included. */
  attempt: number
}

export function createBatch(capacity: number): RecordBatch {
  return {
    count: 0,
    keyIds: new Uint32Array(capacity),
    bytes: new Uint32Array(capacity),
    recordIds: new Float64Array(capacity),
    attempt: 1,
  }
}

/** @returns a new batch of the entries of `batch` at `indexes[0 … count−1]`, for another attempt. */
export function pickEntries(batch: RecordBatch, indexes: Uint16Array, count: number): RecordBatch {
  const picked = createBatch(count)
  picked.count = count
  picked.attempt = batch.attempt + 1
  for (let to = 0; to < count; to++) {
    const from = indexes[to]
    picked.keyIds[to] = batch.keyIds[from]
    picked.bytes[to] = batch.bytes[from]
    picked.recordIds[to] = batch.recordIds[from]
  }
  return picked
}
