/** Where the agent begins to read, and what it finds when files were renamed or are gone. */
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { giveUp } from '../books'
import { countUnsettled, settle } from './lineMarks'
import { liveFile, type LogFile } from './logFile'
import type { AgentProducer, Place, Tailer } from './model'

/** Files that `filePattern` names, oldest first: renamed ones have something behind their names. */
export function visibleFiles({ log, settings }: AgentProducer): LogFile[] {
  return settings.filePattern.includes('*') ? log.files : log.files.slice(-1)
}

/** `app.log`, then `app.log.1` and so on, the newest with the lowest number. */
export function pathOf({ log, settings }: AgentProducer, { fileId }: LogFile): string {
  const path = settings.filePattern.replace(/\*.*$/, '')
  const age = log.files.length - 1 - log.files.findIndex((file) => file.fileId === fileId)
  return age === 0 ? path : `${path}.${age}`
}

export function fileAt(producer: AgentProducer, { fileId }: Place): LogFile | null {
  return visibleFiles(producer).find((file) => file.fileId === fileId) ?? null
}

export type Start = Pick<Tailer, 'place' | 'headerLinesLeft'>

/** Where a new process begins: at the checkpoint, or where `initialPosition` says in the newest file. */
export function startOf(producer: AgentProducer): Start {
  const { checkpoint, settings, log } = producer
  const file = checkpoint === null ? null : fileAt(producer, checkpoint)
  if (checkpoint !== null && file !== null && file.size >= checkpoint.offset) return { place: checkpoint, headerLinesLeft: 0 }
  const newest = liveFile(log)
  if (settings.initialPosition === 'START_OF_FILE') return startOfFile(producer, newest)
  return { place: { fileId: newest.fileId, offset: newest.size, line: newest.endLine }, headerLinesLeft: 0 }
}

export function startOfFile({ settings }: AgentProducer, { fileId, firstOffset, firstLine, skipsHeader }: LogFile): Start {
  return {
    place: { fileId, offset: firstOffset, line: firstLine },
    headerLinesLeft: Math.max(0, settings.skipHeaderLines - (skipsHeader ? 1 : 0)),
  }
}

/** What was written and will be read from `start` on. */
export function linesFrom({ log, marks }: AgentProducer, { place }: Start): number {
  return countUnsettled(marks, place.line, liveFile(log).endLine)
}

/** Lines that nobody will read. */
export function loseLines(world: World, producer: AgentProducer, range: { from: number; to: number }, reason: 'skipped' | 'rotated', sink: Sink): void {
  const lost = settle(producer.marks, range.from, range.to)
  if (lost === 0) return
  producer.books.recordsWaiting -= lost
  giveUp(world, producer, lost, reason, sink)
}
