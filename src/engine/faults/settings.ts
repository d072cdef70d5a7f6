/** An experiment as it is asked for: an action of AWS FIS by its name with its parameters, which are texts there too, and a target. */
import type { CallerName } from '../door/callerName'

/** AWS FIS, "Actions reference"; those that begin with `shardscope` are ours. */
export type FaultAction =
  | 'aws:kinesis:stream-provisioned-throughput-exception'
  | 'aws:kinesis:stream-expired-iterator-exception'
  | 'aws:fis:inject-api-throttle-error'
  | 'aws:fis:inject-api-internal-error'
  | 'aws:fis:inject-api-unavailable-error'
  | 'aws:network:disrupt-connectivity'
  | 'aws:network:disrupt-vpc-endpoint'
  | 'shardscope:kms:throttling-exception'
  | 'shardscope:kms:opt-in-required'

export interface FaultParameters {
  /** ISO 8601, PT1M to PT12H. */
  duration: string
  /** 1 to 100; of the actions that strike a share of the calls. */
  percentage?: string
  /** `kinesis`; of `aws:fis:…`. */
  service?: string
  /** Names with commas between them; of `aws:fis:…`. */
  operations?: string
  /** `all`; of `aws:network:disrupt-connectivity`. */
  scope?: string
}

export type FaultParameter = keyof FaultParameters

export interface ExperimentTarget {
  /** Null: every stream. */
  streamName: string | null
  /** Null: all of them. */
  shardIds: string[] | null
  /** Whose calls; absent or null: everybody's, of the actions that are aimed at IAM roles every role's. */
  callers?: CallerName[] | null
}

export interface ExperimentSettings {
  action: FaultAction
  parameters: FaultParameters
  target: ExperimentTarget
}
