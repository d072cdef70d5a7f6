/** What a ResourceARN means: a stream, or a consumer with enhanced fan-out. Both hold tags and a policy. */
import { accepted, type Answer } from '../../kinesis/exceptions'
import { ACCOUNT_ID } from '../../kinesis/limits'
import { parseConsumerArn } from '../naming'
import type { Stream, StreamConsumer, World } from '../state'
import { resolveConsumerArn } from './fanOut/resolveConsumer'
import { resolveStream } from './resolveStream'

export type Resource = { kind: 'stream'; holder: Stream } | { kind: 'consumer'; holder: StreamConsumer; stream: Stream }

/** @returns ResourceNotFoundException for what is not there. */
export function resolveResource(world: World, { ResourceARN: arn }: { ResourceARN: string }): Answer<Resource> {
  if (parseConsumerArn(arn) === null) {
    const found = resolveStream(world, { StreamARN: arn })
    return found.ok ? accepted({ kind: 'stream', holder: found.value }) : found
  }
  const found = resolveConsumerArn(world, arn)
  return found.ok ? accepted({ kind: 'consumer', holder: found.value.consumer, stream: found.value.stream }) : found
}

/** As it stands in the service's sentences. */
export function nameOfResource(resource: Resource): string {
  if (resource.kind === 'stream') return `stream ${resource.holder.streamName} under account ${ACCOUNT_ID}`
  return `consumer ${resource.holder.consumerName} of stream ${resource.stream.streamName} under account ${ACCOUNT_ID}`
}
