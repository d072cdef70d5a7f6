/** ListStreams: pages of the account's streams by name. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { LIST_STREAMS_PAGE_MAX } from '../../../kinesis/limits'
import type { World } from '../../state'
import { formatNextToken, readNextToken } from '../nextToken'
import { summariseStream } from './streamShapes'

/** What a NextToken stands for: the streams after a name. */
interface StreamPage {
  afterStreamName: string
}

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
    ...(HasMoreStreams ? { NextToken: formatNextToken(world, { afterStreamName: page[page.length - 1].streamName } satisfies StreamPage) } : {}),
    StreamSummaries: page.map((stream) => summariseStream(world, stream)),
  })
}

function nameOfToken(world: World, token: string): Answer<string> {
  const page = readNextToken<StreamPage>(world, token, ({ afterStreamName }) => typeof afterStreamName === 'string')
  return page.ok ? accepted(page.value.afterStreamName) : page
}
