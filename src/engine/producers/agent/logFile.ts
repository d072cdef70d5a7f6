/**
 * The log on the disk: files of lines, each line as a place in a source, or as a made-up row, and never as text. Full blocks of
 * lines never change again, so copies of the world share them.
 */
import { share } from '../../../base/plainData'

export interface Log {
  /** Oldest first; the last one is being written, the others were renamed. */
  files: LogFile[]
  filesMade: number
  /** Number of the next line: one that finds no room on the disk has none. */
  nextLine: number
  /** In blocks that are still there. */
  linesHeld: number
}

export interface LogFile {
  /** Stays through a rename. */
  fileId: number
  size: number
  /** Where its lines begin: what is before them was there before the agent came, or is a header that it skips. */
  firstOffset: number
  /** Whether that is a header. */
  skipsHeader: boolean
  firstLine: number
  /** Excluded. */
  endLine: number
  blocks: LogBlock[]
}

export interface LogBlock {
  firstLine: number
  count: number
  /** Of its first line, in the file. */
  offset: number
  /** Whose lines these are; null: made up. */
  sourceId: string | null
  /** A record of the source, `HEADER_LINE`, or the key id of a made-up row. */
  refs: Uint32Array
  /** With the line feed. */
  bytes: Uint32Array
  writtenMs: Uint32Array
}

export interface LogLine {
  sourceId: string | null
  ref: number
  bytes: number
  writtenMs: number
}

export const HEADER_LINE = 0xffff_ffff
const BLOCK_LINES = 1_024

export function createLog(): Log {
  return { files: [], filesMade: 0, nextLine: 0, linesHeld: 0 }
}

/** Begins a new file behind the others. */
export function beginFile(log: Log, before: { bytes: number; isHeader: boolean }): void {
  const { nextLine: firstLine } = log
  log.files.push({
    fileId: ++log.filesMade,
    size: before.bytes,
    firstOffset: before.bytes,
    skipsHeader: before.isHeader,
    firstLine,
    endLine: firstLine,
    blocks: [],
  })
}

export function liveFile({ files }: Log): LogFile {
  return files[files.length - 1]
}

export function appendLine(log: Log, { sourceId, ref, bytes, writtenMs }: LogLine): void {
  const file = liveFile(log)
  const line = log.nextLine++
  let block = file.blocks.at(-1)
  if (block === undefined || block.count === BLOCK_LINES || block.sourceId !== sourceId) {
    if (block !== undefined) share(block)
    const column = () => new Uint32Array(BLOCK_LINES)
    block = { firstLine: line, count: 0, offset: file.size, sourceId, refs: column(), bytes: column(), writtenMs: column() }
    file.blocks.push(block)
  }
  const at = block.count++
  block.refs[at] = ref
  block.bytes[at] = bytes
  block.writtenMs[at] = writtenMs
  file.size += bytes
  file.endLine = line + 1
  log.linesHeld++
}

/** Whole blocks before `line` are not needed any more. */
export function forgetBlocksBefore(log: Log, line: number): void {
  for (const { blocks } of log.files) {
    let gone = 0
    while (gone < blocks.length && blocks[gone].firstLine + blocks[gone].count <= line) log.linesHeld -= blocks[gone++].count
    if (gone > 0) blocks.splice(0, gone)
  }
}

export function deleteOldestFile(log: Log): void {
  for (const { count } of log.files.shift()?.blocks ?? []) log.linesHeld -= count
}

/** Calls `visit` for each kept line of the file from `line` on, until it returns false. */
export function forEachLine(file: LogFile, line: number, visit: (block: LogBlock, at: number, offset: number) => boolean): void {
  let index = 0
  while (index < file.blocks.length && file.blocks[index].firstLine + file.blocks[index].count <= line) index++
  for (; index < file.blocks.length; index++) {
    const block = file.blocks[index]
    let { offset } = block
    for (let at = 0; at < block.count; at++) {
      if (block.firstLine + at >= line && !visit(block, at, offset)) return
      offset += block.bytes[at]
    }
  }
}
