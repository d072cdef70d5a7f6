/** The limits at a shard's mouth as token buckets that hold one second's worth (shape UNVERIFIED, see docs/fidelity.md). */
import { US_PER_SECOND, type SimUs } from '../base/units'
import {
  PARTITION_KEY_CHARACTERS_MAX,
  ITERATOR_CALLS_PER_SECOND_MAX,
  GET_RECORDS_BYTES_MAX,
  READ_BYTES_PER_SECOND_MAX,
  READ_CALLS_PER_SECOND_MAX,
  READ_PENALTY_FULL_US,
  READ_PENALTY_US,
  WRITE_BYTES_PER_SECOND_MAX,
  WRITE_RECORDS_PER_SECOND_MAX,
} from '../kinesis/limits'
import type { ReadBucket, WriteBucket } from './state'

const RECORD_TOKEN = US_PER_SECOND / WRITE_RECORDS_PER_SECOND_MAX
const RECORD_TOKENS_MAX = US_PER_SECOND
const BYTE_TOKEN = US_PER_SECOND
const BYTE_TOKENS_MAX = WRITE_BYTES_PER_SECOND_MAX * BYTE_TOKEN
/** 256 characters of 4 bytes: with 1 MiB of data the largest record of a stream that takes no large ones. */
const KEY_BYTES_MAX = 4 * PARTITION_KEY_CHARACTERS_MAX
const CALL_TOKEN = US_PER_SECOND / READ_CALLS_PER_SECOND_MAX
const ITERATOR_TOKEN = US_PER_SECOND / ITERATOR_CALLS_PER_SECOND_MAX
const CALL_TOKENS_MAX = US_PER_SECOND
const READ_TOKENS_MAX = READ_BYTES_PER_SECOND_MAX * BYTE_TOKEN

export function fullWriteBucket(atUs: SimUs): WriteBucket {
  return { records: RECORD_TOKENS_MAX, bytes: BYTE_TOKENS_MAX, refilledUs: atUs }
}

/** @returns false when the shard refuses a record of `bytes` at `atUs`. */
export function admitWrite(bucket: WriteBucket, atUs: SimUs, bytes: number): boolean {
  const elapsedUs = atUs - bucket.refilledUs
  if (elapsedUs > 0) {
    bucket.records = Math.min(RECORD_TOKENS_MAX, bucket.records + elapsedUs)
    bucket.bytes = Math.min(BYTE_TOKENS_MAX, bucket.bytes + elapsedUs * WRITE_BYTES_PER_SECOND_MAX)
    bucket.refilledUs = atUs
  }
  const byteCost = bytes * BYTE_TOKEN
  if (bucket.records < RECORD_TOKEN || bucket.bytes < Math.min(byteCost, tokensForLarge(bytes))) return false
  bucket.records -= RECORD_TOKEN
  bucket.bytes -= byteCost
  return true
}

/**
 * What lets a record pass on credit: for 1 MiB of data with its key a full bucket; for a large one (API MaxRecordSizeInKiB),
 * which a shard takes as a burst while it averages 1 MiB a second, one that is not in debt.
 */
function tokensForLarge(bytes: number): number {
  return bytes > WRITE_BYTES_PER_SECOND_MAX + KEY_BYTES_MAX ? 0 : BYTE_TOKENS_MAX
}

export function fullReadBucket(atUs: SimUs): ReadBucket {
  return { calls: CALL_TOKENS_MAX, iterators: CALL_TOKENS_MAX, iteratorsRefilledUs: atUs, bytes: READ_TOKENS_MAX, refilledUs: atUs, refusedUntilUs: 0 }
}

/** @returns false when GetRecords is refused; a refused call costs nothing. */
export function admitRead(bucket: ReadBucket, atUs: SimUs): boolean {
  const elapsedUs = atUs - bucket.refilledUs
  bucket.calls = Math.min(CALL_TOKENS_MAX, bucket.calls + elapsedUs)
  bucket.bytes = Math.min(READ_TOKENS_MAX, bucket.bytes + elapsedUs * READ_BYTES_PER_SECOND_MAX)
  bucket.refilledUs = atUs
  if (atUs < bucket.refusedUntilUs || bucket.bytes < 0 || bucket.calls < CALL_TOKEN) return false
  bucket.calls -= CALL_TOKEN
  return true
}

/** @returns false when GetShardIterator is refused. */
export function admitIterator(bucket: ReadBucket, atUs: SimUs): boolean {
  bucket.iterators = Math.min(CALL_TOKENS_MAX, bucket.iterators + atUs - bucket.iteratorsRefilledUs)
  bucket.iteratorsRefilledUs = atUs
  if (bucket.iterators < ITERATOR_TOKEN) return false
  bucket.iterators -= ITERATOR_TOKEN
  return true
}

/** Pays for what an admitted call returned; an over-read refuses calls for 1 or 5 seconds, and until the shard's rate has made up for it. @param isFull the size of an answer ended it: the next record would not have fitted. */
export function payRead(bucket: ReadBucket, atUs: SimUs, bytes: number, isFull = bytes >= GET_RECORDS_BYTES_MAX): void {
  bucket.bytes -= bytes * BYTE_TOKEN
  if (bucket.bytes >= 0) return
  bucket.refusedUntilUs = atUs + (isFull ? READ_PENALTY_FULL_US : READ_PENALTY_US)
}
