/** RemoveTagsFromStream: keys that are not there are ignored. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { nameOfResource } from '../resolveResource'
import { resolveStream } from '../resolveStream'
import { refuseTagKeys } from './tags'

export function removeTagsFromStream(world: World, input: Input<'RemoveTagsFromStream'>): Answer<null> {
  const found = resolveStream(world, input)
  if (!found.ok) return found
  const stream = found.value
  const refusal = refuseTagKeys(nameOfResource({ kind: 'stream', holder: stream }), input.TagKeys)
  if (refusal !== null) return refusal
  for (const key of input.TagKeys) stream.tags.delete(key)
  return accepted(null)
}
