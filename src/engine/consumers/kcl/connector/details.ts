/** What stands between processRecords and emit in an application on the Connector Library. */
import { US_PER_MS, type Bytes } from '../../../../base/units'
import { formatShardId } from '../../../../kinesis/shardId'
import type { ShardId } from '../../../events'
import type { World } from '../../../state'
import type { KclApplication } from '../model'

export interface BufferDetails {
  shardId: ShardId
  workerId: string
  /** User records that have passed the filter. */
  records: number
  bytes: Bytes
  /** Since the last buffer was emptied. */
  ageMs: number
  /** Of emit; 0 while it collects. */
  tries: number
}

/** @returns null for an application without the library. */
export function buffersOf(world: World, { settings, workers }: KclApplication): BufferDetails[] | null {
  if (settings.connector === null) return null
  return workers.flatMap(({ workerId, shardConsumers }) =>
    Array.from(shardConsumers.values()).flatMap(({ shardIndex, buffer }) => {
      if (buffer === null) return []
      const { records, bytes, sinceUs, tries } = buffer
      return [{ shardId: formatShardId(shardIndex), workerId, records, bytes, ageMs: (world.nowUs - sinceUs) / US_PER_MS, tries }]
    }),
  )
}
