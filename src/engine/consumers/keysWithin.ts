/** The partition keys of stored records, those of user records in aggregates included. */
import { forEachOrdinal } from '../logWalk'
import { aggregateOf, type ShardLog } from '../shardLog'

/** Calls `visit` for each key of ordinals from … to−1, until `room` is used up. Records of which only the count is kept have none. */
export function keysWithin(log: ShardLog, from: number, to: number, room: { left: number }, visit: (keyId: number, ordinal: number) => void): void {
  forEachOrdinal(log, from, to, (segment, at, ordinal) => {
    if (room.left-- <= 0) return false
    if (segment === null || segment.columns === null) return true
    const aggregate = aggregateOf(segment, at)
    if (aggregate === null) visit(segment.columns.keyId[at], ordinal)
    else for (let member = 0; member < aggregate.count; member++) visit(aggregate.keyIds[member], ordinal)
    return true
  })
}
