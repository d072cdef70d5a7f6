/** The whole way of one record, from its producer's hands to every application's, and out of the stream: plain data for the page. */
import type { SimMs } from '../../base/units'
import type { CheckReason } from '../consumers/checkState'
import type { Fate } from '../sink'

export interface Journey {
  recordId: string
  /** What has been looked through so far; at the run's present when it is complete. */
  untilMs: SimMs
  isComplete: boolean
  /** In order of time; at most `STEPS_MAX`. */
  steps: JourneyStep[]
  /** Steps beyond that. */
  stepsLeftOut: number
}

export type JourneyStep = { atMs: SimMs } & (
  | { kind: 'made'; producerId: string }
  /** `userRecords`: in the aggregate that it is part of; null: on its own. */
  | { kind: 'sent'; requestNumber: number; operation: 'PutRecord' | 'PutRecords'; attempt: number; entries: number; userRecords: number | null }
  | { kind: 'requestLost'; requestNumber: number; lose: 'request' | 'response' }
  /** It, or the answer to it, was held up on its way. */
  | { kind: 'requestDelayed'; requestNumber: number; way: 'request' | 'response'; delayMs: number }
  | { kind: 'refused'; requestNumber: number; shardId: string }
  /** `isCopy`: the stream had it before. */
  | { kind: 'stored'; requestNumber: number; shardId: string; sequenceNumber: string; isCopy: boolean }
  | { kind: 'delivered'; application: string; shardId: string; sequenceNumber: string }
  /** `again`: why, where the application had it before; null: for the first time. */
  | { kind: 'processed'; application: string; workerId: string; shardId: string; sequenceNumber: string; fate: Fate; again: AgainReason | null }
  /** The application would not read it again after a failure. */
  | { kind: 'checkpointed'; application: string; shardId: string; sequenceNumber: string }
  | { kind: 'promiseBroken'; application: string; shardId: string; reason: CheckReason }
  | { kind: 'expired'; shardId: string; sequenceNumber: string }
  /** With its stream. */
  | { kind: 'deleted'; shardId: string; sequenceNumber: string }
)

export type AgainReason =
  /** The stream holds it twice. */
  | { kind: 'storedTwice' }
  /** Whoever had it before was lost before it saved its position. */
  | { kind: 'crashed'; who: string; atMs: SimMs }
  | { kind: 'leaseMoved'; from: string; to: string; atMs: SimMs }
  /** Nothing of the kind was told: the application tried again. */
  | { kind: 'retried' }

export const STEPS_MAX = 400
