/** What IncreaseStreamRetentionPeriod and DecreaseStreamRetentionPeriod have in common. Sentences as recorded on AWS, except for the maximum. */
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { RETENTION_HOURS_MAX, RETENTION_HOURS_MIN, RETENTION_UPDATE_US } from '../../../kinesis/limits'
import type { Sink } from '../../sink'
import type { Stream, World } from '../../state'
import { notActive } from '../shards/reshardRefusals'
import { resolveStream, type StreamRef } from '../resolveStream'
import { updateStream } from './streamUpdate'

export function findRetained(world: World, input: StreamRef & { RetentionPeriodHours: number }): Answer<Stream> {
  const found = resolveStream(world, input)
  if (!found.ok) return found
  const hours = input.RetentionPeriodHours
  if (hours < RETENTION_HOURS_MIN) return outOfBounds(`Minimum allowed retention period is ${RETENTION_HOURS_MIN} hours.`, hours, 'short')
  if (hours > RETENTION_HOURS_MAX) return outOfBounds(`Maximum allowed retention period is ${RETENTION_HOURS_MAX} hours.`, hours, 'long')
  return found.value.streamStatus === 'ACTIVE' ? found : notActive(found.value)
}

function outOfBounds(bound: string, hours: number, how: 'short' | 'long'): Answer<never> {
  return refused('InvalidArgumentException', `${bound} Requested retention period (${hours} hours) is too ${how}.`)
}

/** The period that it has already is accepted and changes nothing (recorded on AWS). */
export function setRetention(world: World, stream: Stream, retentionPeriodHours: number, sink: Sink): Answer<null> {
  if (retentionPeriodHours !== stream.retentionPeriodHours) updateStream(world, stream, { retentionPeriodHours }, RETENTION_UPDATE_US, sink)
  return accepted(null)
}
