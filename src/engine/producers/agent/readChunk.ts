/** The bytes of the log from a place on, made when they are read. */
import type { Environment } from '../../environment'
import type { World } from '../../state'
import { forEachLine, type LogBlock, type LogFile } from './logFile'
import type { AgentProducer, Place } from './model'
import { AGENT_PARSER_BUFFER_BYTES } from './settings'
import { textOfLine } from './writeLog'

export interface Chunk {
  /** From the place on, whole lines with their line feeds. */
  bytes: Uint8Array
  /** By line in it: its number, where it ends in the file, and when it was written. */
  lines: number[]
  ends: number[]
  writtenMs: number[]
  /** Behind the last one. */
  endLine: number
  /** Nothing follows in this file. */
  reachesEnd: boolean
}

const LINE_FEED = 0x0a

/** @param linesMax and no more than fits the agent's buffer, but at least one. */
export function readChunk(world: World, environment: Environment, producer: AgentProducer, file: LogFile, place: Place, linesMax: number): Chunk {
  const chunk: Chunk = { bytes: new Uint8Array(0), lines: [], ends: [], writtenMs: [], endLine: place.line, reachesEnd: true }
  const found: { block: LogBlock; at: number }[] = []
  let end = place.offset
  forEachLine(file, place.line, (block, at, offset) => {
    const lineEnd = offset + block.bytes[at]
    if (found.length > 0 && (found.length === linesMax || lineEnd - place.offset > AGENT_PARSER_BUFFER_BYTES)) {
      chunk.reachesEnd = false
      return false
    }
    found.push({ block, at })
    chunk.lines.push(block.firstLine + at)
    chunk.ends.push(lineEnd)
    chunk.writtenMs.push(block.writtenMs[at])
    chunk.endLine = block.firstLine + at + 1
    end = lineEnd
    return true
  })
  chunk.bytes = new Uint8Array(end - place.offset)
  for (const [index, { block, at }] of found.entries()) {
    const from = chunk.ends[index] - block.bytes[at] - place.offset
    writeLine(chunk.bytes, from, textOfLine(world, environment, producer, block, at), block.bytes[at])
  }
  return chunk
}

/** @param from below 0 where reading begins within the line. */
function writeLine(bytes: Uint8Array, from: number, text: Uint8Array, length: number): void {
  bytes.set(from < 0 ? text.subarray(-from) : text, Math.max(0, from))
  bytes[from + length - 1] = LINE_FEED
}
