/**
 * What a person may do to the world. The list of these, each at its instant, is the truth of a run:
 * the service's own operations by their names, then ours for producers and applications.
 */
import type { SimUs } from '../base/units'

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

export type Command =
  | { type: 'UpdateShardCount'; streamName: string; targetShardCount: number }
  | { type: 'SplitShard'; streamName: string; shardToSplit: string; newStartingHashKey: string }
  | { type: 'MergeShards'; streamName: string; shardToMerge: string; adjacentShardToMerge: string }
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
