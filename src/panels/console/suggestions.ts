/** What a field could hold, from what is on the screen: offered while typing, never forced. */
import type { ShapeName } from '../../kinesis/api/types'
import type { Seen } from './defaultDraft'

export type Suggestions = Partial<Record<ShapeName, readonly string[]>>

const OFFERED_MAX = 50

export function suggestionsFrom(seen: Seen): Suggestions {
  return {
    StreamName: present([seen.streamName]),
    StreamARN: present([seen.streamArn]),
    ResourceARN: present([seen.streamArn, seen.lastConsumerArn]),
    ConsumerARN: present([seen.lastConsumerArn]),
    ShardId: seen.openShardIds.slice(0, OFFERED_MAX),
    ShardIterator: present([seen.lastShardIterator]),
    HashKey: present([seen.middleHashKey]),
    KeyId: ['alias/aws/kinesis'],
  }
}

function present(values: readonly (string | null)[]): string[] {
  return values.filter((value) => value !== null)
}
