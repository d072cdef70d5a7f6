/** UpdateStreamWarmThroughput: on-demand streams of accounts with On-demand Advantage only. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, WARM_THROUGHPUT_UPDATE_US } from '../../../kinesis/limits'
import { streamArn } from '../../naming'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { findActive, updateStream } from './streamUpdate'
import { describeWarmThroughput, refuseWarmThroughput, warmThroughputFrom } from './warmThroughput'

export function updateStreamWarmThroughput(
  world: World,
  input: Input<'UpdateStreamWarmThroughput'>,
  sink: Sink,
): Answer<Output<'UpdateStreamWarmThroughput'>> {
  const found = findActive(world, input)
  if (!found.ok) return found
  const stream = found.value
  const { streamName } = stream
  if (stream.streamMode !== 'ON_DEMAND') {
    // The rule is the API's, the text ours, after that for on-demand streams (UNVERIFIED).
    return refused('ValidationException', `Request is invalid. Stream ${streamName} under account ${ACCOUNT_ID} is in Provisioned mode.`)
  }
  const refusal = refuseWarmThroughput(world, input.WarmThroughputMiBps)
  if (refusal !== null) return refusal
  updateStream(world, stream, { warmThroughputMiBps: warmThroughputFrom(input.WarmThroughputMiBps) }, WARM_THROUGHPUT_UPDATE_US, sink)
  const WarmThroughput = describeWarmThroughput(stream)
  return accepted({ StreamARN: streamArn(streamName), StreamName: streamName, ...(WarmThroughput === undefined ? {} : { WarmThroughput }) })
}
