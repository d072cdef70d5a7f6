/** A Lambda function behind an event source mapping: what the service remembers of each shard, and what it has seen of the function. */
import type { SimUs } from '../../../base/units'
import type { ApplicationCore } from '../core'
import type { ReadPosition } from '../retrieval/reader'
import type { FailureItem, PastInvocation, PastWindow, WindowState } from './parts'
import type { Runs } from './runs'
import type { LambdaSettings } from './settings'

export interface LambdaApplication extends ApplicationCore {
  kind: 'lambda'
  settings: LambdaSettings
  /** Of the mapping. */
  uuid: string
  /** A crash here is what disabling is there: what was under way comes again. */
  mapping: 'Creating' | 'Enabling' | 'Enabled' | 'Disabled'
  /** By shard index. */
  shards: Map<number, LambdaShard>
  /** When it lists shards next; null: it has not begun. */
  discoverDueUs: SimUs | null
  invocationsStarted: number
  /** Of them, those under way: its share of the account's concurrency. */
  executions: number
  timersSet: number
  books: LambdaBooks
  /** The last ones, oldest first. */
  pastInvocations: PastInvocation[]
  pastWindows: PastWindow[]
  failureItems: FailureItem[]
  told: { invocationFailedUs: SimUs; recordsToDestinationUs: SimUs }
}

export interface LambdaBooks {
  /** Those that have ended. */
  invocations: number
  /** Of them, those that failed: the batch comes again as a whole. */
  failed: number
  /** Of those, such as were cut off by the function's timeout. */
  timedOut: number
  /** Of them, those that named a first record of a failed rest. */
  partly: number
  /** Sum of what they took: what AWS bills. */
  durationUs: number
  /** Refused before they began, for want of concurrency: no invocations, and no attempts. */
  throttles: number
  batchesSplit: number
  retries: number
  /** Records that were in an invocation before, each time that they are in another. */
  recordsInvokedAgain: number
  recordsRetriesExhausted: number
  recordsAgeExceeded: number
  /** Larger than a payload. */
  recordsTooLarge: number
  /** Retention took them while they were in hand. */
  recordsExpired: number
  /** Of those given up, such as went to the destination. */
  recordsToDestination: number
  itemsToDestination: number
  windowsClosed: number
  windowsClosedEarly: number
  windowsGivenUp: number
}

export interface LambdaShard {
  shardIndex: number
  parentShardIndexes: number[]
  state: 'WAITING' | 'READING' | 'ENDED'
  /** Where it begins while it has not saved a position. */
  start: ReadPosition
  /** The service's own position: the first record that is not done with; null before the first answer. */
  saved: number | null
  /** One past the last record read. */
  readTo: number
  readerNumber: number | null
  /** When the last GetRecords was called. */
  calledUs: SimUs
  /** The end of the closed shard was read. */
  isDrained: boolean
  /** Read and in no slot yet. */
  unslotted: Runs
  /** As many as ParallelizationFactor says; each takes the partition keys whose hash falls to it. */
  slots: LambdaSlot[]
  /** Age of the last record of the last batch when the function was through with it. */
  iteratorAgeMs: number | null
  window: WindowState | null
  /** It was told that the shard is blocked. */
  isBlocked: boolean
}

export interface LambdaSlot {
  /** In no batch yet. */
  waiting: Runs
  waitingRecords: number
  /** When the first of them came. */
  gatheringSinceUs: SimUs
  /** What is left of the batch in hand, in order: the first is invoked, or will be. */
  pieces: Piece[]
  doing: 'idle' | 'invoking' | 'backingOff' | 'throttled'
  /** Since when it does so. */
  sinceUs: SimUs
  /** The timer that it waits for, and when that is due; 0: none. */
  timerNumber: number
  timerDueUs: SimUs
  /** Records that the invocation under way is through with when its timeout cuts it off; null: it ends in time. */
  doneAtTimeout: number | null
}

/** A batch, or what bisecting and partial responses have left of one. */
export interface Piece {
  runs: Runs
  /** MaximumRetryAttempts counts these. */
  retries: number
  /** With these records, splits and all. */
  invocations: number
  /** In a row since its last invocation. */
  throttles: number
  /** No records: the last call of a window, with its state. */
  isFinal: boolean
}

export type LambdaTimer =
  | { kind: 'lambda'; due: 'enabled' }
  | { kind: 'lambda'; due: 'discover' }
  | { kind: 'lambda'; due: 'slot'; shardIndex: number; timerNumber: number }

export function createBooks(): LambdaBooks {
  return {
    invocations: 0,
    failed: 0,
    timedOut: 0,
    partly: 0,
    durationUs: 0,
    throttles: 0,
    batchesSplit: 0,
    retries: 0,
    recordsInvokedAgain: 0,
    recordsRetriesExhausted: 0,
    recordsAgeExceeded: 0,
    recordsTooLarge: 0,
    recordsExpired: 0,
    recordsToDestination: 0,
    itemsToDestination: 0,
    windowsClosed: 0,
    windowsClosedEarly: 0,
    windowsGivenUp: 0,
  }
}

export function createShard(shardIndex: number, parentShardIndexes: number[], start: ReadPosition): LambdaShard {
  return {
    shardIndex,
    parentShardIndexes,
    state: 'WAITING',
    start,
    saved: null,
    readTo: 0,
    readerNumber: null,
    calledUs: 0,
    isDrained: false,
    unslotted: [],
    slots: [],
    iteratorAgeMs: null,
    window: null,
    isBlocked: false,
  }
}

export function createSlot(): LambdaSlot {
  return { waiting: [], waitingRecords: 0, gatheringSinceUs: 0, pieces: [], doing: 'idle', sinceUs: 0, timerNumber: 0, timerDueUs: 0, doneAtTimeout: null }
}

export function createPiece(runs: Runs): Piece {
  return { runs, retries: 0, invocations: 0, throttles: 0, isFinal: false }
}
