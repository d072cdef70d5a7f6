/**
 * What crosses between the page and the host (a dedicated worker). The page owns the clock: it asks to go to an
 * instant, one request in flight; the host runs there in bounded bursts and reports how far it came.
 */
import type { SimMs, SimUs } from '../base/units'
import type { ApiShape } from '../kinesis/api/types'
import type { Prices } from '../kinesis/billing'
import type { Refusal } from '../kinesis/exceptions'
import type { Command } from '../engine/commands'
import type { SimEvent } from '../engine/events'
import type { ArrivalColumns, Frame } from '../engine/frame'
import type { Summary } from '../engine/summary'
import type { MetricsQuestion, MetricsView } from '../engine/cloudWatch/metricsView'
import type { ApplicationDetails } from '../engine/consumers/details'
import type { Cause } from '../engine/cause'
import type { BillView, RateBasis } from '../engine/cost/bill'
import type { OpenedObject } from '../engine/consumers/openedObject'
import type { Diagnosis } from '../engine/diagnosis'
import type { GuardsView } from '../engine/door/guardsView'
import type { FaultsView } from '../engine/faults/faultsView'
import type { Journey } from '../engine/follow/journey'
import type { AccessAnswer, AccessQuestion } from '../engine/iam/accessAnswer'
import type { PolicySubject } from '../engine/iam/parsePolicy'
import type { InspectedRecord, KeyFacts } from '../engine/inspect'
import type { CapacityView } from '../engine/onDemand/capacityView'
import type { ProducerDetails } from '../engine/producers/details'
import type { RecordDetails } from '../engine/recordDetails'
import type { PolicyProblem } from '../engine/refusalReasons'
import type { Recording, Scenario } from '../engine/scenario'
import type { TrailFilter, TrailView } from '../engine/trail/trailView'
import type { SourceProblem, SourceWarning } from '../sources/sourceFacts'

export type Request =
  /** Begin a run and go to `atUs`; `snapshot` (from an earlier Saved) makes it quick. */
  | { type: 'Open'; recording: Recording; atUs: SimUs; snapshot: ArrayBuffer | null }
  | { type: 'GoTo'; atUs: SimUs; summary: boolean }
  /** Run until the next thing that a person can see has happened. */
  | { type: 'Step' }
  | { type: 'Submit'; command: Command }
  /** Look at another stream of this world; null: at whichever is there. */
  | { type: 'Watch'; streamName: string | null }
  /** The stored records of a stretch of time, for whoever must draw it anew. */
  | { type: 'Window'; fromMs: SimMs; toMs: SimMs; recordsMax: number }
  | { type: 'Inspect'; subject: InspectSubject }
  /** Read a file into a source; `file` is a dropped one, a string names a data set. */
  | { type: 'LoadSource'; sourceId: string; file: Blob | null; fileName: string }
  /** Stop reading it; nothing of it is kept. */
  | { type: 'CancelSource'; sourceId: string }
  | { type: 'Save' }

export type InspectSubject =
  | { kind: 'key'; partitionKey: string }
  /** The stored record nearest to a place in the river. */
  | { kind: 'place'; atMs: SimMs; hashTop: number; withinMs: SimMs; withinHashTop: number }
  /** A stored record of the stream that is watched, opened. */
  | { kind: 'record'; sequenceNumber: string }
  /** Why a shard refuses records; null: the one that refused most of late. */
  | { kind: 'throttling'; shardId: string | null }
  /** What one producer has in its hands. */
  | { kind: 'producer'; producerIndex: number }
  /** What one application has in its hands. */
  | { kind: 'application'; name: string }
  /** What it has written to S3, opened. */
  | { kind: 'object'; application: string; key: string }
  /** What keeps an application from its oldest record, in a shard or (null) anywhere. */
  | { kind: 'why'; application: string; shardId: string | null }
  /** What the stream that is watched may take, and what changes that; its quotas, ranges and retention. */
  | { kind: 'capacity' }
  /** What the run has cost by a price table, and what else the stream that is watched could cost. */
  | { kind: 'bill'; prices: Prices; basis: RateBasis }
  /** CloudWatch: its metrics, series of them, seconds beside minutes, alarms, and who scales by them. */
  | { kind: 'metrics'; question: MetricsQuestion }
  /** What stands at the door: identities, policies, endpoint, keys. */
  | { kind: 'guards' }
  /** What would happen if somebody called an operation. */
  | { kind: 'access'; question: AccessQuestion }
  /** What is wrong with a document that somebody writes; `arn` is of the stream or the consumer whose it is to be. */
  | { kind: 'policy'; policy: PolicySubject; document: string }
  /** What CloudTrail has of the account's calls, searched; pages from 0. */
  | { kind: 'trail'; filter: TrailFilter; page: number }
  /** Experiments of fault injection, and the actions that there are. */
  | { kind: 'faults' }
  /** The whole way of one record. It takes a while: ask again until it is complete, and whenever there may be more. */
  | { kind: 'journey'; recordId: string }

