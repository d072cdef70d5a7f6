/**
 * An application that compresses: rows of traffic are packed into one blob, a line each, and the blob is the record that
 * it means to send.
 */
import type { SimUs } from '../../base/units'
import type { Environment } from '../environment'
import { partitionKeyOf } from '../keySpace'
import { formatRecordId, recordNumberOf } from '../recordId'
import type { Sink } from '../sink'
import { lineOf } from '../source'
import type { World } from '../state'
import { nextRecordId, type Room } from './collect'
import type { Compression, Pack, Packing } from './compression'
import type { ProducerCore } from './core'
import { rowText } from './rowText'
import { makeRows } from './workload'

/** A blob, ready to be put. */
export interface PackedRecord {
  recordId: number
  keyId: number
  keyBytes: number
  data: Uint8Array
  /** When its first row was made. */
  sinceUs: SimUs
}

/** A blob that does not fill goes out after this time. */
export const PACK_LINGER_US = 1_000_000
/** Of text in one blob: it fits a record of 1 MiB even where nothing can be compressed. */
export const PACK_TEXT_BYTES_MAX = 1_000_000
const PACK_BYTES_MIN = 4_096
const NEWLINE = 0x0a

type PackingProducer = ProducerCore & { packing: Packing }

/** As `makeRecords`, but of blobs (`room` counts rows); one that is not full stays in `packing.pack` and waits for more. */
export function makePackedRecords(
  world: World,
  environment: Environment,
  producer: PackingProducer,
  { rowsPerRecord }: Compression,
  sink: Sink,
  collect: (packed: PackedRecord) => void,
  room?: Room,
): void {
  const { packing } = producer
  const workload = producer.workload ?? world.workload
  const source = workload.kind === 'replay' ? environment.sources.get(workload.sourceId) : undefined
  packing.rowsMade = makeRows(world, environment, producer, packing.rowsMade, sink, (keyId, dataBytes, keyBytes) => {
    const line = source === undefined ? null : lineOf(source, producer.traffic.replay.next - 1)
    const row = { keyId, keyBytes, dataBytes, line }
    if (packing.pack !== null && packing.pack.length + lengthOf(row) > PACK_TEXT_BYTES_MAX) collect(closePack(environment, producer, packing.pack))
    const pack = (packing.pack ??= openPack(world, producer, row))
    addRow(world, pack, row)
    if (pack.rows >= rowsPerRecord || pack.length >= PACK_TEXT_BYTES_MAX) collect(closePack(environment, producer, pack))
  }, room)
}

interface PlainRow {
  keyId: number
  keyBytes: number
  dataBytes: number
  /** As it stands in the file; null for one that is made up. */
  line: Uint8Array | null
}

function openPack({ nowUs }: World, producer: PackingProducer, { keyId, keyBytes }: PlainRow): Pack {
  producer.books.recordsWaiting++
  return { recordId: nextRecordId(producer), keyId, keyBytes, rows: 0, text: new Uint8Array(PACK_BYTES_MIN), length: 0, sinceUs: nowUs }
}

function lengthOf({ line, dataBytes }: PlainRow): number {
  return (line?.length ?? dataBytes) + 1
}

function addRow({ keys }: World, pack: Pack, row: PlainRow): void {
  const number = pack.rows++
  const id = { id: `${formatRecordId(pack.recordId)}#${number}`, number: recordNumberOf(pack.recordId) + number, partitionKey: partitionKeyOf(keys, row.keyId) }
  const text = row.line ?? rowText(id, row.dataBytes)
  const end = pack.length + lengthOf(row)
  if (end > pack.text.length) {
    const larger = new Uint8Array(Math.max(end, 2 * pack.text.length))
    larger.set(pack.text.subarray(0, pack.length))
    pack.text = larger
  }
  pack.text.set(text, pack.length)
  pack.text[end - 1] = NEWLINE
  pack.length = end
}

/** @returns the blob of `pack`, which is in no book now and must be entered in one. */
export function closePack(environment: Environment, { books, packing }: PackingProducer, pack: Pack): PackedRecord {
  const { recordId, keyId, keyBytes, sinceUs, rows, text, length } = pack
  const data = environment.gzip(text.slice(0, length))
  books.recordsWaiting--
  packing.pack = null
  packing.rowsPacked += rows
  packing.textBytes += length
  packing.dataBytes += data.length
  return { recordId, keyId, keyBytes, data, sinceUs }
}
