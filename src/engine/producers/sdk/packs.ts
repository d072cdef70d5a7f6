/** An application that compresses: blobs of many rows take the place of records. */
import { share } from '../../../base/plainData'
import { MAX_RECORD_SIZE_DEFAULT, PUT_RECORDS_BYTES_MAX, PUT_RECORDS_ENTRIES_MAX } from '../../../kinesis/limits'
import type { Environment } from '../../environment'
import { createBatch, type RecordBatch } from '../../recordBatch'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { giveUp } from '../books'
import type { Compression } from '../compression'
import { closePack, makePackedRecords, PACK_LINGER_US, type PackedRecord } from '../packing'
import { setTimer } from '../setTimer'
import type { SdkProducer } from './model'
import { offer } from './outbox'

export function collectPacked(world: World, environment: Environment, producer: SdkProducer, compression: Compression, sink: Sink): void {
  const { packing } = producer
  const packed: PackedRecord[] = []
  const openBefore = packing.pack
  makePackedRecords(world, environment, producer, compression, sink, (record) => packed.push(record))
  offerPacked(world, producer, packed, sink)
  const { pack } = packing
  if (pack !== null && pack !== openBefore) setTimer(world, producer, world.nowUs + PACK_LINGER_US, { kind: 'sdk', due: 'pack', recordId: pack.recordId })
}

/** Sends the open blob as it is. */
export function sendPack(world: World, environment: Environment, producer: SdkProducer, sink: Sink): void {
  const { pack } = producer.packing
  if (pack !== null) offerPacked(world, producer, [closePack(environment, producer, pack)], sink)
}

function offerPacked(world: World, producer: SdkProducer, packed: readonly PackedRecord[], sink: Sink): void {
  let entries: PackedRecord[] = []
  let bytes = 0
  for (const record of packed) {
    const size = sizeOf(record)
    if (record.data.length > MAX_RECORD_SIZE_DEFAULT) {
      giveUp(world, producer, 1, 'size', sink)
      continue
    }
    if (entries.length === PUT_RECORDS_ENTRIES_MAX || bytes + size > PUT_RECORDS_BYTES_MAX) {
      offer(world, producer, batchOf(entries), sink)
      entries = []
      bytes = 0
    }
    entries.push(record)
    bytes += size
  }
  if (entries.length > 0) offer(world, producer, batchOf(entries), sink)
}

function sizeOf({ data, keyBytes }: PackedRecord): number {
  return data.length + keyBytes
}

function batchOf(entries: readonly PackedRecord[]): RecordBatch {
  const batch = createBatch(entries.length)
  let sinceUs = 0
  entries.forEach((entry, at) => {
    batch.keyIds[at] = entry.keyId
    batch.bytes[at] = sizeOf(entry)
    batch.recordIds[at] = entry.recordId
    sinceUs += entry.sinceUs
  })
  batch.count = entries.length
  batch.data = entries.map(({ data }) => share(data))
  batch.madeUs = Math.floor(sinceUs / entries.length)
  return batch
}
