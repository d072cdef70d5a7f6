/** ListStreams: pages of the account's streams by name. */
import { fromBase64, toBase64 } from '../../base/base64'
import type { Input, Output } from '../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../kinesis/exceptions'
import { LIST_STREAMS_PAGE_MAX, NEXT_TOKEN_LIFE_US } from '../../kinesis/limits'
import type { World } from '../state'
import { summariseStream } from './streamShapes'

const VERSION = 'shardscope-streams-1'

/**
 * A NextToken goes over ExclusiveStartStreamName: the SDKs' own paginators send both from the second page on. That it
 * lives as long as one of ListShards is UNVERIFIED.
 */
export function listStreams(world: World, { ExclusiveStartStreamName, NextToken, Limit = LIST_STREAMS_PAGE_MAX }: Input<'ListStreams'>): Answer<Output<'ListStreams'>> {
  const after = NextToken === undefined ? accepted(ExclusiveStartStreamName ?? '') : nameOfToken(world, NextToken)
  if (!after.ok) return after
  const streams = world.streams.filter(({ deletedAtUs, streamName }) => deletedAtUs === null && streamName > after.value)
  streams.sort((left, right) => (left.streamName < right.streamName ? -1 : 1))
  const page = streams.slice(0, Math.min(Limit, LIST_STREAMS_PAGE_MAX))
  const HasMoreStreams = streams.length > page.length
  return accepted({
    StreamNames: page.map(({ streamName }) => streamName),
    HasMoreStreams,
    ...(HasMoreStreams ? { NextToken: toBase64([VERSION, page[page.length - 1].streamName, world.nowUs].join('/')) } : {}),
    StreamSummaries: page.map((stream) => summariseStream(world, stream)),
  })
}

/** Texts as of ListShards, whose own are UNVERIFIED. */
function nameOfToken(world: World, token: string): Answer<string> {
  const [version, streamName, issuedAtUs = '', ...rest] = fromBase64(token)?.split('/') ?? []
  if (version !== VERSION || rest.length > 0 || !/^\d{1,16}$/.test(issuedAtUs)) return refused('InvalidArgumentException', 'NextToken is invalid.')
  if (world.nowUs - Number(issuedAtUs) > NEXT_TOKEN_LIFE_US) {
    return refused('ExpiredNextTokenException', `NextToken has expired. The pagination token is valid for ${NEXT_TOKEN_LIFE_US / 1_000_000} seconds.`)
  }
  return accepted(streamName)
}
