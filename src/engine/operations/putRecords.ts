/** PutRecords and PutRecord in the shapes of the API; each entry of a batch stands or falls on its own. */
import { utf8Length } from '../../base/utf8'
import { accepted, constraintRefusal, refused, type Answer, type Refused } from '../../kinesis/exceptions'
import { HASH_KEY_MAX, parseHashKey } from '../../kinesis/hashKey'
import {
  ACCOUNT_ID,
  MAX_RECORD_SIZE_DEFAULT,
  PARTITION_KEY_CHARACTERS_MAX,
  PUT_RECORDS_BYTES_MAX,
  PUT_RECORDS_ENTRIES_MAX,
} from '../../kinesis/limits'
import { formatShardId } from '../../kinesis/shardId'
import { nameKey } from '../keySpace'
import { findStream, sequenceNumberOf, streamNotFound } from '../naming'
import { createBatch, type RecordBatch } from '../recordBatch'
import { API_PRODUCER_INDEX, packRecordId } from '../recordId'
import type { Sink } from '../sink'
import type { Stream, World } from '../state'
import { storeBatch } from './storeBatch'

export interface PutRecordsEntry {
  Data: Uint8Array
  PartitionKey: string
  ExplicitHashKey?: string
}

export interface PutRecordsRequest {
  StreamName: string
  Records: PutRecordsEntry[]
}

export type PutRecordsResultEntry = { SequenceNumber: string; ShardId: string } | { ErrorCode: string; ErrorMessage: string }

export interface PutRecordsResult {
  FailedRecordCount: number
  Records: PutRecordsResultEntry[]
}

export interface PutRecordRequest extends PutRecordsEntry {
  StreamName: string
}

export function putRecords(world: World, request: PutRecordsRequest, sink: Sink): Answer<PutRecordsResult> {
  const stream = findWritable(world, request.StreamName)
  if ('ok' in stream) return stream
  const refusal = refuseBatch(request)
  if (refusal !== null) return refusal
  const Records = putEntries(world, stream, request.Records, sink)
  return accepted({ FailedRecordCount: Records.filter((entry) => 'ErrorCode' in entry).length, Records })
}

export function putRecord(world: World, request: PutRecordRequest, sink: Sink): Answer<{ SequenceNumber: string; ShardId: string }> {
  const stream = findWritable(world, request.StreamName)
  if ('ok' in stream) return stream
  const refusal = refuseEntry(request, '')
  if (refusal !== null) return refusal
  const [entry] = putEntries(world, stream, [request], sink)
  if ('ErrorCode' in entry) return refused('ProvisionedThroughputExceededException', entry.ErrorMessage)
  return accepted(entry)
}

function findWritable(world: World, streamName: string): Stream | Refused {
  const stream = findStream(world, streamName)
  if (stream === null || stream.streamStatus === 'CREATING') return refused('ResourceNotFoundException', streamNotFound(streamName))
  return stream
}

function refuseBatch(request: PutRecordsRequest): Refused | null {
  const { Records: entries } = request
  if (entries.length < 1 || entries.length > PUT_RECORDS_ENTRIES_MAX) {
    const bound = entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${PUT_RECORDS_ENTRIES_MAX}`
    return constraintRefusal({ parameter: 'records', value: null, constraint: `Member must have length ${bound}` })
  }
  for (const [index, entry] of entries.entries()) {
    const refusal = refuseEntry(entry, `records.${index + 1}.member.`)
    if (refusal !== null) return refusal
  }
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0)
  // The text for the limit of 10 MiB is UNVERIFIED; AWS said this of the former 5 MiB.
  if (bytes > PUT_RECORDS_BYTES_MAX) return refused('InvalidArgumentException', 'Records size exceeds 10 MB limit')
  return null
}

function refuseEntry(entry: PutRecordsEntry, path: string): Refused | null {
  const characters = Array.from(entry.PartitionKey).length
  if (characters < 1 || characters > PARTITION_KEY_CHARACTERS_MAX) {
    const bound = characters < 1 ? 'greater than or equal to 1' : `less than or equal to ${PARTITION_KEY_CHARACTERS_MAX}`
    return constraintRefusal({ parameter: `${path}partitionKey`, value: entry.PartitionKey, constraint: `Member must have length ${bound}` })
  }
  if (entry.Data.length > MAX_RECORD_SIZE_DEFAULT) {
    return constraintRefusal({ parameter: `${path}data`, value: null, constraint: `Member must have length less than or equal to ${MAX_RECORD_SIZE_DEFAULT}.` })
  }
  const { ExplicitHashKey: text } = entry
  if (text === undefined) return null
  const hashKey = parseHashKey(text)
  if (hashKey === null) {
    return constraintRefusal({
      parameter: `${path}explicitHashKey`,
      value: text,
      constraint: 'Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})',
    })
  }
  if (hashKey <= HASH_KEY_MAX) return null
  return refused(
    'InvalidArgumentException',
    `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${text}`,
  )
}

function bytesOf(entry: PutRecordsEntry): number {
  return entry.Data.length + utf8Length(entry.PartitionKey)
}

function putEntries(world: World, stream: Stream, entries: readonly PutRecordsEntry[], sink: Sink): PutRecordsResultEntry[] {
  const outcome = storeBatch(world, stream, batchOf(world, entries), sink)
  return entries.map((entry, index) => {
    const shard = stream.shards[outcome.shardIndexes[index]]
    const ShardId = formatShardId(shard.shardIndex)
    const ordinal = outcome.ordinals[index]
    if (ordinal === 0) {
      return {
        ErrorCode: 'ProvisionedThroughputExceededException',
        ErrorMessage: `Rate exceeded for shard ${ShardId} in stream ${stream.streamName} under account ${ACCOUNT_ID}.`,
      }
    }
    shard.log.payloads.set(ordinal, entry.Data.slice())
    return { SequenceNumber: sequenceNumberOf(world, shard, ordinal), ShardId }
  })
}

function batchOf(world: World, entries: readonly PutRecordsEntry[]): RecordBatch {
  const batch = createBatch(entries.length)
  batch.count = entries.length
  entries.forEach((entry, index) => {
    const explicitHashKey = entry.ExplicitHashKey === undefined ? null : BigInt(entry.ExplicitHashKey)
    batch.keyIds[index] = nameKey(world.keys, entry.PartitionKey, explicitHashKey)
    batch.bytes[index] = bytesOf(entry)
    batch.recordIds[index] = packRecordId(API_PRODUCER_INDEX, world.apiRecords++)
  })
  return batch
}
