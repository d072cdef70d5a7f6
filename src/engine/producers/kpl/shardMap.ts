/** The shards that the KPL believes to be open, as it has learnt them by ListShards: what it predicts by, stale after a reshard. */
import { HASH_KEY_MAX } from '../../../kinesis/hashKey'
import { hashWordsOf, type Keys } from '../../keySpace'
import { buildRoutingTable, routeWords, type RoutingTable } from '../../routing'
import type { SimUs } from '../../../base/units'
import { CLOSED_RANGE_LIFE_US, REFRESH_BACKOFF_MS_MAX, REFRESH_BACKOFF_MS_MIN } from './constants'
import type { MappedShard, ShardMap } from './model'
import { NONE } from './userRecords'

const tables = new WeakMap<ShardMap, { refreshes: number; table: RoutingTable }>()

/** @returns the shard that the map says takes the key, or NONE. */
export function predictedShard(map: ShardMap, keys: Keys, keyId: number): number {
  if (map.state !== 'READY' || map.open.length === 0) return NONE
  const { words, at } = hashWordsOf(keys, keyId)
  return routeWords(tableOf(map), words, at)
}

function tableOf(map: ShardMap): RoutingTable {
  const known = tables.get(map)
  if (known?.refreshes === map.refreshes) return known.table
  const starts = new Map(map.open.map(({ shardIndex, startingHashKey }) => [shardIndex, startingHashKey]))
  const table = buildRoutingTable(
    map.open.map(({ shardIndex }) => shardIndex),
    (shardIndex) => starts.get(shardIndex) ?? HASH_KEY_MAX,
  )
  tables.set(map, { refreshes: map.refreshes, table })
  return table
}

export function isMappedOpen({ open }: ShardMap, shardIndex: number): boolean {
  return open.some((shard) => shard.shardIndex === shardIndex)
}

/** @returns the range of a shard that is open by this map, or was not long ago; null where it is not known. */
export function knownRange(map: ShardMap, shardIndex: number, nowUs: SimUs): MappedShard | null {
  const range = map.ranges.get(shardIndex) ?? null
  return range === null || !isForgotten(map, nowUs) || isMappedOpen(map, shardIndex) ? range : null
}

function isForgotten({ updatedUs }: ShardMap, nowUs: SimUs): boolean {
  return nowUs > updatedUs + CLOSED_RANGE_LIFE_US
}

/** Whether what was seen to go wrong with a request sent at `sentUs` is news to the map: it must be asked anew. */
export function isOutdatedBy(map: ShardMap, sentUs: SimUs, predicted: number): boolean {
  return map.state === 'READY' && sentUs > map.updatedUs && isMappedOpen(map, predicted)
}

export function beginRefresh(map: ShardMap, nowUs: SimUs): void {
  if (isForgotten(map, nowUs)) map.ranges = new Map(map.open.map((shard) => [shard.shardIndex, shard]))
  map.state = 'UPDATING'
}

export function endRefresh(map: ShardMap, shards: MappedShard[], nowUs: SimUs): void {
  map.open = shards.sort((left, right) => (left.startingHashKey < right.startingHashKey ? -1 : 1))
  for (const shard of shards) map.ranges.set(shard.shardIndex, shard)
  map.state = 'READY'
  map.updatedUs = nowUs
  map.refreshes++
  map.lastFailure = null
  map.backoffMs = REFRESH_BACKOFF_MS_MIN
  map.listing = null
}

/** @returns for how long to wait before the next try. */
export function failRefresh(map: ShardMap, exception: string): number {
  const waitMs = map.backoffMs
  map.state = 'INVALID'
  map.failures++
  map.lastFailure = exception
  map.backoffMs = Math.min(REFRESH_BACKOFF_MS_MAX, Math.floor((waitMs * 3) / 2))
  map.listing = null
  return waitMs
}
