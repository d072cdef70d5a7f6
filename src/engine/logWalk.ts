/** Goes through places of a shard one by one, those of which nothing but the count is kept included. */
import { segmentAt, type Segment, type ShardLog } from './shardLog'

/**
 * Calls `visit` for each of ordinals from … to−1, with its place where it is held, until that says no.
 * `at` means nothing where `segment` is null.
 */
export function forEachOrdinal(log: ShardLog, from: number, to: number, visit: (segment: Segment | null, at: number, ordinal: number) => boolean): void {
  const { segments } = log
  let place = segmentAt(log, from)
  for (let ordinal = from; ordinal < to; ordinal++) {
    // Past the end there is none.
    let segment = segments[place] as Segment | undefined
    if (segment !== undefined && ordinal >= segment.firstOrdinal + segment.count) segment = segments[++place]
    const at = segment === undefined ? -1 : ordinal - segment.firstOrdinal
    if (!visit(segment === undefined || at < 0 ? null : segment, at, ordinal)) return
  }
}

/** Whether a record near ordinals from … to−1 was put with its bytes. */
export function hasPayloadWithin(log: ShardLog, from: number, to: number): boolean {
  for (let place = segmentAt(log, from); place < log.segments.length; place++) {
    const { firstOrdinal, payload } = log.segments[place]
    if (firstOrdinal >= to) return false
    if (payload !== null) return true
  }
  return false
}
