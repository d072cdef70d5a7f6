/** Experiments of fault injection as somebody who runs them sees them. */
import type { SimMs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import type { ExceptionName } from '../../kinesis/exceptions'
import type { ExperimentTarget, FaultAction, FaultParameters } from './settings'

export interface FaultsView {
  actions: FaultActionView[]
  /** The newest first. */
  running: ExperimentView[]
  /** The last of those that are over, the newest first. */
  ended: EndedExperimentView[]
  runningMax: number
}

/** What a form needs to know of an action. */
export interface FaultActionView {
  action: FaultAction
  /** `shardscope`: no action of AWS FIS has this. */
  of: 'aws' | 'shardscope'
  /** As AWS FIS names its kind of target. */
  resourceType: 'aws:kinesis:stream' | 'aws:iam:role' | 'aws:ec2:vpc-endpoint' | 'aws:ec2:subnet'
  /** In the order in which a form asks for them. */
  parameters: (keyof FaultParameters)[]
  /** That it may strike; of the actions with a parameter `operations`, which may be named there. */
  operations: readonly OperationName[]
  exception: ExceptionName
  /** 0: no answer at all. */
  httpStatus: number
  /** Whether chosen shards can be its target; callers otherwise always can. */
  takesShards: boolean
}

export interface ExperimentView {
  experimentId: string
  action: FaultAction
  parameters: FaultParameters
  target: ExperimentTarget
  startedMs: SimMs
  endsMs: SimMs
  leftMs: number
  /** Calls that it could have struck, and those that it did. */
  callsMet: number
  callsFaulted: number
}

export interface EndedExperimentView extends Omit<ExperimentView, 'leftMs'> {
  status: 'completed' | 'stopped'
  endedMs: SimMs
}

