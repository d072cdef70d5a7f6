/** RegisterStreamConsumer: a name for enhanced fan-out, CREATING for some seconds before it may subscribe. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, CONSUMERS_ADVANTAGE_MAX, CONSUMERS_CREATING_MAX, CONSUMERS_MAX, REGISTER_CONSUMER_US } from '../../../kinesis/limits'
import { schedule } from '../../agenda'
import type { Stream, StreamConsumer, World } from '../../state'
import type { Task } from '../../task'
import { hasAdvantage } from '../../throughputCommitment'
import { notActive } from '../shards/reshardRefusals'
import { consumerOut, findConsumer } from './resolveConsumer'
import { resolveStream } from '../resolveStream'
import { refuseTags } from '../tags/tags'

export function registerStreamConsumer(world: World, input: Input<'RegisterStreamConsumer'>): Answer<Output<'RegisterStreamConsumer'>> {
  const found = resolveStream(world, { StreamARN: input.StreamARN })
  if (!found.ok) return found
  const stream = found.value
  const refusal = refuseRegister(world, stream, input)
  if (refusal !== null) return refusal
  const consumer: StreamConsumer = {
    consumerName: input.ConsumerName,
    consumerStatus: 'CREATING',
    createdAtUs: world.nowUs,
    tags: new Map(Object.entries(input.Tags ?? {})),
    resourcePolicy: null,
    subscriptions: new Map(),
    subscribeCallsUs: new Map(),
  }
  stream.consumers.push(consumer)
  schedule(world.agenda, world.nowUs + REGISTER_CONSUMER_US, {
    type: 'FinishRegisterConsumer',
    streamIndex: stream.streamIndex,
    consumerName: consumer.consumerName,
    createdAtUs: consumer.createdAtUs,
  })
  return accepted({ Consumer: consumerOut(world, stream, consumer) })
}

/** All sentences but the first are ours (UNVERIFIED); the KCL takes ResourceInUseException for "is registered already". */
function refuseRegister(world: World, stream: Stream, { ConsumerName: consumerName, Tags = {} }: Input<'RegisterStreamConsumer'>): Refused | null {
  const { streamName, streamStatus, consumers } = stream
  if (streamStatus === 'CREATING' || streamStatus === 'DELETING') return notActive(stream)
  if (findConsumer(stream, consumerName) !== null) {
    return refused('ResourceInUseException', `Consumer ${consumerName} under stream ${streamName} already exists for account ${ACCOUNT_ID}.`)
  }
  const consumersMax = stream.streamMode === 'ON_DEMAND' && hasAdvantage(world) ? CONSUMERS_ADVANTAGE_MAX : CONSUMERS_MAX
  if (consumers.length >= consumersMax) {
    return refused('LimitExceededException', `Stream ${streamName} under account ${ACCOUNT_ID} has ${consumers.length} registered consumers. Limit: ${consumersMax}.`)
  }
  if (countCreating(world) >= CONSUMERS_CREATING_MAX) {
    return refused('LimitExceededException', `Account ${ACCOUNT_ID} has ${CONSUMERS_CREATING_MAX} consumers in state CREATING, the limit.`)
  }
  return refuseTags(`consumer ${consumerName} of stream ${streamName} under account ${ACCOUNT_ID}`, new Map(), Tags)
}

function countCreating(world: World): number {
  let count = 0
  for (const { consumers } of world.streams) for (const { consumerStatus } of consumers) if (consumerStatus === 'CREATING') count++
  return count
}

/** A consumer deregistered meanwhile stays DELETING. */
export function finishRegisterConsumer(world: World, task: Extract<Task, { type: 'FinishRegisterConsumer' }>): void {
  const consumer = findConsumer(world.streams[task.streamIndex], task.consumerName)
  if (consumer?.createdAtUs === task.createdAtUs && consumer.consumerStatus === 'CREATING') consumer.consumerStatus = 'ACTIVE'
}