export interface Inspected {
  record: InspectedRecord | null
  opened: RecordDetails | null
  key: KeyFacts | null
  diagnosis: Diagnosis | null
  producer: ProducerDetails | null
  application: ApplicationDetails | null
  object: OpenedObject | null
  journey: Journey | null
  capacity: CapacityView | null
  bill: BillView | null
  trail: TrailView | null
  faults: FaultsView | null
  metrics: MetricsView | null
  guards: GuardsView | null
  access: AccessAnswer | null
  /** Empty: it is a policy. */
  policyProblems: PolicyProblem[]
  /** From what is seen to its cause; empty where there is no such application. */
  causes: Cause[]
}

export const NOTHING_INSPECTED: Inspected = { record: null, opened: null, key: null, diagnosis: null, producer: null, application: null, object: null, journey: null, capacity: null, bill: null, trail: null, faults: null, metrics: null, guards: null, access: null, policyProblems: [], causes: [] }

export interface SourceFacts {
  sourceId: string
  fileName: string
  records: number
  spanMs: number
  columns: { name: string; distinct: number; topPercent: number }[]
  /** What a reader should know; of the lines left out, the first 20 by name. */
  warnings: SourceWarning[]
}

/** What a subscription of the page's own SDK client pushes; `event` is null at its end, with the exception that ended it, if any. */
export interface SubscriptionNews {
  subscriptionNumber: number
  event: ApiShape<'SubscribeToShardEvent'> | null
  refusal: Refusal | null
}

export interface ReportedEvents {
  events: SimEvent[]
  /** Absent where nothing was pushed. */
  subscriptions?: SubscriptionNews[]
  /** Events after this instant that were told before are no longer true (fork, seek is not one); null = none. */
  forkedAtMs: SimMs | null
}

export type Reply =
  | { type: 'Report'; frame: Frame; summary: Summary | null; reported: ReportedEvents; recording: Recording | null; reached: boolean }
  | { type: 'Window'; arrivals: ArrivalColumns }
  | ({ type: 'Inspected' } & Inspected)
  /** Comes before the answer to LoadSource, which is still owed. */
  | { type: 'SourceProgress'; doneBytes: number; totalBytes: number }
  | { type: 'SourceLoaded'; facts: SourceFacts }
  /** Answers both the reading that was stopped and the request to stop it. */
  | { type: 'SourceCancelled' }
  /** A bad file: which line, what was expected. Nothing running is touched. */
  | { type: 'SourceRefused'; fileName: string; line: number | null; message: SourceProblem }
  | { type: 'Saved'; snapshot: ArrayBuffer; recording: Recording; atUs: SimUs }
  /** The engine broke one of its own assumptions; the recording, if a run was open, replays it. */
  | { type: 'Crashed'; message: string; recording: Recording | null }

/** Requests carry a number; the reply carries it back. */
export interface Envelope<T> {
  requestNumber: number
  body: T
}

export type { InspectedRecord, KeyFacts, Scenario, SourceProblem, SourceWarning }

/** Rises when a page and a served stream of different versions would misunderstand each other. */
export const PROTOCOL_VERSION = 2
export const WATCH_PATH = '/shardscope'

/** The first thing that a served stream says to a page, as JSON text. */
export interface Hello {
  program: 'shardscope'
  protocolVersion: number
}
