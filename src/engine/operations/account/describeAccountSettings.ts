/** DescribeAccountSettings: whether the account has committed itself to On-demand Advantage. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { describeCommitment } from '../../throughputCommitment'

export function describeAccountSettings(world: World, _input: Input<'DescribeAccountSettings'>): Answer<Output<'DescribeAccountSettings'>> {
  return accepted({ MinimumThroughputBillingCommitment: describeCommitment(world) })
}
