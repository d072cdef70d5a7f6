/**
 * Takes a growing file apart into records, on its bytes, as the agent reads them: each with its line feed. What is not yet a
 * whole record waits for more.
 */
import { readUtf8 } from '../../../base/utf8'
import type { Pattern } from './pattern/compilePattern'
import { matchPrefix } from './pattern/matchPattern'
import { AGENT_PARSER_BUFFER_BYTES, AGENT_RECORD_BYTES_MAX, AGENT_TERMINATOR_BYTE } from './settings'

export interface RecordSplitter {
  /** Read and no whole record yet. */
  pending: Uint8Array
  /** Where `pending` begins in the file. */
  offset: number
  headerLinesLeft: number
}

export interface SplitRecord {
  /** To look at, not to change. */
  bytes: Uint8Array
  /** In the file: what a checkpoint says when this record is the last that was sent. */
  endsAt: number
}

export interface Splitting {
  /** What a record's first line begins with; null: every line is a record. */
  startPattern: Pattern | null
  bufferBytes?: number
}

const LINE_FEED = 0x0a
const NOT_YET = -1

/** For a file from its beginning. */
export function createSplitter(skipHeaderLines: number): RecordSplitter {
  return { pending: new Uint8Array(0), offset: 0, headerLinesLeft: skipHeaderLines }
}

/** One poll: what was `appended` to the file since the last one. */
export function splitRecords(splitter: RecordSplitter, appended: Uint8Array, { startPattern, bufferBytes = AGENT_PARSER_BUFFER_BYTES }: Splitting): SplitRecord[] {
  const bytes = joined(splitter.pending, appended)
  const records: SplitRecord[] = []
  let from = skipHeader(splitter, bytes)
  let discards = false
  while (from < bytes.length) {
    const buffer = bytes.subarray(from, from + bufferBytes)
    const isFull = buffer.length === bufferBytes
    let at = 0
    if (discards) {
      const end = endOfRecord({ buffer, at, isFull, startPattern })
      at = end === NOT_YET ? buffer.length : end
      discards = end === NOT_YET
    }
    for (let end = endOfRecord({ buffer, at, isFull, startPattern }); end !== NOT_YET; end = endOfRecord({ buffer, at, isFull, startPattern })) {
      records.push({ bytes: buffer.subarray(at, end), endsAt: splitter.offset + from + end })
      at = end
    }
    if (at === 0 && isFull) {
      // A record that fills the buffer is sent as far as it was read; its rest, as far as it is there already, is thrown away.
      records.push({ bytes: buffer, endsAt: splitter.offset + from + bufferBytes })
      at = bufferBytes
      discards = true
    }
    from += at
    if (!isFull) break
  }
  splitter.offset += from
  splitter.pending = bytes.slice(from)
  return records
}

/** A record that is too long with its partition key loses its end, be it within a character; its last byte is a line feed then. */
export function truncateRecord(bytes: Uint8Array, partitionKeyBytes: number): Uint8Array {
  const bytesMax = AGENT_RECORD_BYTES_MAX - partitionKeyBytes
  if (bytes.length <= bytesMax) return bytes
  const cut = bytes.slice(0, bytesMax)
  cut[bytesMax - 1] = AGENT_TERMINATOR_BYTE
  return cut
}

function joined(pending: Uint8Array, appended: Uint8Array): Uint8Array {
  if (pending.length === 0) return appended
  const bytes = new Uint8Array(pending.length + appended.length)
  bytes.set(pending)
  bytes.set(appended, pending.length)
  return bytes
}

/** @returns where the records begin. */
function skipHeader(splitter: RecordSplitter, bytes: Uint8Array): number {
  let from = 0
  while (splitter.headerLinesLeft > 0) {
    const lineFeed = bytes.indexOf(LINE_FEED, from)
    if (lineFeed < 0) return bytes.length
    splitter.headerLinesLeft--
    from = lineFeed + 1
  }
  return from
}

interface Searching {
  buffer: Uint8Array
  at: number
  isFull: boolean
  startPattern: Pattern | null
}

/** @returns where the record that begins at `at` ends. */
function endOfRecord({ buffer, at, isFull, startPattern }: Searching): number {
  let line = at
  let end = endOfLine(buffer, line)
  if (startPattern === null || end === NOT_YET) return end
  for (;;) {
    line = end
    end = endOfLine(buffer, line)
    if (end === NOT_YET) break
    if (matchPrefix(startPattern, readUtf8(buffer.subarray(line, end))) !== null) return line
  }
  // The agent does not wait whether more lines of this record follow: when the file ends with a line, the record does.
  return !isFull && line === buffer.length ? line : NOT_YET
}

function endOfLine(buffer: Uint8Array, from: number): number {
  const lineFeed = buffer.indexOf(LINE_FEED, from)
  return lineFeed < 0 ? NOT_YET : lineFeed + 1
}
