/** DeregisterStreamConsumer: the consumer's subscriptions end at once, its name is free again when DELETING is over. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { DEREGISTER_CONSUMER_US } from '../../../kinesis/limits'
import { schedule } from '../../agenda'
import { endSubscriptionsOf } from '../../fanOut'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { Task } from '../../task'
import { resolveConsumer } from './resolveConsumer'

export function deregisterStreamConsumer(world: World, input: Input<'DeregisterStreamConsumer'>, sink: Sink): Answer<Output<'DeregisterStreamConsumer'>> {
  const found = resolveConsumer(world, input)
  if (!found.ok) return found
  const { stream, consumer } = found.value
  // The API declares no ResourceInUseException here: a second call is accepted and changes nothing.
  if (consumer.consumerStatus === 'DELETING') return accepted(null)
  consumer.consumerStatus = 'DELETING'
  endSubscriptionsOf(world, consumer, null, sink)
  schedule(world.agenda, world.nowUs + DEREGISTER_CONSUMER_US, {
    type: 'FinishDeregisterConsumer',
    streamIndex: stream.streamIndex,
    consumerName: consumer.consumerName,
    createdAtUs: consumer.createdAtUs,
  })
  return accepted(null)
}

export function finishDeregisterConsumer(world: World, task: Extract<Task, { type: 'FinishDeregisterConsumer' }>): void {
  const { consumers } = world.streams[task.streamIndex]
  const at = consumers.findIndex(({ consumerName, createdAtUs }) => consumerName === task.consumerName && createdAtUs === task.createdAtUs)
  if (at >= 0) consumers.splice(at, 1)
}
