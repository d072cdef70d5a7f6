/** Which registered consumer a call means: by its ARN, by its stream and name, or by all of these. */
import type { ApiShape } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import { consumerArn, epochSecondOf, parseConsumerArn } from '../../naming'
import type { Stream, StreamConsumer, World } from '../../state'
import { resolveStream } from '../resolveStream'

export interface ConsumerRef {
  ConsumerARN?: string
  StreamARN?: string
  ConsumerName?: string
}

export interface FoundConsumer {
  stream: Stream
  consumer: StreamConsumer
}

/** That the three must not conflict is the API's rule, the texts are ours (UNVERIFIED). */
export function resolveConsumer(world: World, { ConsumerARN: arn, StreamARN, ConsumerName }: ConsumerRef): Answer<FoundConsumer> {
  if (arn !== undefined) {
    const found = resolveConsumerArn(world, arn)
    if (!found.ok) return found
    if (ConsumerName !== undefined && ConsumerName !== found.value.consumer.consumerName) {
      return refused('InvalidArgumentException', 'ConsumerARN and ConsumerName do not match.')
    }
    const isOther = StreamARN !== undefined && !arn.startsWith(`${StreamARN}/`)
    return isOther ? refused('InvalidArgumentException', 'ConsumerARN and StreamARN do not match.') : found
  }
  if (StreamARN === undefined || ConsumerName === undefined) {
    return refused('InvalidArgumentException', 'Either ConsumerARN or both StreamARN and ConsumerName should be provided.')
  }
  const found = resolveStream(world, { StreamARN })
  if (!found.ok) return found
  const consumer = findConsumer(found.value, ConsumerName)
  return consumer === null ? consumerNotFound(ConsumerName) : accepted({ stream: found.value, consumer })
}

/** The ARN of a former consumer of the same name is not found. */
export function resolveConsumerArn(world: World, arn: string): Answer<FoundConsumer> {
  const parsed = parseConsumerArn(arn)
  if (parsed === null) return consumerNotFound(arn)
  const found = resolveStream(world, { StreamName: parsed.streamName })
  if (!found.ok) return found
  const consumer = findConsumer(found.value, parsed.consumerName)
  if (consumer === null || epochSecondOf(world, consumer.createdAtUs) !== parsed.createdSecond) return consumerNotFound(arn)
  return accepted({ stream: found.value, consumer })
}

export function findConsumer(stream: Stream, consumerName: string): StreamConsumer | null {
  return stream.consumers.find((consumer) => consumer.consumerName === consumerName) ?? null
}

/** As two emulators have it (moto, ferrokinesis); UNVERIFIED. */
export function consumerNotFound(consumer: string): ReturnType<typeof refused> {
  return refused('ResourceNotFoundException', `Consumer ${consumer}, account ${ACCOUNT_ID} not found.`)
}

export function consumerOut(world: World, stream: Stream, consumer: StreamConsumer): ApiShape<'Consumer'> {
  return {
    ConsumerName: consumer.consumerName,
    ConsumerARN: consumerArn(world, stream, consumer),
    ConsumerStatus: consumer.consumerStatus,
    ConsumerCreationTimestamp: epochSecondOf(world, consumer.createdAtUs),
  }
}
