/** Warm throughput as shards: so many that a stream takes it at once, and no more once it is lowered by call. */
import type { ReshardStep, Stream, World } from '../state'
import { evenSteps } from './evenSteps'
import { NO_LOAD } from './model'
import { peakOf } from './peaks'
import { shardsNeeded } from './scalingRule'

const LATELY_HOURS = 1

/**
 * UPD: a stream whose warm throughput is set to the same or less goes down to what was asked for, or to what the peak of the
 * last hour needs. That need is twice the peak, as ever (UNVERIFIED). One that was provisioned until now keeps what it has, and
 * so does one whose warm throughput is raised.
 *
 * @param formerMiBps the warm throughput until now.
 */
export function planWarmSteps({ nowUs }: World, stream: Stream, formerMiBps: number | null): ReshardStep[] {
  const { onDemand } = stream
  if (onDemand === null || stream.plannedSteps.length > 0) return []
  const open = stream.openShards.length
  const needed = shardsNeeded(peakOf(onDemand, nowUs, LATELY_HOURS) ?? NO_LOAD, stream.warmThroughputMiBps)
  const isNew = onDemand.sinceUs === nowUs
  const isRaised = formerMiBps !== null && (stream.warmThroughputMiBps ?? 0) > formerMiBps
  const count = open > needed && !isNew && !isRaised ? needed : Math.max(open, stream.warmThroughputMiBps ?? 0)
  onDemand.shrinking = null
  if (count > open) onDemand.grownUs = nowUs
  return count === open ? [] : evenSteps(stream, count)
}
