/** The log of an autoscaler: what happens again and again is one line that counts. */
import type { Refusal } from '../../kinesis/exceptions'
import type { Autoscaler } from '../cloudWatch/model'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import type { ScalingOutcome } from './settings'

/** Ours. */
const ACTIVITIES_MAX = 50

export interface Activity {
  from: number
  to: number
  outcome: ScalingOutcome
  refusal: Refusal | null
}

export function noteActivity(world: World, { streamName, autoscaler, alarmName }: { streamName: string; autoscaler: Autoscaler; alarmName: string }, { from, to, outcome, refusal }: Activity, sink: Sink): void {
  const { activities } = autoscaler
  const exception = refusal?.exception ?? null
  const last = activities.at(-1)
  if (last !== undefined && outcome !== 'accepted' && last.outcome === outcome && last.alarmName === alarmName && last.to === to && last.from === from && last.exception === exception) {
    last.times++
    return
  }
  activities.push({ atUs: world.nowUs, alarmName, from, to, outcome, exception, message: refusal?.message ?? null, times: 1 })
  if (activities.length > ACTIVITIES_MAX) activities.shift()
  tell(world, sink, { kind: 'ScalingActivity', streamName, from, to, because: alarmName, outcome, exception })
}
