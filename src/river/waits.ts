/** Which shards an application must not read yet, and what is left in the parents; known before it knows of the child. */
import { WATERLINE_ENDED, WATERLINE_WAITING } from '../engine/frame'
import type { ApplicationRow, Summary } from '../engine/summary'
import { valueAt } from './column'

export interface Wait {
  shardIndex: number
  /** The parents that are not finished; never empty. */
  parentIndexes: number[]
  /** Still to be processed in them. */
  recordsLeft: number
}

/** In order of shard index. */
export function waitsIn({ shards }: Pick<Summary, 'shards'>, { shards: states }: Pick<ApplicationRow, 'shards'>): Wait[] {
  const placeOf = new Map(shards.map(({ shardId }, place) => [shardId, place]))
  return shards
    .flatMap(({ shardIndex, parentShardId, adjacentParentShardId }, place): Wait[] => {
      if (valueAt(states.state, place) !== WATERLINE_WAITING) return []
      const parents = [parentShardId, adjacentParentShardId].flatMap((shardId) => {
        const parent = shardId === null ? undefined : placeOf.get(shardId)
        return parent === undefined || valueAt(states.state, parent) === WATERLINE_ENDED ? [] : [parent]
      })
      if (parents.length === 0) return []
      return [
        {
          shardIndex,
          parentIndexes: parents.map((parent) => shards[parent]?.shardIndex ?? 0),
          recordsLeft: parents.reduce((records, parent) => records + valueAt(states.backlogRecords, parent), 0),
        },
      ]
    })
    .sort((one, other) => one.shardIndex - other.shardIndex)
}
