/** Why a command of ours could not be carried out, as a value: which sentence says so, and what its placeholders stand for. The page has the words. */
import type { PolicyField } from './autoscaling/settings'
import type { AlarmField } from './cloudWatch/alarmSettings'
import type { MathProblemValues } from './cloudWatch/math/mathTree'
import type { ApplicationKindName } from './consumers/settings'
import type { FaultAction, FaultParameter } from './faults/settings'
import type { ProducerKindName } from './producers/settings'

/** Each is one sentence and one advice in the page's namespace `refusals`. */
interface RefusalValues extends MathProblemValues {
  // Producers and the network.
  noProducer: { producer: string }
  noRoomForProducer: { max: number }
  producersEver: { max: number }
  producerKind: { producer: string; is: ProducerKindName; wanted: ProducerKindName }
  requestOver: { producer: string; number: number }
  requestArrived: { producer: string; number: number }
  requestDelay: { ms: number; min: number; max: number }
  requestLarge: { producer: string; number: number; max: number }
  noSource: { source: string }
  noColumn: { source: string; column: string }
  topicEmpty: None
  topicWildcard: None
  topicReserved: None
  topicSlashes: { slashes: number; max: number }
  topicBytes: { bytes: number; max: number }
  keyMissing: None
  keyUnclosed: { expression: string }
  keyLevel: { level: number; levels: number }
  keyExpression: { expression: string; fields: string }
  keyEmpty: None
  keyLong: { characters: number; max: number }
  bufferNotAboveBatch: { buffered: number; batch: number }
  // Applications and their workers.
  noStream: None
  nameCharacters: { name: string; max: number }
  nameTaken: { application: string }
  noRoomForApplication: { max: number }
  applicationsEver: { max: number }
  applicationKind: { application: string; is: ApplicationKindName; wanted: ApplicationKindName }
  nameKept: { application: string }
  noWorkers: { application: string; is: ApplicationKindName }
  crashed: { application: string }
  connectorLibrary: None
  firehoseDeduplication: None
  prefixExpression: { prefix: string }
  s3Percent: { percent: number }
  transformPercent: { percent: number }
  slide: { sizeMs: number; slideMs: number }
  windowsOfRecord: { windows: number; max: number }
  // Documents of policies: `policy` is its name, `place` an element of it, as `Statement[1].Action[0]`.
  policyJson: { policy: string; line: number; column: number }
  policySize: { policy: string; size: number; max: number }
  policyShape: InPolicy & { wanted: string }
  policyMissing: InPolicy & { element: string }
  policyElement: InPolicy & { element: string }
  policyElementNear: InPolicy & { element: string; nearest: string }
  policyBoth: InPolicy & { one: string; other: string }
  policyValue: InPolicy & { value: string; allowed: string }
  policySid: InPolicy & { value: string }
  policySidTwice: InPolicy & { value: string }
  policyAction: InPolicy & { value: string }
  policyActionNear: InPolicy & { value: string; nearest: string }
  policyActionForm: InPolicy & { value: string }
  policyActionShared: InPolicy & { value: string; allowed: string }
  policyResource: InPolicy & { value: string }
  policyResourceOther: InPolicy & { value: string; arn: string }
  policyNoPrincipal: InPolicy
  policyPrincipal: InPolicy & { value: string }
  policyWildcard: InPolicy & { value: string }
  policyOperator: InPolicy & { value: string }
  policyOperatorNear: InPolicy & { value: string; nearest: string }
  policyOperatorValue: InPolicy & { value: string; operator: string }
  // Identities and keys.
  policyName: { name: string; max: number }
  policyNameTwice: { name: string }
  policiesMax: { max: number }
  accountDigits: { value: string }
  keyAlias: { alias: string }
  keyOfAws: { alias: string }
  keysMax: { max: number }
  keyWindow: { days: number; min: number; max: number }
  // Alarms and autoscaling; the field by its own name.
  alarmName: { field: AlarmField; max: number }
  alarmsMany: { field: AlarmField; max: number }
  alarmEmpty: { field: AlarmField }
  alarmDimensions: { field: AlarmField; max: number }
  alarmStatistics: { field: AlarmField }
  alarmPercentile: { field: AlarmField; statistic: string }
  alarmPeriod: { field: AlarmField; seconds: number }
  alarmWhole: { field: AlarmField; value: number }
  alarmSpan: { field: AlarmField; seconds: number; max: number }
  alarmDatapoints: { field: AlarmField; datapoints: number; periods: number }
  alarmThreshold: { field: AlarmField }
  mathMetrics: { field: AlarmField; max: number }
  mathId: { field: AlarmField; id: string }
  mathLong: { field: AlarmField; max: number }
  noAlarm: { alarm: string }
  noAutoscaling: { stream: string }
  noStreamNamed: { stream: string }
  scalingBounds: { field: PolicyField; value: number; min: number; max: number }
  scalingThreshold: { field: PolicyField }
  scalingThresholds: { field: PolicyField; out: number; in: number }
  scalingSteps: { field: PolicyField; max: number }
  stepAdjustment: { field: PolicyField; step: number }
  stepRange: { field: PolicyField; step: number }
  stepOverlap: { field: PolicyField; step: number; other: number }
  stepGap: { field: PolicyField; step: number; other: number }
  stepOpenBelow: { field: PolicyField; step: number }
  stepOpenAbove: { field: PolicyField; step: number }
  // The trail and experiments. `parameter` is a field of the action's parameters.
  faultAction: { value: string }
  faultActionNear: { value: string; nearest: string }
  faultParameterMissing: { parameter: FaultParameter; action: FaultAction }
  faultParameterUnknown: { parameter: string; action: FaultAction }
  faultDuration: { value: string; min: string; max: string }
  faultPercentage: { value: string; min: number; max: number }
  faultService: { value: string }
  faultScope: { value: string }
  faultOperation: { value: string }
  faultOperationNear: { value: string; nearest: string }
  faultNoEndpoint: None
  faultShard: { shard: string; stream: string }
  faultShardsStream: None
  faultShardsAction: { action: FaultAction }
  faultShardsNone: None
  faultCaller: { caller: string }
  faultCallersNone: None
  experimentsMax: { max: number }
  noExperiment: { experiment: string }
  // Bounds of settings.
  notWhole: { setting: SettingName; value: number; min: number; max: number }
  notWholeNorMinusOne: { setting: SettingName; value: number; min: number; max: number }
  notWithin: { setting: SettingName; value: number; min: number; max: number }
}

