/** DeleteStream: DELETING for a while, in which data calls go on, then gone with all it held. Its place is free for the next stream. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, DELETE_STREAM_US } from '../../../kinesis/limits'
import { schedule, withdraw } from '../../agenda'
import { tell, type Sink } from '../../sink'
import type { Stream, World } from '../../state'
import type { Task } from '../../task'
import { resolveStream } from '../resolveStream'

/** A stream that is DELETING already is let be, as kinesalite does (UNVERIFIED); one in CREATING may go (recorded on AWS). */
export function deleteStream(world: World, input: Input<'DeleteStream'>, sink: Sink): Answer<null> {
  const found = resolveStream(world, input)
  if (!found.ok) return found
  const stream = found.value
  if (stream.streamStatus === 'DELETING') return accepted(null)
  if (stream.consumers.length > 0 && input.EnforceConsumerDeletion !== true) {
    // As told on AWS (terraform-provider-aws#8420).
    return refused(
      'ResourceInUseException',
      `DeleteStream can't delete ${ACCOUNT_ID}:${stream.streamName} because there are consumers associated with this data stream. ` +
        `To delete ${stream.streamName} anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all ` +
        'the consumers that are associated with it.',
    )
  }
  withdraw(world.agenda, (task) => isChangeOf(stream, task))
  stream.plannedSteps = []
  stream.update = null
  for (const consumer of stream.consumers) consumer.consumerStatus = 'DELETING'
  stream.streamStatus = 'DELETING'
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'DELETING' })
  schedule(world.agenda, world.nowUs + DELETE_STREAM_US, { type: 'FinishDeleteStream', streamIndex: stream.streamIndex })
  return accepted(null)
}

/** What would have made it ACTIVE again. */
function isChangeOf({ streamIndex }: Stream, task: Task): boolean {
  switch (task.type) {
    case 'FinishCreateStream':
    case 'FinishStreamUpdate':
    case 'ReshardStep':
      return task.streamIndex === streamIndex
    default:
      return false
  }
}
