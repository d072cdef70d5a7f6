/** UpdateAccountSettings: On-demand Advantage on, or off as soon as its 24 h are over and no stream is warm any more. */
import type { Input, Output } from '../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../kinesis/limits'
import type { World } from '../state'
import { describeCommitment, endCommitment, startCommitment } from '../throughputCommitment'

export function updateAccountSettings(world: World, input: Input<'UpdateAccountSettings'>): Answer<Output<'UpdateAccountSettings'>> {
  if (input.MinimumThroughputBillingCommitment.Status === 'ENABLED') startCommitment(world)
  else {
    const warm = world.streams.find(({ deletedAtUs, warmThroughputMiBps }) => deletedAtUs === null && warmThroughputMiBps !== null)
    if (warm !== undefined) {
      // The rule is the developer guide's ("warm throughput must be removed first"), the text ours (UNVERIFIED).
      return refused('ValidationException', `Stream ${warm.streamName} under account ${ACCOUNT_ID} has warm throughput, which must be removed first.`)
    }
    endCommitment(world)
  }
  return accepted({ MinimumThroughputBillingCommitment: describeCommitment(world) })
}
