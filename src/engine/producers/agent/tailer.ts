/** The thread that tails the log: takes records from where it stands, and follows a file through its renaming to the next one. */
import { US_PER_MS } from '../../../base/units'
import type { Environment } from '../../environment'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { startPatternOf } from './agentFault'
import { LINES_READ_MAX } from './constants'
import { liveFile, type LogFile } from './logFile'
import type { AgentProducer, Tailer } from './model'
import { fileAt, loseLines, startOf, startOfFile, visibleFiles } from './places'
import { offerRecord, roomFor } from './publisher'
import { readChunk, type Chunk } from './readChunk'
import { recordOf } from './recordOf'
import { createSplitter, splitRecords, type SplitRecord } from './splitRecords'

/** A new process reads on at the checkpoint. What lies before that and was not sent, nobody sends any more. */
export function beginTailing(world: World, producer: AgentProducer, sink: Sink): void {
  const start = startOf(producer)
  loseLines(world, producer, { from: producer.marks.base, to: start.place.line }, 'skipped', sink)
  producer.tailer = { ...start, pollUs: world.nowUs, heartbeatUs: world.nowUs, recordsParsed: 0, recordsSkipped: 0, recordsTruncated: 0, lastRecord: null }
}

/** Reads as long as there is something to read and room to put it, at most `LINES_READ_MAX` lines a beat. */
export function poll(world: World, environment: Environment, producer: AgentProducer, sink: Sink): void {
  const { tailer } = producer
  if (tailer === null || world.nowUs < tailer.pollUs) return
  // Reading what there is no room for would be in vain.
  let linesLeft = Math.min(LINES_READ_MAX, roomFor(producer))
  let records = 0
  for (;;) {
    const file = fileAt(producer, tailer.place) ?? startAnew(world, producer, tailer, sink)
    if (linesLeft > 0 && tailer.place.offset < file.size) {
      const chunk = readChunk(world, environment, producer, file, tailer.place, linesLeft)
      linesLeft -= chunk.lines.length
      const read = takeRecords(world, producer, tailer, chunk, sink)
      records += read.records
      if (!read.hasRoom || !chunk.reachesEnd) break
    }
    if (linesLeft <= 0 || tailer.place.offset < file.size || !goToNextFile(producer, tailer, file)) break
  }
  // It sleeps only after a look that found nothing.
  if (records === 0) tailer.pollUs = world.nowUs + producer.settings.minTimeBetweenFilePollsMillis * US_PER_MS
}

/** The file is gone, or has a name that is not looked for: the newest one is read from its beginning. */
function startAnew(world: World, producer: AgentProducer, tailer: Tailer, sink: Sink): LogFile {
  const newest = liveFile(producer.log)
  loseLines(world, producer, { from: tailer.place.line, to: newest.firstLine }, 'rotated', sink)
  Object.assign(tailer, startOfFile(producer, newest))
  return newest
}

function goToNextFile(producer: AgentProducer, tailer: Tailer, file: LogFile): boolean {
  const files = visibleFiles(producer)
  const next = files[files.indexOf(file) + 1] as LogFile | undefined
  if (next === undefined) return false
  Object.assign(tailer, startOfFile(producer, next))
  return true
}

interface Read {
  records: number
  hasRoom: boolean
}

function takeRecords(world: World, producer: AgentProducer, tailer: Tailer, chunk: Chunk, sink: Sink): Read {
  const startPattern = startPatternOf(producer.settings)
  const splitter = { ...createSplitter(tailer.headerLinesLeft), offset: tailer.place.offset }
  const found = splitRecords(splitter, chunk.bytes, { startPattern })
  // Whether the last one goes on is not known where more of the file follows.
  const isCut = startPattern !== null && !chunk.reachesEnd && found.length > 1
  if (isCut) found.pop()
  tailer.headerLinesLeft = splitter.headerLinesLeft
  let at = 0
  for (const [index, split] of found.entries()) {
    const next = takeRecord(world, producer, tailer, { chunk, split, at }, sink)
    if (next < 0) return { records: index, hasRoom: false }
    at = next
  }
  if (!isCut) passOver(world, producer, tailer, { chunk, from: at, offset: splitter.offset }, sink)
  return { records: found.length, hasRoom: true }
}

interface Taking {
  chunk: Chunk
  split: SplitRecord
  /** The first line of the chunk that no record has held yet. */
  at: number
}

/** @returns the same of the next record; -1 when there is no room for this one. */
function takeRecord(world: World, producer: AgentProducer, tailer: Tailer, { chunk, split, at }: Taking, sink: Sink): number {
  const startsAt = split.endsAt - split.bytes.length
  let first = at
  while (first < chunk.lines.length && chunk.ends[first] <= startsAt) first++
  let end = first
  while (end < chunk.lines.length && chunk.ends[end] <= split.endsAt) end++
  const place = { fileId: tailer.place.fileId, offset: split.endsAt, line: chunk.lines[end] ?? chunk.endLine }
  const firstLine = chunk.lines[first] ?? chunk.endLine
  const record = recordOf(world, producer, split.bytes, { firstLine, endLine: place.line, writtenMs: chunk.writtenMs[first] ?? 0, place })
  if (record !== null && !offerRecord(world, producer, record)) return -1
  tailer.recordsParsed++
  // Headers, and the rest of a line that was cut.
  loseLines(world, producer, { from: tailer.place.line, to: firstLine }, 'skipped', sink)
  if (record === null) {
    tailer.recordsSkipped++
    loseLines(world, producer, { from: firstLine, to: place.line }, 'skipped', sink)
  }
  tailer.place = place
  return end
}

/** What was read and is in no record. */
function passOver(world: World, producer: AgentProducer, tailer: Tailer, { chunk, from, offset }: { chunk: Chunk; from: number; offset: number }, sink: Sink): void {
  let end = from
  while (end < chunk.lines.length && chunk.ends[end] <= offset) end++
  const line = chunk.lines[end] ?? chunk.endLine
  loseLines(world, producer, { from: tailer.place.line, to: line }, 'skipped', sink)
  tailer.place = { fileId: tailer.place.fileId, offset, line }
}

