/** The application that writes the log: its lines come from the workload, and logrotate renames the file when it is large. */
import { utf8Length, writeUtf8 } from '../../../base/utf8'
import { US_PER_MS } from '../../../base/units'
import type { Environment } from '../../environment'
import { partitionKeyOf } from '../../keySpace'
import { packRecordId } from '../../recordId'
import type { Sink } from '../../sink'
import { lineOf, type Source } from '../../source'
import type { World } from '../../state'
import { giveUp } from '../books'
import { nextRecordId } from '../collect'
import { simulatedData } from '../rowText'
import { makeRecords } from '../workload'
import { LOG_LINES_MAX } from './constants'
import { forgetLinesBefore } from './lineMarks'
import { appendLine, beginFile, deleteOldestFile, HEADER_LINE, liveFile, type LogBlock, type LogLine } from './logFile'
import type { AgentProducer } from './model'
import { loseLines } from './places'

const LINE_FEED_BYTES = 1

/** The log as the agent finds it: of a file that is played from its middle, the lines before are there already. */
export function beginLog(world: World, environment: Environment, producer: AgentProducer, sink: Sink): void {
  const { settings } = producer
  const source = replayedSource(world, environment, producer)
  const recordsBefore = source === null ? 0 : recordsBeforeStart(world, producer, source)
  if (recordsBefore > 0 && settings.initialPosition === 'END_OF_FILE') {
    beginFile(producer.log, { bytes: bytesBefore(source, recordsBefore), isHeader: false })
    return
  }
  beginNextFile(world, environment, producer, sink)
  for (let record = 0; record < recordsBefore; record++) {
    nextRecordId(producer)
    write(world, producer, lineOfRecord(world, source, record), sink)
  }
}

/** One beat's lines. */
export function growLog(world: World, environment: Environment, producer: AgentProducer, sink: Sink): void {
  const source = replayedSource(world, environment, producer)
  makeRecords(world, environment, producer, sink, (keyId, dataBytes) => {
    const record = producer.traffic.replay.next - 1
    const hasText = source !== null && source.text !== null
    const line = hasText ? lineOfRecord(world, source, record) : { sourceId: null, ref: keyId, bytes: dataBytes + LINE_FEED_BYTES, writtenMs: msOf(world) }
    write(world, producer, line, sink)
    rotateIfLarge(world, environment, producer, sink)
  })
}

/** @returns the line's bytes without its line feed. */
export function textOfLine(world: World, environment: Environment, producer: AgentProducer, block: LogBlock, at: number): Uint8Array {
  const { sourceId, refs, bytes } = block
  const source = sourceId === null ? undefined : environment.sources.get(sourceId)
  if (source !== undefined && refs[at] === HEADER_LINE) return utf8Of(source.header ?? '')
  const recordId = packRecordId(producer.producerIndex, block.firstLine + at)
  const made = () => simulatedData(recordId, sourceId === null ? partitionKeyOf(world.keys, refs[at]) : '', bytes[at] - LINE_FEED_BYTES)
  return (source === undefined ? null : lineOf(source, refs[at])) ?? made()
}

function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  writeUtf8(text, bytes, 0)
  return bytes
}

/** A line that finds no room is none: it has no number, and nobody needs to remember it. */
function write(world: World, producer: AgentProducer, written: LogLine, sink: Sink): void {
  if (producer.log.linesHeld >= LOG_LINES_MAX) {
    giveUp(world, producer, 1, 'buffer', sink)
    return
  }
  appendLine(producer.log, written)
  producer.books.recordsWaiting++
}

function rotateIfLarge(world: World, environment: Environment, producer: AgentProducer, sink: Sink): void {
  const { log, settings } = producer
  const { logrotate } = settings
  if (logrotate === null || liveFile(log).size < Math.max(1, logrotate.size)) return
  beginNextFile(world, environment, producer, sink)
  while (log.files.length > Math.max(0, logrotate.rotate) + 1) loseOldestFile(world, producer, sink)
}

/** What a process has read of it is in its buffers; the rest is gone. */
function loseOldestFile(world: World, producer: AgentProducer, sink: Sink): void {
  const { log, marks, tailer } = producer
  const [{ firstLine, endLine: to }] = log.files
  loseLines(world, producer, { from: Math.max(firstLine, tailer?.place.line ?? firstLine), to }, 'rotated', sink)
  deleteOldestFile(log)
  forgetLinesBefore(marks, to)
}

/** A table's header comes first in each file; the agent is told to skip it, or takes it for a record. */
function beginNextFile(world: World, environment: Environment, producer: AgentProducer, sink: Sink): void {
  const { log, settings } = producer
  const source = replayedSource(world, environment, producer)
  const header = source?.header ?? null
  const bytes = header === null ? 0 : utf8Length(header) + LINE_FEED_BYTES
  const skips = header !== null && settings.skipHeaderLines > 0
  beginFile(log, { bytes: skips ? bytes : 0, isHeader: skips })
  if (source === null || header === null || skips) return
  nextRecordId(producer)
  write(world, producer, { sourceId: source.sourceId, ref: HEADER_LINE, bytes, writtenMs: msOf(world) }, sink)
}

function replayedSource(world: World, environment: Environment, { workload }: AgentProducer): Source | null {
  const replayed = workload ?? world.workload
  return replayed.kind === 'replay' ? (environment.sources.get(replayed.sourceId) ?? null) : null
}

function lineOfRecord(world: World, source: Source | null, record: number): LogLine {
  const bytes = (source === null ? null : lineOf(source, record))?.length ?? source?.bytes[record] ?? 0
  return { sourceId: source?.sourceId ?? null, ref: record, bytes: bytes + LINE_FEED_BYTES, writtenMs: msOf(world) }
}

function recordsBeforeStart(world: World, { workload }: AgentProducer, { offsetMs, spanMs }: Source): number {
  const replayed = workload ?? world.workload
  if (replayed.kind !== 'replay' || offsetMs.length === 0) return 0
  const startAtMs = Math.min(replayed.startAtMs, spanMs)
  let records = 0
  while (records < offsetMs.length && offsetMs[records] < startAtMs) records++
  return records
}

/** With a line feed behind each, and the header. */
function bytesBefore(source: Source | null, records: number): number {
  if (source === null) return 0
  const header = source.header === null ? 0 : utf8Length(source.header) + LINE_FEED_BYTES
  let bytes = header + records * LINE_FEED_BYTES
  for (let record = 0; record < records; record++) bytes += lineOf(source, record)?.length ?? source.bytes[record]
  return bytes
}

function msOf({ nowUs }: World): number {
  return Math.floor(nowUs / US_PER_MS)
}
