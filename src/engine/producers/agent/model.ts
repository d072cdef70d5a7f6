/** What the Kinesis Agent remembers: the log and its checkpoint on the disk, and what is lost when its process ends. */
import type { SimUs } from '../../../base/units'
import type { RecordBatch } from '../../recordBatch'
import type { ProducerCore } from '../core'
import type { AgentFault } from './agentFault'
import type { LineMarks } from './lineMarks'
import type { Log } from './logFile'
import type { AgentSettings } from './settings'

/** Its records are lines of the log: the number of a line is that of its record. */
export interface AgentProducer extends ProducerCore {
  kind: 'agent'
  settings: AgentSettings
  /** Why it would not start with these settings; null: it runs. */
  fault: AgentFault | null
  log: Log
  marks: LineMarks
  /** As saved after each buffer that was sent whole; null: never yet. */
  checkpoint: Place | null
  metrics: AgentMetrics
  /** Null while the process is down. */
  tailer: Tailer | null
  publisher: Publisher
}

export type AgentTimer = { kind: 'agent' }

/** Of one file, and the line that holds the byte at `offset`. */
export interface Place {
  fileId: number
  offset: number
  line: number
}

export interface Tailer {
  place: Place
  headerLinesLeft: number
  pollUs: SimUs
  heartbeatUs: SimUs
  recordsParsed: number
  recordsSkipped: number
  recordsTruncated: number
  /** The last record that was taken apart, before and after its processing; null: skipped. */
  lastRecord: { before: Uint8Array; after: Uint8Array | null } | null
}

export interface Publisher {
  /** Being filled. */
  current: AgentBuffer | null
  /** Never sent. */
  queue: AgentBuffer[]
  /** Come before those of `queue`. */
  retries: AgentBuffer[]
  /** Wait for a thread. */
  accepted: AgentBuffer[]
  /** By request number; their batches are in the requests, where the engine marks them. */
  sending: Map<number, SentBuffer>
  buffersMade: number
  /** The highest buffer that was sent whole: one with a lower number saves no checkpoint, be its records sent or not. */
  committedId: number
  /** Whole and partial ones, which a success divides. */
  failures: number
  rejections: number
  /** Asleep until then; null: awake. */
  backoffUntilUs: SimUs | null
  /** Something was sent meanwhile. */
  wakes: boolean
}

/** Records of one request, in order. */
export interface AgentBuffer {
  bufferId: number
  /** Its record ids are those of the first lines. */
  batch: RecordBatch
  /** By entry: lines of the log in it, and how many of them are in the books still. */
  lines: Uint32Array
  unsettled: Uint32Array
  /** When its first line was written, in ms. */
  writtenMs: Uint32Array
  /** Data and partition keys. */
  bytes: number
  sinceUs: SimUs
  /** Behind its last record. */
  checkpoint: Place
  sdkRetries: number
}

export type SentBuffer = Omit<AgentBuffer, 'batch'>

/** CloudWatch, namespace AWSKinesisAgent: running totals. */
export interface AgentMetrics {
  BytesSent: number
  RecordsSent: number
  RecordSendAttempts: number
  RecordSendErrors: number
  ServiceErrors: number
}

export function createAgentMetrics(): AgentMetrics {
  return { BytesSent: 0, RecordsSent: 0, RecordSendAttempts: 0, RecordSendErrors: 0, ServiceErrors: 0 }
}

export function createPublisher(): Publisher {
  return {
    current: null,
    queue: [],
    retries: [],
    accepted: [],
    sending: new Map(),
    buffersMade: 0,
    committedId: 0,
    failures: 0,
    rejections: 0,
    backoffUntilUs: null,
    wakes: false,
  }
}
