/** UpdateAccountSettings: On-demand Advantage on, or off as soon as its 24 h are over and no stream is warm any more. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import type { Stream, World } from '../../state'
import { describeCommitment, endCommitment, startCommitment } from '../../throughputCommitment'

export function updateAccountSettings(world: World, input: Input<'UpdateAccountSettings'>): Answer<Output<'UpdateAccountSettings'>> {
  if (input.MinimumThroughputBillingCommitment.Status === 'ENABLED') startCommitment(world)
  else {
    const warm = world.streams.find(isOrBecomesWarm)
    if (warm !== undefined) {
      // The rule is the developer guide's ("warm throughput must be removed first"), the text ours (UNVERIFIED).
      return refused('ValidationException', `Stream ${warm.streamName} under account ${ACCOUNT_ID} has warm throughput, which must be removed first.`)
    }
    endCommitment(world)
  }
  return accepted({ MinimumThroughputBillingCommitment: describeCommitment(world) })
}

function isOrBecomesWarm({ deletedAtUs, warmThroughputMiBps, update }: Stream): boolean {
  return deletedAtUs === null && (warmThroughputMiBps !== null || (update?.change.warmThroughputMiBps ?? null) !== null)
}
