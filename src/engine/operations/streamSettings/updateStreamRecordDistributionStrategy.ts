/** UpdateStreamRecordDistributionStrategy: AUTO ignores partition keys, on-demand streams only; stored records stay where they are. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, DISTRIBUTION_UPDATE_US } from '../../../kinesis/limits'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { findActive, updateStream } from './streamUpdate'

export function updateStreamRecordDistributionStrategy(world: World, input: Input<'UpdateStreamRecordDistributionStrategy'>, sink: Sink): Answer<null> {
  const found = findActive(world, input)
  if (!found.ok) return found
  const stream = found.value
  const { RecordDistributionStrategy: recordDistributionStrategy } = input
  if (recordDistributionStrategy === 'AUTO' && stream.streamMode !== 'ON_DEMAND') {
    // The exception is the API's, the text ours (UNVERIFIED).
    return refused(
      'InvalidArgumentException',
      `RecordDistributionStrategy AUTO is only supported in On-Demand mode. Stream ${stream.streamName} under account ${ACCOUNT_ID} is in Provisioned mode.`,
    )
  }
  updateStream(world, stream, { recordDistributionStrategy }, DISTRIBUTION_UPDATE_US, sink)
  return accepted(null)
}