interface InPolicy {
  policy: string
  place: string
}

type None = Readonly<Record<string, never>>

export type RefusalKey = keyof RefusalValues

export type RefusalReason = { [Key in RefusalKey]: { key: Key; values: RefusalValues[Key] } }[RefusalKey]

/** What can be wrong with a document. */
export type PolicyProblem = Extract<RefusalReason, { values: { policy: string } }>

/** The field of the settings, and of which kind where more than one has such a field; `workUs` is everybody's. */
export type SettingName =
  | `iot.${'deviceCount' | 'publishEveryMs' | 'payloadBytes'}`
  | `flinkSink.${'windowMs' | 'maxBatchSize' | 'maxInFlightRequests' | 'maxBufferedRequests' | 'maxTimeInBufferMs' | 'requestTimeoutMs'}`
  | 'workUs'
  | `kcl.${'failoverTimeMs' | 'dispatchPollIntervalMs' | 'workerCount' | 'threadsPerWorker' | 'parentShardPollIntervalMs' | 'idleTimeBetweenReadsMs' | 'checkpointIntervalMs' | 'maxRecords' | 'exceptionsPerThousand' | 'pauseMs'}`
  | `kcl.${'keptPercent' | 'bufferRecordsMax' | 'bufferBytesMax' | 'bufferMsMax' | 'emitFailsPercent'}`
  | `deduplication.${'idsMax' | 'windowMs' | 'workUs'}`
  | `sdk.${'pollIntervalMs' | 'discoveryIntervalMs' | 'checkpointIntervalMs' | 'maxRecords'}`
  | `lambda.${'batchSize' | 'maximumBatchingWindowInSeconds' | 'parallelizationFactor' | 'tumblingWindowInSeconds' | 'maximumRecordAgeInSeconds' | 'maximumRetryAttempts' | 'timeoutSeconds' | 'reservedConcurrentExecutions' | 'startingPositionTimestamp' | 'invokeMs' | 'failsPerThousand'}`
  | `firehose.${'bufferSizeInMBs' | 'bufferIntervalInSeconds' | 'transformBufferSizeInMBs' | 'invokeMs' | 'droppedPercent' | 'failedPercent' | 'invocationFailsPercent' | 's3FailsPercent' | 's3LosesAnswersPercent'}`
  | `flink.${'parallelism' | 'windowSizeMs' | 'windowSlideMs' | 'outOfOrdernessMs' | 'idlenessMs' | 'checkpointIntervalMs' | 'minPauseBetweenCheckpointsMs' | 'shardDiscoveryIntervalMs'}`
