/** DescribeStreamSummary: the cheapest question about a stream. */
import { KIB } from '../../base/units'
import { MAX_RECORD_SIZE_DEFAULT } from '../../kinesis/limits'
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
  MaxRecordSizeInKiB: number
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
      MaxRecordSizeInKiB: MAX_RECORD_SIZE_DEFAULT / KIB,
      ConsumerCount: 0,
    },
  })
}
