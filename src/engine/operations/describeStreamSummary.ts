/** DescribeStreamSummary: the cheapest question about a stream. */
import { accepted, refused, type Answer } from '../../kinesis/exceptions'
import { epochMsOf, findStream, streamArn, streamNotFound } from '../naming'
import type { StreamStatus, World } from '../state'

export interface StreamDescriptionSummary {
  StreamName: string
  StreamARN: string
  StreamStatus: StreamStatus
  StreamModeDetails: { StreamMode: 'PROVISIONED' }
  RetentionPeriodHours: number
  /** Epoch seconds. */
  StreamCreationTimestamp: number
  EnhancedMonitoring: { ShardLevelMetrics: string[] }[]
  EncryptionType: 'NONE'
  OpenShardCount: number
  ConsumerCount: number
}

export function describeStreamSummary(world: World, request: { StreamName: string }): Answer<{ StreamDescriptionSummary: StreamDescriptionSummary }> {
  const stream = findStream(world, request.StreamName)
  if (stream === null) return refused('ResourceNotFoundException', streamNotFound(request.StreamName))
  return accepted({
    StreamDescriptionSummary: {
      StreamName: stream.streamName,
      StreamARN: streamArn(stream.streamName),
      StreamStatus: stream.streamStatus,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      RetentionPeriodHours: stream.retentionPeriodHours,
      StreamCreationTimestamp: Math.floor(epochMsOf(world, stream.createdAtUs) / 1_000),
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      EncryptionType: 'NONE',
      OpenShardCount: stream.openShards.length,
      ConsumerCount: 0,
    },
  })
}
