/**
 * What a person may do to the world. The list of these, each at its instant, is the truth of a run:
 * the service's own operations by their names, then ours for producers and applications.
 */
import type { SimUs } from '../base/units'
import type { Input, OperationName } from '../kinesis/api/types'

export interface SyntheticWorkload {
  kind: 'synthetic'
  /** All producers together. */
  ratePerSecond: number
  recordBytes: number
  keys:
    | { kind: 'uniform'; keyCount: number }
    /** Key n is drawn in proportion to n^−s; `exponentHundredths` is 100·s, 0 … 250. */
    | { kind: 'zipf'; keyCount: number; exponentHundredths: number }
    /** One key takes `hotPercent` of all records, the rest is uniform. */
    | { kind: 'hot'; keyCount: number; hotPercent: number }
}

export interface ReplayWorkload {
  kind: 'replay'
  /** Name of a data set under `public/data`, or of a dropped file. */
  sourceId: string
  keyColumn: string
  /** 1 = the file's own pace; each producer plays the whole file once, a little apart from the others. */
  speed: number
  /** Where in the file the play begins. */
  startAtMs: number
  loop: boolean
}

export type Workload = SyntheticWorkload | ReplayWorkload

/** A call of the service's own API, with the names and shapes that the service gives it. */
export type CallCommand = { [Name in OperationName]: { type: 'Call'; operation: Name; input: Input<Name> } }[OperationName]

export type Command =
  | CallCommand
  | { type: 'SetProducerCount'; producerCount: number }
  | { type: 'SetWorkload'; workload: Workload }
  | { type: 'SetWorkerCount'; application: string; workerCount: number }
  | { type: 'AddWorker'; application: string }
  | { type: 'RemoveWorker'; application: string; workerId: string }
  | { type: 'CrashWorker'; application: string; workerId: string }
  | { type: 'SetWorkPerRecord'; application: string; workUs: number }

export interface LoggedCommand {
  atUs: SimUs
  command: Command
}
