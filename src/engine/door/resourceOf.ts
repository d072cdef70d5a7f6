/** What a call is about, as policies and the trail name it. */
import { consumerArn, streamArn } from '../naming'
import type { World } from '../state'
import type { AskedCall } from './caller'

/** @returns an ARN, or `*` for what is about the account. */
export function resourceOf(world: World, { stream, consumer, resource }: AskedCall): string {
  if (resource !== undefined) return resource
  if (stream === null) return '*'
  return consumer === undefined ? streamArn(stream.streamName) : consumerArn(world, stream, consumer)
}
