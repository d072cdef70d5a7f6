/** UntagResource: as RemoveTagsFromStream, for consumers too. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { nameOfResource, resolveResource } from '../resolveResource'
import { refuseTagKeys } from './tags'

export function untagResource(world: World, input: Input<'UntagResource'>): Answer<null> {
  const found = resolveResource(world, input)
  if (!found.ok) return found
  const refusal = refuseTagKeys(nameOfResource(found.value), input.TagKeys)
  if (refusal !== null) return refusal
  for (const key of input.TagKeys) found.value.holder.tags.delete(key)
  return accepted(null)
}
