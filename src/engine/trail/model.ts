/** CloudTrail as the world keeps it: of calls of either category the newest, as far as their records need it. */
import type { SimUs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import type { ExceptionName } from '../../kinesis/exceptions'
import type { CallerName, CallOrigin } from '../door/callerName'
import type { ShardIteratorState } from '../fetched'
import type { CallPath } from '../iam/settings'

/** Ours: CloudTrail's own event history goes back 90 days. */
export const TRAIL_ENTRIES_MAX = 2_000

export interface Trail {
  /** Whether a trail logs data events too, which costs; null: those of every stream. */
  dataEvents: boolean
  dataStreamName: string | null
  entriesMade: number
  management: TrailRing
  data: TrailRing
}

/** Entry n of it, from 0, is at n mod `TRAIL_ENTRIES_MAX`. */
export interface TrailRing {
  made: number
  entries: TrailEntry[]
}

/** Calls of other services that decide what Kinesis answers, as people make them here. */
export const OTHER_OPERATIONS = {
  'iam.amazonaws.com': ['PutRolePolicy', 'DeleteRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'PutUserPolicy', 'DeleteUserPolicy', 'AttachUserPolicy', 'DetachUserPolicy'],
  'kms.amazonaws.com': ['DisableKey', 'EnableKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'PutKeyPolicy'],
  'fis.amazonaws.com': ['StartExperiment', 'StopExperiment'],
} as const
export type OtherService = keyof typeof OTHER_OPERATIONS
export type OtherOperation = (typeof OTHER_OPERATIONS)[OtherService][number]
export type TrailOperation = OperationName | OtherOperation

export interface TrailEntry {
  /** From 1; of both categories together. */
  number: number
  atUs: SimUs
  operation: TrailOperation
  /** Null: Kinesis. */
  service: OtherService | null
  caller: CallerName
  accountId: string
  path: CallPath
  sourceIp: string
  /** ARN that the call was about; `*`: none. */
  resource: string
  /** Of GetRecords by one of the world's own clients: its text is made when somebody looks. */
  read: { iterator: ShardIteratorState; limit: number } | null
  /** JSON as the API has it, of other services as CloudTrail writes it; null: too long, or nothing is known of it. */
  input: string | null
  output: string | null
  exception: ExceptionName | null
  message: string | null
  origin: CallOrigin | null
}

export function createTrail(): Trail {
  return { dataEvents: false, dataStreamName: null, entriesMade: 0, management: { made: 0, entries: [] }, data: { made: 0, entries: [] } }
}

/** Developer guide ("Kinesis Data Streams information in CloudTrail"), recorded on AWS 2026-09: these five and no other. */
export function isDataCall(operation: TrailOperation): boolean {
  return operation === 'PutRecords' || operation === 'GetRecords' || operation === 'PutRecord' || operation === 'GetShardIterator' || operation === 'SubscribeToShard'
}
