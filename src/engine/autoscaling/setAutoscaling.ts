/** A stream is scaled by alarms from now on, or no more. */
import { alarmProblem } from '../cloudWatch/alarmProblem'
import { putAlarm } from '../cloudWatch/alarms'
import { ALARMS_MAX } from '../cloudWatch/bounds'
import { findStream } from '../naming'
import type { RefusalReason } from '../refusalReasons'
import type { World } from '../state'
import { alarmNamesOf, policyAlarms } from './policyAlarms'
import { policyProblem } from './policyProblem'
import type { AutoscalingPolicy } from './settings'

/** A policy takes the place of the one before, and of alarms of its names; what that one did stays in the log. */
export function setAutoscaling(world: World, streamName: string, policy: AutoscalingPolicy | null): RefusalReason | null {
  const { autoscalers, alarms } = world.cloudWatch
  if (policy === null) {
    if (!autoscalers.delete(streamName)) return { key: 'noAutoscaling', values: { stream: streamName } }
    removeAlarms(world, streamName)
    return null
  }
  const stream = findStream(world, streamName)
  if (stream === null) return { key: 'noStreamNamed', values: { stream: streamName } }
  const settings = policyAlarms(streamName, policy, stream.openShards.length)
  const problem = policyProblem(policy) ?? settings.map(alarmProblem).find((found) => found !== null) ?? null
  if (problem !== null) return problem
  const added = settings.filter(({ AlarmName }) => !alarms.has(AlarmName)).length
  if (alarms.size + added > ALARMS_MAX) return { key: 'alarmsMany', values: { field: 'AlarmName', max: ALARMS_MAX } }
  removeAlarms(world, streamName)
  autoscalers.set(streamName, { policy, cooldownUntilUs: 0, activities: autoscalers.get(streamName)?.activities ?? [] })
  for (const alarm of settings) putAlarm(world, alarm, streamName)
  return null
}

function removeAlarms({ cloudWatch: { alarms } }: World, streamName: string): void {
  const names = alarmNamesOf(streamName)
  for (const name of [names.scaleOut, names.scaleIn]) if (alarms.get(name)?.ofAutoscaling === streamName) alarms.delete(name)
}
