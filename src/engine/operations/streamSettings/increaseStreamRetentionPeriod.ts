/** IncreaseStreamRetentionPeriod: what has not expired yet stays longer; what has never returns. */
import type { Input } from '../../../kinesis/api/types'
import { refused, type Answer } from '../../../kinesis/exceptions'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { findRetained, setRetention } from './retention'

export function increaseStreamRetentionPeriod(world: World, input: Input<'IncreaseStreamRetentionPeriod'>, sink: Sink): Answer<null> {
  const found = findRetained(world, input)
  if (!found.ok) return found
  const { streamName, retentionPeriodHours } = found.value
  const hours = input.RetentionPeriodHours
  if (hours < retentionPeriodHours) {
    return refused(
      'InvalidArgumentException',
      `Requested retention period (${hours} hours) for stream ${streamName} can not be shorter than ` +
        `existing retention period (${retentionPeriodHours} hours). Use DecreaseRetentionPeriod API.`,
    )
  }
  return setRetention(world, found.value, hours, sink)
}
