/** CloudTrail's event history as somebody who searches it sees it: rows, and each record in full. */
import type { EpochMs, SimMs } from '../../base/units'
import type { CallerName } from '../door/callerName'
import type { TrailOperation } from './model'

/** What is looked for; all of it must hold, and what is absent does not matter. */
export interface TrailFilter {
  /** Anywhere in the record, without regard to case. */
  text?: string
  operation?: TrailOperation
  caller?: CallerName
  errorsOnly?: boolean
  /** Management events that change something: of streams, of policies, of keys, of experiments. */
  changesOnly?: boolean
  category?: 'Management' | 'Data'
  /** Leaves out what is still on its way, as CloudTrail's own console must. */
  deliveredOnly?: boolean
}

export interface TrailView {
  /** Null: of every stream, while data events are on. */
  dataEvents: { isOn: boolean; streamName: string | null }
  /** Typical time from a call to its record. */
  delayMs: number
  /** Since the run began; more than are kept. */
  managementEvents: number
  dataEventsRecorded: number
  /** Those that made room for newer ones. */
  forgotten: number
  /** At most so many of either category are kept. */
  keptMax: number
  /** Callers and operations that are in what is kept, for choosing among. */
  callers: CallerName[]
  operations: TrailOperation[]
  /** How many match, on all pages. */
  matching: number
  /** From 0, the newest first. */
  page: number
  pageSize: number
  rows: TrailRow[]
}

export interface TrailRow {
  /** From 1, in the order in which the calls were made; unique in the run. */
  number: number
  eventId: string
  atMs: SimMs
  /** The world's own wall clock. */
  epochMs: EpochMs
  isDelivered: boolean
  deliveredMs: SimMs
  operation: TrailOperation
  category: 'Management' | 'Data'
  isReadOnly: boolean
  caller: CallerName
  arn: string
  /** Names and ARNs that the call was about, in short. */
  resource: string
  errorCode: string | null
  errorMessage: string | null
  /** As CloudTrail writes it to S3, two spaces deep. */
  recordJson: string
}
