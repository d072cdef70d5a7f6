/** DescribeStreamSummary: the cheapest question about a stream. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { resolveStream } from '../resolveStream'
import { settingsOf, summariseStream } from './streamShapes'
import { describeWarmThroughput } from '../streamSettings/warmThroughput'

export function describeStreamSummary(world: World, input: Input<'DescribeStreamSummary'>): Answer<Output<'DescribeStreamSummary'>> {
  const found = resolveStream(world, input)
  if (!found.ok) return found
  const stream = found.value
  const WarmThroughput = describeWarmThroughput(stream)
  return accepted({
    StreamDescriptionSummary: {
      ...summariseStream(world, stream),
      ...settingsOf(stream),
      OpenShardCount: stream.openShards.length,
      ConsumerCount: stream.consumers.length,
      ...(WarmThroughput === undefined ? {} : { WarmThroughput }),
      MaxRecordSizeInKiB: stream.maxRecordSizeInKiB,
      ...(stream.streamMode === 'ON_DEMAND' ? { RecordDistributionStrategy: stream.recordDistributionStrategy } : {}),
    },
  })
}
