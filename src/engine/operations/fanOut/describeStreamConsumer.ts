/** DescribeStreamConsumer: one registered consumer, by its ARN or by its stream and name. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { streamArn } from '../../naming'
import type { World } from '../../state'
import { consumerOut, resolveConsumer } from './resolveConsumer'

export function describeStreamConsumer(world: World, input: Input<'DescribeStreamConsumer'>): Answer<Output<'DescribeStreamConsumer'>> {
  const found = resolveConsumer(world, input)
  if (!found.ok) return found
  const { stream, consumer } = found.value
  return accepted({ ConsumerDescription: { ...consumerOut(world, stream, consumer), StreamARN: streamArn(stream.streamName) } })
}
