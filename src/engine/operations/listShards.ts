/** ListShards: pages of shards that a filter lets through, expired ones never. */
import { US_PER_MS, type SimUs } from '../../base/units'
import { fromBase64, toBase64 } from '../../base/base64'
import { accepted, constraintRefusal, refused, type Answer, type Refused } from '../../kinesis/exceptions'
import { ACCOUNT_ID, LIST_SHARDS_PAGE_MAX, NEXT_TOKEN_LIFE_US } from '../../kinesis/limits'
import { parseShardId } from '../../kinesis/shardId'
import { findStream, streamNotFound } from '../naming'
import { horizonUsOf } from '../recordMemory'
import type { Shard, Stream, World } from '../state'
import { describeShard, type ShardOut } from './shardShapes'

const SHARD_FILTER_TYPES = ['AFTER_SHARD_ID', 'AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON', 'AT_LATEST', 'AT_TIMESTAMP', 'FROM_TIMESTAMP'] as const
/** API: MaxResults. */
const MAX_RESULTS_MAX = 10_000

export type ShardFilterType = (typeof SHARD_FILTER_TYPES)[number]

export interface ListShardsRequest {
  StreamName?: string
  NextToken?: string
  ExclusiveStartShardId?: string
  MaxResults?: number
  /** `Timestamp` in epoch seconds. */
  ShardFilter?: { Type: ShardFilterType; ShardId?: string; Timestamp?: number }
}

export interface ListShardsResult {
  Shards: ShardOut[]
  NextToken?: string
}

/** What a NextToken stands for: the rest of the same question. */
interface Page {
  streamName: string
  afterShardIndex: number
  filter: NonNullable<ListShardsRequest['ShardFilter']>
  issuedAtUs: SimUs
}

export function listShards(world: World, request: ListShardsRequest): Answer<ListShardsResult> {
  const { MaxResults: maxResults = LIST_SHARDS_PAGE_MAX } = request
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > MAX_RESULTS_MAX) {
    const bound = maxResults > MAX_RESULTS_MAX ? `less than or equal to ${MAX_RESULTS_MAX}` : 'greater than or equal to 1'
    return constraintRefusal({ parameter: 'maxResults', value: String(maxResults), constraint: `Member must have value ${bound}` })
  }
  const page = findPage(world, request)
  if ('ok' in page) return page
  const stream = findStream(world, page.streamName)
  if (stream === null) return refused('ResourceNotFoundException', streamNotFound(page.streamName))
  const pageMax = Math.min(maxResults, LIST_SHARDS_PAGE_MAX)
  const found: Shard[] = []
  for (let shardIndex = Math.max(page.afterShardIndex + 1, stream.firstLiveShard); shardIndex < stream.shards.length; shardIndex++) {
    const shard = stream.shards[shardIndex]
    if (shard.expired || !passes(world, stream, shard, page.filter)) continue
    if (found.length === pageMax) {
      const next = { ...page, afterShardIndex: found[found.length - 1].shardIndex, issuedAtUs: world.nowUs }
      return accepted({ Shards: found.map(describeShard), NextToken: toBase64(JSON.stringify(next)) })
    }
    found.push(shard)
  }
  return accepted({ Shards: found.map(describeShard) })
}

function findPage(world: World, request: ListShardsRequest): Page | Refused {
  if (request.NextToken !== undefined) {
    if (request.StreamName !== undefined) {
      return refused('InvalidArgumentException', 'NextToken and StreamName cannot be provided together.')
    }
    if (request.ExclusiveStartShardId !== undefined) {
      // The rule is the API's, the text ours (UNVERIFIED).
      return refused('InvalidArgumentException', 'NextToken and ExclusiveStartShardId cannot be provided together.')
    }
    return pageOfToken(world, request.NextToken)
  }
  if (request.StreamName === undefined) return refused('InvalidArgumentException', 'Either NextToken or StreamName should be provided.')
  const filter = request.ShardFilter ?? { Type: 'FROM_TRIM_HORIZON' }
  const after = filter.Type === 'AFTER_SHARD_ID' ? filter.ShardId : request.ExclusiveStartShardId
  const afterShardIndex = after === undefined ? -1 : parseShardId(after)
  if (afterShardIndex === null) {
    return refused('ResourceNotFoundException', `Could not find shard ${after} in stream ${request.StreamName} under account ${ACCOUNT_ID}.`)
  }
  return { streamName: request.StreamName, afterShardIndex, filter, issuedAtUs: world.nowUs }
}

function pageOfToken(world: World, token: string): Page | Refused {
  const page = readToken(token)
  if (page === null) return refused('InvalidArgumentException', 'NextToken is invalid.')
  if (world.nowUs - page.issuedAtUs > NEXT_TOKEN_LIFE_US) {
    return refused('ExpiredNextTokenException', 'NextToken has expired. The pagination token is valid for 300 seconds.')
  }
  return page
}

/** @returns null for anything that `listShards` did not make. */
function readToken(token: string): Page | null {
  try {
    const page = JSON.parse(fromBase64(token) ?? '') as Page
    const isMade =
      typeof page.streamName === 'string' &&
      Number.isSafeInteger(page.afterShardIndex) &&
      Number.isFinite(page.issuedAtUs) &&
      SHARD_FILTER_TYPES.includes(page.filter.Type)
    return isMade ? page : null
  } catch {
    return null
  }
}

function passes(world: World, stream: Stream, shard: Shard, filter: NonNullable<ListShardsRequest['ShardFilter']>): boolean {
  const horizonUs = Math.max(horizonUsOf(world, stream), stream.createdAtUs)
  switch (filter.Type) {
    case 'AFTER_SHARD_ID':
    case 'FROM_TRIM_HORIZON':
      return true
    case 'AT_LATEST':
      return shard.closedAtUs === null
    case 'AT_TRIM_HORIZON':
      return wasOpenAt(shard, Math.max(horizonUs, firstOpeningUs(stream)))
    case 'AT_TIMESTAMP':
      return wasOpenAt(shard, Math.max(horizonUs, instantOf(world, filter.Timestamp)))
    case 'FROM_TIMESTAMP':
      return shard.closedAtUs === null || shard.closedAtUs >= Math.max(horizonUs, instantOf(world, filter.Timestamp))
  }
}

/** A stream takes seconds to create: its horizon is never before its first shards. */
function firstOpeningUs(stream: Stream): SimUs {
  return stream.shards.length === 0 ? 0 : stream.shards[0].openedAtUs
}

function wasOpenAt(shard: Shard, atUs: SimUs): boolean {
  return shard.openedAtUs <= atUs && (shard.closedAtUs === null || shard.closedAtUs > atUs)
}

function instantOf(world: World, timestamp = 0): SimUs {
  return (timestamp * 1_000 - world.epochMs) * US_PER_MS
}
