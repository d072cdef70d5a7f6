/** What descriptions of a stream have in common, in the shapes of the API. */
import type { ApiShape } from '../../../kinesis/api/types'
import { epochSecondOf, streamArn } from '../../naming'
import type { Stream, World } from '../../state'

export function summariseStream(world: World, stream: Stream): Required<ApiShape<'StreamSummary'>> {
  return {
    StreamName: stream.streamName,
    StreamARN: streamArn(stream.streamName),
    StreamStatus: stream.streamStatus,
    StreamModeDetails: { StreamMode: stream.streamMode },
    // Whole seconds: the service's own examples show no fraction.
    StreamCreationTimestamp: epochSecondOf(world, stream.createdAtUs),
  }
}

type Settings = Pick<ApiShape<'StreamDescription'>, 'RetentionPeriodHours' | 'EnhancedMonitoring' | 'EncryptionType' | 'KeyId'>

/** Recorded on AWS (LocalStack snapshots 2022–24): EncryptionType is there without encryption too, KeyId is not. */
export function settingsOf(stream: Stream): Settings {
  return {
    RetentionPeriodHours: stream.retentionPeriodHours,
    EnhancedMonitoring: [{ ShardLevelMetrics: [...stream.shardLevelMetrics] }],
    ...(stream.encryptionKeyId === null ? { EncryptionType: 'NONE' } : { EncryptionType: 'KMS', KeyId: stream.encryptionKeyId }),
  }
}
