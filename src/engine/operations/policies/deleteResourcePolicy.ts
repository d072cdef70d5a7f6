/** DeleteResourcePolicy: one that was never put is an error, as recorded on AWS (LocalStack snapshot). */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import type { World } from '../../state'
import { resolveResource } from '../resolveResource'

export function deleteResourcePolicy(world: World, input: Input<'DeleteResourcePolicy'>): Answer<null> {
  const found = resolveResource(world, input)
  if (!found.ok) return found
  const { holder } = found.value
  // In the words of an emulator whose tests were held against AWS (moto).
  if (holder.resourcePolicy === null) return refused('ResourceNotFoundException', `No resource policy found for resource ARN ${input.ResourceARN}.`)
  holder.resourcePolicy = null
  world.guards.revision++
  return accepted(null)
}
