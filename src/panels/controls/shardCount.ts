/** What the Shards slider shows: its track, and the count that is on its way. */
import type { SimEvent } from '../../engine/events'
import type { Summary } from '../../engine/summary'
import type { SliderScale } from '../../widgets/sliderScale'
import { streamNameOf } from '../timeline/streamNameOf'

const TRACK_MAX_LEAST = 8
const LINEAR_MAX = 64
const RESHARDS: ReadonlySet<string> = new Set(['UpdateShardCount', 'SplitShard', 'MergeShards'])

/** Longer than what is accepted, so that one can learn what is refused; grows by doubling, so that it seldom changes. */
export function shardScale(stream: { openShardCount: number; targetShardCountMax: number }): SliderScale {
  let max = TRACK_MAX_LEAST
  while (max <= stream.targetShardCountMax) max *= 2
  return { min: 1, max, step: 1, kind: max > LINEAR_MAX ? 'logarithmic' : 'linear' }
}

/** The target of a reshard while it lasts, else the shards that are open. */
export function wantedShardCount(stream: Summary['stream'] | undefined, events: readonly SimEvent[]): number {
  if (stream === undefined) return 1
  if (stream.streamStatus !== 'UPDATING') return stream.openShardCount
  const call = events.findLast((event) => event.kind === 'CallAccepted' && RESHARDS.has(event.operation) && streamNameOf(event.input) === stream.streamName)
  if (call?.kind !== 'CallAccepted' || call.operation !== 'UpdateShardCount') return stream.openShardCount
  const target = Number(call.input['TargetShardCount'])
  return Number.isSafeInteger(target) ? target : stream.openShardCount
}
