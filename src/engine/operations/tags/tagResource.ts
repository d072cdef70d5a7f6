/** TagResource: as AddTagsToStream, for consumers too. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { nameOfResource, resolveResource } from '../resolveResource'
import { addTags, refuseTags } from './tags'

export function tagResource(world: World, input: Input<'TagResource'>): Answer<null> {
  const found = resolveResource(world, input)
  if (!found.ok) return found
  const { tags } = found.value.holder
  const refusal = refuseTags(nameOfResource(found.value), tags, input.Tags)
  if (refusal !== null) return refusal
  addTags(tags, input.Tags)
  return accepted(null)
}
