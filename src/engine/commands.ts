/**
 * What a person may do to the world. The list of these, each at its instant, is the truth of a run:
 * the service's own operations by their names, then ours for producers and applications.
 */
import type { SimUs } from '../base/units'
import type { Input, OperationName } from '../kinesis/api/types'
import type { AutoscalingPolicy } from './autoscaling/settings'
import type { AlarmSettings } from './cloudWatch/alarmSettings'
import type { Deduplication } from './consumers/commonSettings'
import type { ApplicationSettings } from './consumers/settings'
import type { CallerName } from './door/callerName'
import type { ExperimentSettings } from './faults/settings'
import type { IdentitySettings, VpcEndpointSettings } from './iam/settings'
import type { KmsFault, KmsKeySettings } from './kms/settings'
import type { NetworkConditions, ProducerSettings } from './producers/settings'

export interface SyntheticWorkload {
  kind: 'synthetic'
  /** All producers together; 100 % of the shape. */
  ratePerSecond: number
  /** Absent: steady. */
  rate?: RateShape
  /** Every record's data, or the median where sizes vary. */
  recordBytes: number
  /** Absent: all alike. */
  sizes?: RecordSizes
  keys: WorkloadKeys
}

/** The rate over time, in whole percents, from the instant at which the workload is set. */
export type RateShape =
  /** Straight from one rate to the other, where it stays. */
  | { kind: 'ramp'; fromPercent: number; toPercent: number; overMs: number }
  /** `burstPercent` for the first `forMs` of every `everyMs`, 100 % between. */
  | { kind: 'burst'; everyMs: number; forMs: number; burstPercent: number }
  /** A day from midnight to midnight, compressed into `dayMs`, again and again: see `dayCurve`. */
  | { kind: 'day'; dayMs: number }
  /** Points evenly apart, joined by straight lines, the last one to the first of the next round. */
  | { kind: 'drawn'; percents: number[]; spanMs: number }

export type RecordSizes =
  /** e^(σ·z) times the median; `sigmaHundredths` is 100·σ. */
  | { kind: 'logNormal'; sigmaHundredths: number }
  /** Each record is as large as some line of a file. */
  | { kind: 'source'; sourceId: string }

export type WorkloadKeys =
  | { kind: 'uniform'; keyCount: number }
  /** Key n is drawn in proportion to n^−s; `exponentHundredths` is 100·s, 0 … 250. */
  | { kind: 'zipf'; keyCount: number; exponentHundredths: number }
  /** One key takes `hotPercent` of all records, the rest is uniform. */
  | { kind: 'hot'; keyCount: number; hotPercent: number }
  /** The first `hotKeys` keys take `hotPercent` of all records between them, evenly; the others share the rest. */
  | { kind: 'hotSet'; keyCount: number; hotKeys: number; hotPercent: number }
  /** Each producer takes one key after the other, in rounds. */
  | { kind: 'sequential'; keyCount: number }
  /** The key of some line of a file: as frequent as it is there. */
  | { kind: 'source'; sourceId: string; keyColumn: string }

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

/** A producer as it is asked for. */
export interface ProducerSpec {
  settings: ProducerSettings
  /** Null: its share of the traffic of all. */
  workload: Workload | null
  /** Of what its workload asks of it. */
  trafficPercent: number
}

/** A call of the service's own API, with the names and shapes that the service gives it; as oneself, or in the name of a caller of this world. */
export type CallCommand = { [Name in OperationName]: { type: 'Call'; operation: Name; input: Input<Name>; as?: CallerName } }[OperationName]

/** What a person does to the account around its streams; carried out by `environment.account`. */
export type AccountCommand =
  /** Null: the one that it began with. */
  | { type: 'SetIdentity'; caller: CallerName; identity: IdentitySettings | null }
  /** Null: there is none, and whoever would go through it goes the public way. */
  | { type: 'SetVpcEndpoint'; endpoint: VpcEndpointSettings | null }
  /** Null: no such key is there any more. */
  | { type: 'SetKmsKey'; aliasName: string; key: KmsKeySettings | null }
  /** What AWS KMS answers to every request, whatever the key; null: what the key says. */
  | { type: 'SetKmsFault'; fault: KmsFault | null }
  /** Whether CloudTrail records data events too, of one stream or (absent) of all. */
  | { type: 'SetTrail'; dataEvents: boolean; streamName?: string }
  | ({ type: 'StartExperiment' } & ExperimentSettings)
  | { type: 'StopExperiment'; experimentId: string }
  /** Of CloudWatch: one of that name is replaced, and keeps its state. */
  | { type: 'PutMetricAlarm'; alarm: AlarmSettings }
  | { type: 'DeleteAlarms'; alarmNames: string[] }
  /** A provisioned stream is scaled by alarms; null: no more. */
  | { type: 'SetAutoscaling'; streamName: string; policy: AutoscalingPolicy | null }

export type Command =
  | CallCommand
  | AccountCommand
  /** Plain SDK applications that share the traffic of all. */
  | { type: 'SetProducerCount'; producerCount: number }
  | { type: 'AddProducer'; producer: ProducerSpec }
  | { type: 'RemoveProducer'; producerIndex: number }
  | { type: 'CrashProducer'; producerIndex: number }
  | { type: 'RestartProducer'; producerIndex: number }
  /** Settings of the kind that it is. */
  | { type: 'SetProducerSettings'; producerIndex: number; settings: ProducerSettings }
  | { type: 'SetProducerTraffic'; producerIndex: number; workload: Workload | null; trafficPercent: number }
  | { type: 'SetNetwork'; network: NetworkConditions }
  | { type: 'SetPartition'; producerIndex: number; isPartitioned: boolean }
  /** The network loses one request under way, or the answer to it. */
  | { type: 'LoseRequest'; producerIndex: number; requestNumber: number; lose: 'request' | 'response' }
  /** What is under way of a request now, it or the answer to it, arrives so much later. */
  | { type: 'DelayRequest'; producerIndex: number; requestNumber: number; delayMs: number }
  | { type: 'SetWorkload'; workload: Workload }
  | { type: 'AddApplication'; settings: ApplicationSettings }
  | { type: 'RemoveApplication'; application: string }
  | { type: 'CrashApplication'; application: string }
  | { type: 'RestartApplication'; application: string }
  /** Settings of the kind that it is; its name stays. */
  | { type: 'SetApplicationSettings'; application: string; settings: ApplicationSettings }
  | { type: 'SetWorkerCount'; application: string; workerCount: number }
  | { type: 'AddWorker'; application: string }
  | { type: 'RemoveWorker'; application: string; workerId: string }
  | { type: 'CrashWorker'; application: string; workerId: string }
  /** As a long garbage collection does: nothing runs in it, and it does not know. */
  | { type: 'PauseWorker'; application: string; workerId: string; forMs: number }
  | { type: 'SetWorkPerRecord'; application: string; workUs: number }
  | { type: 'SetDeaggregation'; application: string; deaggregation: boolean }
  /** What the application remembers stays as far as the new bounds let it; null forgets all. */
  | { type: 'SetDeduplication'; application: string; deduplication: Deduplication | null }

export interface LoggedCommand {
  atUs: SimUs
  command: Command
}
