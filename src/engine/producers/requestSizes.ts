/** What the service refuses of a whole request for its sizes: one entry above the stream's limit, or all of them together. */
import { KIB } from '../../base/units'
import { utf8Length } from '../../base/utf8'
import type { ExceptionName } from '../../kinesis/exceptions'
import { PUT_RECORDS_BYTES_MAX } from '../../kinesis/limits'
import { partitionKeyOf, type Keys } from '../keySpace'
import type { RecordBatch } from '../recordBatch'
import type { Stream } from '../state'

/** The KPL's `a`. Its format is loaded with the KPL, and must not be named here. */
const AGGREGATE_KEY_BYTES = 1

/** @returns as PutRecords of the API does; null for what it takes. */
export function sizeException(keys: Keys, { maxRecordSizeInKiB }: Stream, batch: RecordBatch): ExceptionName | null {
  const dataMax = maxRecordSizeInKiB * KIB
  let total = 0
  for (let entry = 0; entry < batch.count; entry++) {
    const bytes = batch.bytes[entry]
    total += bytes
    if (bytes > dataMax && bytes - keyBytesOf(keys, batch, entry) > dataMax) return 'ValidationException'
  }
  return total > PUT_RECORDS_BYTES_MAX ? 'InvalidArgumentException' : null
}

function keyBytesOf(keys: Keys, { keyIds, aggregates }: RecordBatch, entry: number): number {
  const isAggregate = (aggregates?.[entry] ?? null) !== null
  return isAggregate ? AGGREGATE_KEY_BYTES : utf8Length(partitionKeyOf(keys, keyIds[entry]))
}
