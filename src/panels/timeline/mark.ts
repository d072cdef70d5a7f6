/** A tick of the timeline: what it is about, and when. */
import type { SimMs } from '../../base/units'
import type { SimEvent } from '../../engine/events'

export type MarkKind =
  | 'split'
  | 'merge'
  | 'throttlingStarted'
  | 'throttlingEnded'
  | 'recordsGivenUp'
  | 'workerCrashed'
  | 'applicationAdded'
  | 'applicationRemoved'
  | 'applicationCrashed'
  | 'checkFailed'
  | 'producerCrashed'
  | 'producerCutOff'
  | 'producerReachable'
  | 'requestLost'
  | 'responseLost'
  | 'requestDelayed'
  | 'duplicateStored'
  | 'leaseTaken'
  | 'childStarted'
  | 'callRefused'
  | 'deniedByPolicy'
  | 'deniedByKey'
  | 'deniedOnTheWay'
  | 'modeSwitched'
  | 'retentionChanged'
  | 'alarm'
  | 'experimentStarted'
  | 'experimentEnded'

export interface Mark {
  kind: MarkKind
  atMs: SimMs
  /** Where it ends: `atMs` of what happens in a moment. */
  untilMs: SimMs
  /** Of a row of refused calls, else 1. */
  calls: number
  /** What a label names when the mark stands alone: a shard, worker or operation. */
  subject: string
  event: SimEvent
}
