/** Which stream a call means: by name, by ARN, or by both. */
import { accepted, refused, type Answer } from '../../kinesis/exceptions'
import { findStream, parseStreamArn, streamNotFound } from '../naming'
import type { Stream, World } from '../state'

export interface StreamRef {
  StreamName?: string
  StreamARN?: string
}

/** The name alone: some operations check other things before they look for the stream. */
export function streamNameOf(ref: StreamRef): Answer<string> {
  const { StreamName: name, StreamARN: arn } = ref
  if (arn === undefined) {
    // The rule is the API's, the text ours (UNVERIFIED).
    return name === undefined ? refused('InvalidArgumentException', 'Either StreamName or StreamARN should be provided.') : accepted(name)
  }
  const parsed = parseStreamArn(arn)
  if (parsed === null) return refused('ResourceNotFoundException', `Stream ARN ${arn} not found.`)
  if (name !== undefined && name !== parsed) return refused('InvalidArgumentException', 'StreamName and StreamARN do not match.')
  return accepted(parsed)
}

/** @returns ResourceNotFoundException for a stream that is not there; one being created or deleted is. */
export function resolveStream(world: World, ref: StreamRef): Answer<Stream> {
  const name = streamNameOf(ref)
  if (!name.ok) return name
  const stream = findStream(world, name.value)
  return stream === null ? refused('ResourceNotFoundException', streamNotFound(name.value)) : accepted(stream)
}
