/** ListShards: pages of shards that a filter lets through, expired ones never. */
import { US_PER_MS, type SimUs } from '../../../base/units'
import type { ApiShape, Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { LIST_SHARDS_PAGE_MAX } from '../../../kinesis/limits'
import { parseShardId } from '../../../kinesis/shardId'
import { epochSecondOf, findStream, streamNotFound } from '../../naming'
import { horizonUsOf } from '../../recordMemory'
import type { Shard, Stream, World } from '../../state'
import { formatNextToken, readNextToken } from '../nextToken'
import { notActive, shardNotFound } from './reshardRefusals'
import { streamNameOf } from '../resolveStream'
import { describeShard } from './shardShapes'

const SHARD_FILTER_TYPES = ['AFTER_SHARD_ID', 'AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON', 'AT_LATEST', 'AT_TIMESTAMP', 'FROM_TIMESTAMP'] as const

/** As the API's, and the list is always there. */
export type ShardPage = Output<'ListShards'> & { Shards: ApiShape<'Shard'>[] }

/** What a NextToken stands for: the rest of the same question. */
interface Page {
  streamName: string
  /** Null: whichever has this name now. */
  streamCreatedUs: SimUs | null
  afterShardIndex: number
  filter: ApiShape<'ShardFilter'>
}

export function listShards(world: World, request: Input<'ListShards'>): Answer<ShardPage> {
  const { MaxResults: maxResults = LIST_SHARDS_PAGE_MAX } = request
  const page = findPage(world, request)
  if ('ok' in page) return page
  const stream = findStream(world, page.streamName)
  if (stream === null || !isMeant(world, stream, page, request)) {
    return refused('ResourceNotFoundException', streamNotFound(page.streamName))
  }
  // The exception is what the KCL's shard detector waits on, the sentence that of the other operations.
  if (stream.streamStatus === 'CREATING' || stream.streamStatus === 'DELETING') return notActive(stream)
  const pageMax = Math.min(maxResults, LIST_SHARDS_PAGE_MAX)
  const found: Shard[] = []
  for (let shardIndex = Math.max(page.afterShardIndex + 1, stream.firstLiveShard); shardIndex < stream.shards.length; shardIndex++) {
    const shard = stream.shards[shardIndex]
    if (shard.expired || !passes(world, stream, shard, page.filter)) continue
    if (found.length === pageMax) {
      const next: Page = { ...page, streamCreatedUs: stream.createdAtUs, afterShardIndex: found[found.length - 1].shardIndex }
      return accepted({ Shards: found.map(describeShard), NextToken: formatNextToken(world, next) })
    }
    found.push(shard)
  }
  return accepted({ Shards: found.map(describeShard) })
}

function findPage(world: World, request: Input<'ListShards'>): Page | Refused {
  if (request.NextToken !== undefined) {
    if (request.StreamName !== undefined || request.StreamARN !== undefined) {
      return refused('InvalidArgumentException', `NextToken and ${request.StreamName === undefined ? 'StreamARN' : 'StreamName'} cannot be provided together.`)
    }
    if (request.ExclusiveStartShardId !== undefined) {
      // The rule is the API's, the text ours (UNVERIFIED).
      return refused('InvalidArgumentException', 'NextToken and ExclusiveStartShardId cannot be provided together.')
    }
    if (request.StreamCreationTimestamp !== undefined) {
      return refused('InvalidArgumentException', 'NextToken and StreamCreationTimestamp cannot be provided together.')
    }
    const page = readNextToken(world, request.NextToken, isMade)
    return page.ok ? page.value : page
  }
  if (request.StreamName === undefined && request.StreamARN === undefined) {
    return refused('InvalidArgumentException', 'Either NextToken or StreamName should be provided.')
  }
  const name = streamNameOf(request)
  if (!name.ok) return name
  const filter = request.ShardFilter ?? { Type: 'FROM_TRIM_HORIZON' }
  const incomplete = refuseIncomplete(filter)
  if (incomplete !== null) return incomplete
  const after = filter.Type === 'AFTER_SHARD_ID' ? filter.ShardId : request.ExclusiveStartShardId
  const afterShardIndex = after === undefined ? -1 : parseShardId(after)
  if (afterShardIndex === null) return shardNotFound(after ?? '', name.value)
  return { streamName: name.value, streamCreatedUs: null, afterShardIndex, filter }
}

/** The rules are the API's, the texts ours (UNVERIFIED). */
function refuseIncomplete({ Type, ShardId, Timestamp }: ApiShape<'ShardFilter'>): Refused | null {
  if (Type === 'AFTER_SHARD_ID' && ShardId === undefined) {
    return refused('InvalidArgumentException', `ShardId must be specified in a ShardFilter of type ${Type}.`)
  }
  if ((Type === 'AT_TIMESTAMP' || Type === 'FROM_TIMESTAMP') && Timestamp === undefined) {
    return refused('InvalidArgumentException', `Timestamp must be specified in a ShardFilter of type ${Type}.`)
  }
  return null
}

/** Tells streams of one name apart: a token to the microsecond, a timestamp by whole seconds. */
function isMeant(world: World, stream: Stream, { streamCreatedUs }: Page, { StreamCreationTimestamp: timestamp }: Input<'ListShards'>): boolean {
  if (streamCreatedUs !== null) return streamCreatedUs === stream.createdAtUs
  return timestamp === undefined || Math.floor(timestamp) === epochSecondOf(world, stream.createdAtUs)
}

function isMade({ streamName, streamCreatedUs, afterShardIndex, filter }: Page): boolean {
  const isOfStream = typeof streamName === 'string' && Number.isSafeInteger(streamCreatedUs)
  const type = (filter as Page['filter'] | null | undefined)?.Type
  return isOfStream && Number.isSafeInteger(afterShardIndex) && type !== undefined && SHARD_FILTER_TYPES.includes(type)
}

function passes(world: World, stream: Stream, shard: Shard, filter: ApiShape<'ShardFilter'>): boolean {
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
