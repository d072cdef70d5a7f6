/** ListTagsForResource: all tags of a stream or consumer at once. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { resolveResource } from '../resolveResource'
import { listTags } from './tags'

export function listTagsForResource(world: World, input: Input<'ListTagsForResource'>): Answer<Output<'ListTagsForResource'>> {
  const found = resolveResource(world, input)
  return found.ok ? accepted({ Tags: listTags(found.value.holder.tags) }) : found
}
