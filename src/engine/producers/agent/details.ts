/** What can be seen of the Kinesis Agent when somebody inspects it. */
import { US_PER_MS, type SimMs } from '../../../base/units'
import { readUtf8 } from '../../../base/utf8'
import type { World } from '../../state'
import type { AgentFault } from './agentFault'
import { linesFrom, pathOf, visibleFiles } from './places'
import type { AgentBuffer, AgentMetrics, AgentProducer, Place } from './model'

export interface AgentDetails {
  kind: 'agent'
  fault: AgentFault | null
  /** Oldest first. */
  files: { path: string; fileId: number; bytes: number; lines: number; isTailed: boolean; matchesFilePattern: boolean }[]
  /** Null while the process is down. */
  reading: { path: string; offset: number; bytesBehind: number; linesBehind: number } | null
  /** Null before the first buffer was sent whole. */
  checkpoint: { path: string | null; fileId: number; offset: number } | null
  recordsParsed: number
  recordsSkipped: number
  recordsTruncated: number
  /** The buffer that is being filled. */
  buffer: { records: number; bytes: number; ageMs: SimMs } | null
  buffers: { queued: number; retrying: number; accepted: number; sending: number }
  /** Oldest first: buffers that were refused at least in part. */
  retries: { bufferId: number; records: number; attempts: number }[]
  failures: number
  /** How much longer the publisher sleeps. */
  backoffMs: SimMs
  metrics: AgentMetrics
  lastRecord: { before: string; after: string | null } | null
}

const RETRIES_SHOWN_MAX = 20

export function agentDetails(world: World, producer: AgentProducer): AgentDetails {
  const { fault, tailer, publisher, metrics } = producer
  return {
    kind: 'agent',
    fault,
    files: filesOf(producer),
    reading: readingOf(producer),
    checkpoint: checkpointOf(producer),
    recordsParsed: tailer?.recordsParsed ?? 0,
    recordsSkipped: tailer?.recordsSkipped ?? 0,
    recordsTruncated: tailer?.recordsTruncated ?? 0,
    buffer: bufferOf(world, publisher.current),
    buffers: { queued: publisher.queue.length, retrying: publisher.retries.length, accepted: publisher.accepted.length, sending: publisher.sending.size },
    retries: publisher.retries.slice(0, RETRIES_SHOWN_MAX).map(({ bufferId, batch }) => ({ bufferId, records: batch.count, attempts: batch.attempt - 1 })),
    failures: publisher.failures,
    backoffMs: Math.max(0, (publisher.backoffUntilUs ?? 0) - world.nowUs) / US_PER_MS,
    metrics: { ...metrics },
    lastRecord: lastRecordOf(producer),
  }
}

function filesOf(producer: AgentProducer): AgentDetails['files'] {
  const visible = visibleFiles(producer)
  return producer.log.files.map((file) => ({
    path: pathOf(producer, file),
    fileId: file.fileId,
    bytes: file.size,
    lines: file.endLine - file.firstLine,
    isTailed: producer.tailer?.place.fileId === file.fileId,
    matchesFilePattern: visible.includes(file),
  }))
}

function readingOf(producer: AgentProducer): AgentDetails['reading'] {
  const { tailer, log } = producer
  if (tailer === null) return null
  const at = log.files.findIndex(({ fileId }) => fileId === tailer.place.fileId)
  const behind = log.files.slice(Math.max(0, at)).reduce((sum, file, index) => sum + file.size - (index === 0 && at >= 0 ? tailer.place.offset : file.firstOffset), 0)
  return { path: pathAt(producer, tailer.place) ?? '', offset: tailer.place.offset, bytesBehind: behind, linesBehind: linesFrom(producer, tailer) }
}

function checkpointOf(producer: AgentProducer): AgentDetails['checkpoint'] {
  const { checkpoint } = producer
  return checkpoint === null ? null : { path: pathAt(producer, checkpoint), fileId: checkpoint.fileId, offset: checkpoint.offset }
}

function pathAt(producer: AgentProducer, { fileId }: Place): string | null {
  const file = producer.log.files.find((candidate) => candidate.fileId === fileId)
  return file === undefined ? null : pathOf(producer, file)
}

function bufferOf({ nowUs }: World, buffer: AgentBuffer | null): AgentDetails['buffer'] {
  return buffer === null ? null : { records: buffer.batch.count, bytes: buffer.bytes, ageMs: (nowUs - buffer.sinceUs) / US_PER_MS }
}

function lastRecordOf({ tailer }: AgentProducer): AgentDetails['lastRecord'] {
  const last = tailer?.lastRecord ?? null
  if (last === null) return null
  const { before, after } = last
  return { before: readUtf8(before), after: after === null ? null : readUtf8(after) }
}
