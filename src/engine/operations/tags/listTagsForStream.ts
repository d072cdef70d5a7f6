/** ListTagsForStream: pages of a stream's tags by key. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { TAGS_MAX } from '../../../kinesis/limits'
import type { World } from '../../state'
import { resolveStream } from '../resolveStream'
import { listTags } from './tags'

export function listTagsForStream(world: World, input: Input<'ListTagsForStream'>): Answer<Output<'ListTagsForStream'>> {
  const { ExclusiveStartTagKey: after, Limit: limit = TAGS_MAX } = input
  const found = resolveStream(world, input)
  if (!found.ok) return found
  const tags = listTags(found.value.tags).filter(({ Key }) => after === undefined || Key > after)
  return accepted({ Tags: tags.slice(0, limit), HasMoreTags: tags.length > limit })
}
