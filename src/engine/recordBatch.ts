/** The entries of one PutRecords request as columns: no object for a record exists on its way into a shard. */
import type { SimUs } from '../base/units'
import { isCopy } from './recordId'

export interface RecordBatch {
  count: number
  keyIds: Uint32Array
  /** Data blob and partition key together: what the limits count. */
  bytes: Uint32Array
  /** See `recordId.ts`; of an aggregate, that of its first user record. */
  recordIds: Float64Array
  /** Sends so far, this one included. */
  attempt: number
  /** Where a client that tries again stands; null: its first attempt, or a client that does not say. */
  call: CallAttempts | null
  /** Of its producer's requests, once it is in one; 0: put by a client from outside. */
  requestNumber: number
  /** When its records were made. */
  madeUs: SimUs
  /** Data blobs; null where a producer sends sizes alone. */
  data: Uint8Array[] | null
  /** User records of each entry that the KPL has aggregated; null where no entry is an aggregate. */
  aggregates: (Aggregate | null)[] | null
}

/** What an application on an SDK and the SDK under it have tried. Never changes once made: each attempt has its own. */
export interface CallAttempts {
  /** Of the application for these records, this one included; the SDK's own retries are within one. */
  calls: number
  /** Of the SDK within the last call, this one included. */
  sdkAttempts: number
  /** Retry tokens that the last of them cost; a success gives them back. */
  retryCost: number
  /** The request in which these records went out first. */
  firstRequestNumber: number
}

/** The user records in one aggregated record, as columns. Never changes once stored, so copies of the world share it. */
export interface Aggregate {
  count: number
  keyIds: Uint32Array
  /** Length of each data blob. */
  dataBytes: Uint32Array
  recordIds: Float64Array
  /** Null where the application sends sizes alone. */
  data: Uint8Array[] | null
}

export function createBatch(capacity: number): RecordBatch {
  return {
    count: 0,
    keyIds: new Uint32Array(capacity),
    bytes: new Uint32Array(capacity),
    recordIds: new Float64Array(capacity),
    attempt: 1,
    call: null,
    requestNumber: 0,
    madeUs: 0,
    data: null,
    aggregates: null,
  }
}

/** @returns a new batch of the entries of `batch` at `indexes`, for another attempt. */
export function pickEntries(batch: RecordBatch, indexes: Uint16Array): RecordBatch {
  const { length: count } = indexes
  const picked = createBatch(count)
  picked.count = count
  picked.attempt = batch.attempt + 1
  picked.madeUs = batch.madeUs
  for (let to = 0; to < count; to++) {
    const from = indexes[to]
    picked.keyIds[to] = batch.keyIds[from]
    picked.bytes[to] = batch.bytes[from]
    picked.recordIds[to] = batch.recordIds[from]
  }
  const { data, aggregates } = batch
  if (data !== null) picked.data = Array.from(indexes, (index) => data[index])
  if (aggregates !== null) picked.aggregates = Array.from(indexes, (index) => aggregates[index])
  return picked
}

/** @returns the first record in an entry, aggregated or not, that was in the stream before; null: none was. */
export function copyIn({ recordIds, aggregates }: RecordBatch, entry: number): number | null {
  if (isCopy(recordIds[entry])) return recordIds[entry]
  return aggregates?.[entry]?.recordIds.find(isCopy) ?? null
}
