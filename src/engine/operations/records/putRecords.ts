/** PutRecords and PutRecord in the shapes of the API; each entry of a batch stands or falls on its own. */
import { KIB } from '../../../base/units'
import { utf8Length } from '../../../base/utf8'
import type { ApiShape, Input, Output } from '../../../kinesis/api/types'
import { accepted, constraintRefusal, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { HASH_KEY_MAX } from '../../../kinesis/hashKey'
import { ACCOUNT_ID, PUT_RECORDS_BYTES_MAX } from '../../../kinesis/limits'
import { parseSequenceNumber } from '../../../kinesis/sequenceNumber'
import { formatShardId } from '../../../kinesis/shardId'
import { notePutCall } from '../../cloudWatch/noteMetrics'
import { isEncryptedAt } from '../../encryption'
import { nameKey } from '../../keySpace'
import { sweepKeysWhenMany } from '../../keySweep'
import { refuseDryRun } from '../dryRun'
import { epochSecondOf, sequenceNumberOf, streamNotFound } from '../../naming'
import { createBatch, type RecordBatch } from '../../recordBatch'
import { API_PRODUCER_INDEX, packRecordId } from '../../recordId'
import type { Sink } from '../../sink'
import type { Stream, World } from '../../state'
import { resolveStream, type StreamRef } from '../resolveStream'
import { storeBatch } from './storeBatch'

/** Places in the key space that AUTO uses, and an odd stride that reaches all of them. */
const AUTO_PLACES = 65_536
const AUTO_PLACE_SHIFT = 112n
const AUTO_STRIDE = 40_503

type Entry = ApiShape<'PutRecordsRequestEntry'>

export function putRecords(world: World, input: Input<'PutRecords'>, sink: Sink): Answer<Output<'PutRecords'>> {
  const found = findWritable(world, input)
  if (!found.ok) return found
  const stream = found.value
  const refusal = refuseBatch(stream, input.Records) ?? refuseDryRun('PutRecords', input)
  if (refusal !== null) return refusal
  const Records = putEntries(world, stream, 'PutRecords', input.Records, sink)
  const FailedRecordCount = Records.reduce((sum, { ErrorCode }) => sum + (ErrorCode === undefined ? 0 : 1), 0)
  return accepted({ FailedRecordCount, Records, ...encryptionOf(world, stream) })
}

export function putRecord(world: World, input: Input<'PutRecord'>, sink: Sink): Answer<Output<'PutRecord'>> {
  const found = findWritable(world, input)
  if (!found.ok) return found
  const stream = found.value
  const refusal = refuseEntry(stream, input, null) ?? refuseOrdering(world, stream, input.SequenceNumberForOrdering) ?? refuseDryRun('PutRecord', input)
  if (refusal !== null) return refusal
  const [{ ShardId, SequenceNumber, ErrorMessage }] = putEntries(world, stream, 'PutRecord', [input], sink)
  if (ShardId === undefined || SequenceNumber === undefined) return refused('ProvisionedThroughputExceededException', ErrorMessage ?? '')
  return accepted({ ShardId, SequenceNumber, ...encryptionOf(world, stream) })
}

/** Recorded on AWS (LocalStack snapshots): left out unless records are encrypted. */
function encryptionOf(world: World, stream: Stream): { EncryptionType?: 'KMS' } {
  return isEncryptedAt(stream, world.nowUs) ? { EncryptionType: 'KMS' } : {}
}

/** Recorded on AWS (kinesalite tests): a stream in CREATING is not found by those who write. One deleted then never had a shard. */
function findWritable(world: World, ref: StreamRef): Answer<Stream> {
  const found = resolveStream(world, ref)
  if (!found.ok || found.value.openShards.length > 0) return found
  return refused('ResourceNotFoundException', streamNotFound(found.value.streamName))
}

function refuseBatch(stream: Stream, entries: readonly Entry[]): Refused | null {
  let bytes = 0
  for (let index = 0; index < entries.length; index++) {
    const refusal = refuseEntry(stream, entries[index], index)
    if (refusal !== null) return refusal
    bytes += bytesOf(entries[index])
  }
  // The text for the limit of 10 MiB is UNVERIFIED; AWS said this of the former 5 MiB.
  if (bytes > PUT_RECORDS_BYTES_MAX) return refused('InvalidArgumentException', 'Records size exceeds 10 MB limit')
  return null
}

/** @param index of the entry in its batch; null for PutRecord. */
function refuseEntry(stream: Stream, entry: Entry, index: number | null): Refused | null {
  const bytesMax = stream.maxRecordSizeInKiB * KIB
  if (entry.Data.length > bytesMax) {
    return constraintRefusal({ parameter: pathOf(index, 'data'), value: null, constraint: `Member must have length less than or equal to ${bytesMax}.` })
  }
  if (stream.recordDistributionStrategy === 'AUTO') return null
  if (entry.PartitionKey === undefined) {
    return refused('ValidationException', `1 validation error detected: Value null at '${pathOf(index, 'partitionKey')}' failed to satisfy constraint: Member must not be null`)
  }
  const { ExplicitHashKey: text } = entry
  if (text === undefined || BigInt(text) <= HASH_KEY_MAX) return null
  return refused(
    'InvalidArgumentException',
    `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${text}`,
  )
}

function pathOf(index: number | null, member: string): string {
  return index === null ? member : `records.${index + 1}.member.${member}`
}

/** Sentence recorded on AWS (kinesalite putRecord test). Numbers rise in every shard anyway, so a valid one changes nothing. */
function refuseOrdering(world: World, stream: Stream, number: string | undefined): Refused | null {
  if (number === undefined) return null
  if (stream.recordDistributionStrategy === 'AUTO') {
    // The rule is the API's, the text ours (UNVERIFIED).
    return refused('InvalidArgumentException', `SequenceNumberForOrdering cannot be used with the record distribution strategy AUTO of stream ${stream.streamName}.`)
  }
  const parts = parseSequenceNumber(number)
  if (parts !== null && parts.second <= epochSecondOf(world, world.nowUs)) return null
  return refused(
    'InvalidArgumentException',
    `ExclusiveMinimumSequenceNumber ${number} used in PutRecord on stream ${stream.streamName} under account ${ACCOUNT_ID} is invalid.`,
  )
}

function bytesOf({ Data, PartitionKey = '' }: Entry): number {
  return Data.length + utf8Length(PartitionKey)
}

function putEntries(world: World, stream: Stream, operation: 'PutRecord' | 'PutRecords', entries: readonly Entry[], sink: Sink): ApiShape<'PutRecordsResultEntry'>[] {
  const outcome = storeBatch(world, stream, batchOf(world, stream, entries), sink)
  // A PutRecord that its shard refuses is noted as the call that it fails.
  if (operation === 'PutRecords' || outcome.storedCount > 0) notePutCall(world, stream, operation, outcome)
  return entries.map((_, index) => {
    const shard = stream.shards[outcome.shardIndexes[index]]
    const ShardId = formatShardId(shard.shardIndex)
    const ordinal = outcome.ordinals[index]
    if (ordinal === 0) {
      return {
        ErrorCode: 'ProvisionedThroughputExceededException',
        ErrorMessage: `Rate exceeded for shard ${ShardId} in stream ${stream.streamName} under account ${ACCOUNT_ID}.`,
      }
    }
    return { SequenceNumber: sequenceNumberOf(world, shard, ordinal, world.nowUs), ShardId }
  })
}

function batchOf(world: World, stream: Stream, entries: readonly Entry[]): RecordBatch {
  sweepKeysWhenMany(world)
  const batch = createBatch(entries.length)
  batch.count = entries.length
  batch.data = entries.map(({ Data }) => Data)
  entries.forEach((entry, index) => {
    batch.keyIds[index] = nameKey(world.keys, entry.PartitionKey ?? '', explicitHashKeyOf(world, stream, entry))
    batch.bytes[index] = bytesOf(entry)
    batch.recordIds[index] = packRecordId(API_PRODUCER_INDEX, world.apiRecords++)
  })
  return batch
}

/** API RecordDistributionStrategy: with AUTO neither key routes; ours go round the key space in small steps. */
function explicitHashKeyOf(world: World, stream: Stream, { ExplicitHashKey }: Entry): bigint | null {
  if (stream.recordDistributionStrategy === 'AUTO') return BigInt((world.apiRecords * AUTO_STRIDE) % AUTO_PLACES) << AUTO_PLACE_SHIFT
  return ExplicitHashKey === undefined ? null : BigInt(ExplicitHashKey)
}
