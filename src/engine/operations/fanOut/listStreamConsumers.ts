/** ListStreamConsumers: pages of a stream's consumers in order of their names (the order is UNVERIFIED). */
import type { SimUs } from '../../../base/units'
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { LIST_STREAM_CONSUMERS_PAGE_MAX } from '../../../kinesis/limits'
import { epochSecondOf, streamNotFound } from '../../naming'
import type { Stream, World } from '../../state'
import { formatNextToken, readNextToken } from '../nextToken'
import { consumerOut } from './resolveConsumer'
import { resolveStream } from '../resolveStream'

/** What a NextToken stands for: the consumers of one stream after a name. */
interface ConsumerPage {
  streamName: string
  streamCreatedUs: SimUs
  afterConsumerName: string
}

export function listStreamConsumers(world: World, input: Input<'ListStreamConsumers'>): Answer<Output<'ListStreamConsumers'>> {
  const found = resolveStream(world, { StreamARN: input.StreamARN })
  if (!found.ok) return found
  const stream = found.value
  const after = findStart(world, stream, input)
  if (typeof after !== 'string') return after
  const { MaxResults: maxResults = LIST_STREAM_CONSUMERS_PAGE_MAX } = input
  const rest = stream.consumers.filter(({ consumerName }) => consumerName > after).sort((left, right) => (left.consumerName < right.consumerName ? -1 : 1))
  const listed = rest.slice(0, Math.min(maxResults, LIST_STREAM_CONSUMERS_PAGE_MAX))
  const Consumers = listed.map((consumer) => consumerOut(world, stream, consumer))
  if (listed.length === rest.length) return accepted({ Consumers })
  const afterConsumerName = listed[listed.length - 1].consumerName
  const next: ConsumerPage = { streamName: stream.streamName, streamCreatedUs: stream.createdAtUs, afterConsumerName }
  return accepted({ Consumers, NextToken: formatNextToken(world, next) })
}

/** @returns the name after which to begin. The rules are the API's, the texts ours (UNVERIFIED). */
function findStart(world: World, stream: Stream, input: Input<'ListStreamConsumers'>): string | Refused {
  const { NextToken: token, StreamCreationTimestamp: created } = input
  if (token === undefined) {
    const isOther = created !== undefined && Math.floor(created) !== epochSecondOf(world, stream.createdAtUs)
    return isOther ? refused('ResourceNotFoundException', streamNotFound(stream.streamName)) : ''
  }
  if (created !== undefined) return refused('InvalidArgumentException', 'NextToken and StreamCreationTimestamp cannot be provided together.')
  const isMade = (page: ConsumerPage) =>
    page.streamName === stream.streamName && page.streamCreatedUs === stream.createdAtUs && typeof page.afterConsumerName === 'string'
  const page = readNextToken(world, token, isMade)
  return page.ok ? page.value.afterConsumerName : page
}
