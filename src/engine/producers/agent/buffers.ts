/** Buffers of records on their way to one PutRecords. */
import { share } from '../../../base/plainData'
import type { SimUs } from '../../../base/units'
import { createBatch, pickEntries } from '../../recordBatch'
import { markStored, packRecordId } from '../../recordId'
import { BUFFER_RECORDS_MAX } from './constants'
import { countUnsettled, wasStored } from './lineMarks'
import type { AgentBuffer, AgentProducer, Place } from './model'
import { AGENT_RANGES, type AgentSettings } from './settings'

/** A record as it is read, with its lines. */
export interface AgentRecord {
  data: Uint8Array
  keyId: number
  keyBytes: number
  firstLine: number
  /** Excluded. */
  endLine: number
  writtenMs: number
  /** Behind it. */
  place: Place
}

export function createBuffer(bufferId: number, nowUs: SimUs, checkpoint: Place): AgentBuffer {
  const column = () => new Uint32Array(BUFFER_RECORDS_MAX)
  const batch = createBatch(BUFFER_RECORDS_MAX)
  batch.data = []
  return { bufferId, batch, lines: column(), unsettled: column(), writtenMs: column(), bytes: 0, sinceUs: nowUs, checkpoint, sdkRetries: 0 }
}

export function addToBuffer(producer: AgentProducer, buffer: AgentBuffer, { data, keyId, keyBytes, firstLine, endLine, writtenMs, place }: AgentRecord): void {
  const { marks, producerIndex } = producer
  const { batch } = buffer
  const at = batch.count++
  const recordId = packRecordId(producerIndex, firstLine)
  batch.keyIds[at] = keyId
  batch.bytes[at] = data.length + keyBytes
  batch.recordIds[at] = wasStored(marks, firstLine) ? markStored(recordId) : recordId
  batch.data?.push(share(data))
  buffer.lines[at] = Math.max(0, endLine - firstLine)
  buffer.unsettled[at] = countUnsettled(marks, firstLine, endLine)
  buffer.writtenMs[at] = writtenMs
  buffer.bytes += batch.bytes[at]
  buffer.checkpoint = place
}

export function recordsMaxOf({ maxBufferSizeRecords }: AgentSettings): number {
  const { min, max } = AGENT_RANGES.maxBufferSizeRecords
  return Math.min(max, Math.max(min, maxBufferSizeRecords))
}

export function bytesMaxOf({ maxBufferSizeBytes }: AgentSettings): number {
  const { min, max } = AGENT_RANGES.maxBufferSizeBytes
  return Math.min(max, Math.max(min, maxBufferSizeBytes))
}

/** Keeps only the entries at `indexes`, for another attempt. */
export function keepEntries(buffer: AgentBuffer, indexes: Uint16Array): AgentBuffer {
  const batch = pickEntries(buffer.batch, indexes)
  const column = (from: Uint32Array) => Uint32Array.from(indexes, (index) => from[index])
  return {
    ...buffer,
    batch,
    lines: column(buffer.lines),
    unsettled: column(buffer.unsettled),
    writtenMs: column(buffer.writtenMs),
    bytes: batch.bytes.reduce((sum, bytes) => sum + bytes, 0),
    sdkRetries: 0,
  }
}

export function unsettledIn({ batch, unsettled }: AgentBuffer): number {
  let lines = 0
  for (let entry = 0; entry < batch.count; entry++) lines += unsettled[entry]
  return lines
}
