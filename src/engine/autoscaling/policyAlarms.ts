/** The two alarms of a policy, in the names and the metric math of AWS's sample kinesis-auto-scaling. */
import type { AlarmSettings } from '../cloudWatch/alarmSettings'
import type { AutoscalingPolicy, ScalingRule } from './settings'

/** In the sample, what a use can never fall below: at the fewest shards the alarm rests. */
const NEVER = -1

export interface AlarmNames {
  scaleOut: string
  scaleIn: string
}

export function alarmNamesOf(streamName: string): AlarmNames {
  return { scaleOut: `${streamName}-scale-up`, scaleIn: `${streamName}-scale-down` }
}

/** @param shards that a `lambda` writes into them; Application Auto Scaling's count for themselves. */
export function policyAlarms(streamName: string, policy: AutoscalingPolicy, shards: number): AlarmSettings[] {
  const { kind, minShards, scaleOut, scaleIn, iteratorAgeMinutes } = policy
  const names = alarmNamesOf(streamName)
  const shardCount = kind === 'lambda' ? shards : null
  const use = { StreamName: streamName, limit: 'nearer', shardCount } as const
  const out: AlarmSettings = { ...common(names.scaleOut, scaleOut), source: { Expression: { ...use, iteratorAge: null } }, ComparisonOperator: 'GreaterThanOrEqualToThreshold' }
  if (scaleIn === null) return [out]
  const iteratorAge = iteratorAgeMinutes === null ? null : { minutes: iteratorAgeMinutes, value: scaleIn.threshold }
  return [
    out,
    {
      ...common(names.scaleIn, scaleIn),
      Threshold: kind === 'lambda' && shards <= minShards ? NEVER : scaleIn.threshold,
      source: { Expression: { ...use, iteratorAge } },
      ComparisonOperator: 'LessThanThreshold',
    },
  ]
}

function common(AlarmName: string, { threshold, periodSeconds, evaluationPeriods, datapointsToAlarm }: ScalingRule): Omit<AlarmSettings, 'source' | 'ComparisonOperator'> {
  return { AlarmName, Period: periodSeconds, EvaluationPeriods: evaluationPeriods, DatapointsToAlarm: datapointsToAlarm, Threshold: threshold, TreatMissingData: 'ignore' }
}
