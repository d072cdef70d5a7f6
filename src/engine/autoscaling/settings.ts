/** How a provisioned stream is scaled by alarms: the policy of one stream. */

export interface AutoscalingPolicy {
  /**
   * `lambda`: alarm → SNS → a function that doubles or halves (AWS's sample kinesis-auto-scaling); `stepScaling`: as Application
   * Auto Scaling does, by steps.
   */
  kind: 'lambda' | 'stepScaling'
  minShards: number
  maxShards: number
  scaleOut: ScalingRule
  /** Null: it never scales in. */
  scaleIn: ScalingRule | null
  /** No scaling in while somebody reads more than so many minutes behind; null: that is not looked at. */
  iteratorAgeMinutes: number | null
}

export interface ScalingRule {
  /** Use factor, 1 being all that the shards take, at which it scales out, or below which it scales in. */
  threshold: number
  periodSeconds: number
  evaluationPeriods: number
  datapointsToAlarm: number
  /** After a scaling that was accepted. */
  cooldownSeconds: number
  /** Of `stepScaling`; `lambda` has none. */
  steps: StepScaling | null
}

export interface StepScaling {
  AdjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity'
  StepAdjustments: StepAdjustment[]
}

/**
 * Bounds are distances from the threshold, the lower one included when scaling out, the upper one when scaling in; null: none.
 * Steps may leave out what is near to the threshold: there no step fits.
 */
export interface StepAdjustment {
  MetricIntervalLowerBound: number | null
  MetricIntervalUpperBound: number | null
  ScalingAdjustment: number
}

export type ScalingDirection = 'scaleOut' | 'scaleIn'

export type PolicyField =
  | 'minShards'
  | 'maxShards'
  | 'iteratorAgeMinutes'
  | `${ScalingDirection}.${'threshold' | 'periodSeconds' | 'evaluationPeriods' | 'datapointsToAlarm' | 'cooldownSeconds' | 'steps'}`
  | `${ScalingDirection}.steps.${number}.${keyof StepAdjustment}`

/**
 * `accepted`; `refused` by the service, with its exception; `cooldown`: too soon; `bounds`: at the policy's minimum or maximum;
 * `noStep`: no step fits.
 */
export type ScalingOutcome = 'accepted' | 'refused' | 'cooldown' | 'bounds' | 'noStep'
