/** AddTagsToStream: up to 50 tags a stream; a key that is there gets its new value. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { nameOfResource } from '../resolveResource'
import { resolveStream } from '../resolveStream'
import { addTags, refuseTags } from './tags'

export function addTagsToStream(world: World, input: Input<'AddTagsToStream'>): Answer<null> {
  const found = resolveStream(world, input)
  if (!found.ok) return found
  const stream = found.value
  const refusal = refuseTags(nameOfResource({ kind: 'stream', holder: stream }), stream.tags, input.Tags)
  if (refusal !== null) return refusal
  addTags(stream.tags, input.Tags)
  return accepted(null)
}
