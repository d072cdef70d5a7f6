/** Names, identifiers and texts of the service made from the state. */
import { ENDING_INDEX, formatSequenceNumber } from '../kinesis/sequenceNumber'
import { ACCOUNT_ID, REGION } from '../kinesis/limits'
import { formatShardId } from '../kinesis/shardId'
import { US_PER_MS, US_PER_SECOND, type SimUs } from '../base/units'
import { ensure } from '../base/assert'
import { arrivalUsOf } from './shardLog'
import type { Shard, Stream, StreamConsumer, World } from './state'

export function streamArn(streamName: string): string {
  return `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/${streamName}`
}

const STREAM_ARN = /^arn:aws[^:]*:kinesis:([^:]*):(\d{12}):stream\/([a-zA-Z0-9_.-]{1,128})$/

/** @returns the stream's name; null for an ARN of another account or Region, or of no stream. */
export function parseStreamArn(arn: string): string | null {
  const [, region, accountId, streamName] = STREAM_ARN.exec(arn) ?? []
  return region === REGION && accountId === ACCOUNT_ID ? streamName : null
}

const CONSUMER_ARN = /^(arn:aws[^:]*:kinesis:[^:]*:\d{12}:stream\/[^/]+)\/consumer\/([a-zA-Z0-9_.-]{1,128}):(\d{1,15})$/

/** Its last part is the second in which the consumer was registered: whoever registers it anew gets another one. */
export function consumerArn(world: World, stream: Stream, consumer: StreamConsumer): string {
  return `${streamArn(stream.streamName)}/consumer/${consumer.consumerName}:${epochSecondOf(world, consumer.createdAtUs)}`
}

export interface ConsumerName {
  streamName: string
  consumerName: string
  createdSecond: number
}

/** @returns null for an ARN of another account or Region, or of no consumer. */
export function parseConsumerArn(arn: string): ConsumerName | null {
  const [, ofStream, consumerName, second] = CONSUMER_ARN.exec(arn) ?? []
  const streamName = parseStreamArn(ofStream)
  return streamName === null ? null : { streamName, consumerName, createdSecond: Number(second) }
}

export function epochSecondOf(world: World, atUs: SimUs): number {
  return Math.floor((world.epochMs * US_PER_MS + atUs) / US_PER_SECOND)
}

export function epochMsOf(world: World, atUs: SimUs): number {
  return world.epochMs + Math.floor(atUs / US_PER_MS)
}

/** Text of a stored record's sequence number; costs about half a microsecond, so it is made only when asked for. */
export function sequenceNumberOf(world: World, shard: Shard, ordinal: number, arrivalUs: SimUs = arrivalUsOf(shard.log, ordinal)): string {
  return formatSequenceNumber({
    shardCreatedSecond: shard.createdSecond,
    shardIndex: shard.shardIndex,
    sequenceIndex: BigInt(ordinal),
    second: epochSecondOf(world, arrivalUs),
  })
}

export function startingSequenceNumberOf(shard: Shard): string {
  return formatSequenceNumber({
    shardCreatedSecond: shard.createdSecond,
    shardIndex: shard.shardIndex,
    sequenceIndex: 0n,
    second: shard.createdSecond,
  })
}

/** @returns null while the shard is open. */
export function endingSequenceNumberOf(shard: Shard): string | null {
  if (shard.closedSecond === null) return null
  return formatSequenceNumber({
    shardCreatedSecond: shard.createdSecond,
    shardIndex: shard.shardIndex,
    sequenceIndex: ENDING_INDEX,
    second: shard.closedSecond,
  })
}

export function streamNotFound(streamName: string, accountId = ACCOUNT_ID): string {
  return `Stream ${streamName} under account ${accountId} not found.`
}

/** What readers are told, as recorded in 2023–25 (risingwave#7453, amazon-kinesis-client#1521). */
export function shardRateExceeded(stream: Stream, shardIndex: number): string {
  return `Rate exceeded for Shard - ${ACCOUNT_ID}/${stream.streamName}/${formatShardId(shardIndex)}`
}

export function findStream(world: World, streamName: string): Stream | null {
  return world.streams.find((stream) => stream.streamName === streamName && stream.deletedAtUs === null) ?? null
}

/** The stream that an application reads or that producers write. @throws AssertionError when there is none. */
export function streamOf(world: World, client: { streamName: string }): Stream {
  return ensure(findStream(world, client.streamName), `stream ${client.streamName}`)
}
