/** GetResourcePolicy: the empty object where none was put, as recorded on AWS (LocalStack snapshot). */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { resolveResource } from '../resolveResource'

export function getResourcePolicy(world: World, input: Input<'GetResourcePolicy'>): Answer<Output<'GetResourcePolicy'>> {
  const found = resolveResource(world, input)
  return found.ok ? accepted({ Policy: found.value.holder.resourcePolicy?.document ?? '{}' }) : found
}
