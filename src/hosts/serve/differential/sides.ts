/** Which operations kinesalite knows: the 17 of its last release in 2020. */
import type { Case, Operation } from './case'
import type { VoiceName } from './voices'

export const KINESALITE_OPERATIONS: readonly Operation[] = [
  'AddTagsToStream',
  'CreateStream',
  'DecreaseStreamRetentionPeriod',
  'DeleteStream',
  'DescribeStream',
  'DescribeStreamSummary',
  'GetRecords',
  'GetShardIterator',
  'IncreaseStreamRetentionPeriod',
  'ListShards',
  'ListStreams',
  'ListTagsForStream',
  'MergeShards',
  'PutRecord',
  'PutRecords',
  'RemoveTagsFromStream',
  'SplitShard',
]
/** What kinesis-local leaves out of ours. */
const KINESIS_LOCAL_LACKS: readonly Operation[] = ['UpdateStreamRecordDistributionStrategy']

export function canAnswer(voice: VoiceName, { given = [], when, spares }: Case): boolean {
  if (voice === 'ours') return true
  if (spares?.[voice] !== undefined) return false
  if (given.some((step) => 'passMs' in step)) return false
  const operations: Operation[] = [...given.flatMap((step) => ('operation' in step ? [step.operation] : 'consumerActive' in step ? (['RegisterStreamConsumer'] as const) : [])), when.operation]
  // Both are asked what neither knows.
  if (when.operation.endsWith('Channel') || when.operation === 'ListChannels') return true
  return operations.every((operation) => (voice === 'kinesalite' ? KINESALITE_OPERATIONS.includes(operation) : !KINESIS_LOCAL_LACKS.includes(operation)))
}
