/** The calls that a reader makes of the service: GetShardIterator and GetRecords, or RegisterStreamConsumer and SubscribeToShard. */
import { ensure } from '../../../base/assert'
import type { ApiShape, Input, OperationName } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { formatShardId } from '../../../kinesis/shardId'
import type { AskedCall } from '../../door/caller'
import { applicationCaller } from '../../door/callerName'
import { passDoor } from '../../door/passDoor'
import { streamRef } from '../../door/streamRef'
import type { Fetched } from '../../fetched'
import { consumerArn, epochMsOf, sequenceNumberOf, streamArn } from '../../naming'
import { fetchRecords } from '../../operations/records/fetchRecords'
import { findIterator, type Position } from '../../operations/records/getShardIterator'
import { registerStreamConsumer } from '../../operations/fanOut/registerStreamConsumer'
import { findConsumer } from '../../operations/fanOut/resolveConsumer'
import { subscribeToShard } from '../../operations/fanOut/subscribeToShard'
import { progressOf } from '../../progress'
import type { Sink } from '../../sink'
import type { Stream, World } from '../../state'
import type { Application } from '../application'
import { beginShard, resumeShard } from '../finishing'
import type { ShardReader } from './reader'

const MS_PER_SECOND = 1_000

export function getRecords(world: World, application: Application, stream: Stream, reader: ShardReader, sink: Sink): Answer<Fetched> {
  if (reader.iterator === null) {
    const wanted = { ...streamRef(world, applicationCaller(application.settings.name), application.streamName), ShardId: formatShardId(reader.shardIndex), ...positionOf(world, stream, reader) }
    const found = passDoor(world, { ...asked('GetShardIterator', application, stream, reader), input: wanted }, () => findIterator(world, wanted))
    if (!found.ok) return found
    reader.iterator = found.value
    begin(world, application, stream, reader, found.value.ordinal, sink)
  }
  application.reads.getRecordsCalls++
  const { iterator } = reader
  return passDoor(world, { ...asked('GetRecords', application, stream, reader), read: { iterator, limit: reader.maxRecords } }, () => fetchRecords(world, iterator, reader.maxRecords))
}

export function subscribe(world: World, application: Application, stream: Stream, reader: ShardReader, sink: Sink): Answer<null> {
  const consumer = ensure(findConsumer(stream, application.settings.name), 'registered consumer')
  application.reads.subscribeCalls++
  const { ShardIteratorType: Type, StartingSequenceNumber: SequenceNumber, Timestamp } = positionOf(world, stream, reader)
  const StartingPosition: ApiShape<'StartingPosition'> = { Type, ...(SequenceNumber === undefined ? {} : { SequenceNumber }), ...(Timestamp === undefined ? {} : { Timestamp }) }
  const input: Input<'SubscribeToShard'> = { ConsumerARN: consumerArn(world, stream, consumer), ShardId: formatShardId(reader.shardIndex), StartingPosition }
  const answer = passDoor(world, { ...asked('SubscribeToShard', application, stream, reader), consumer, input }, () => subscribeToShard(world, input, sink))
  if (!answer.ok) return answer
  const { subscriptionNumber } = answer.value
  const subscription = ensure(consumer.subscriptions.get(reader.shardIndex), 'subscription')
  subscription.isHeld = reader.isHeld
  reader.subscriptionNumber = subscriptionNumber
  begin(world, application, stream, reader, subscription.ordinal, sink)
  world.subscribers.set(subscriptionNumber, { applicationIndex: application.applicationIndex, readerNumber: reader.readerNumber })
  return accepted(null)
}

/** KCL `FanOutConsumerRegistration`: describes, registers, and looks again until it is ACTIVE. */
export function isRegistered(world: World, application: Application, stream: Stream, reader: ShardReader): boolean {
  const { name } = application.settings
  const consumer = findConsumer(stream, name)
  if (consumer !== null) return consumer.consumerStatus === 'ACTIVE'
  const input: Input<'RegisterStreamConsumer'> = { StreamARN: streamArn(stream.streamName), ConsumerName: name }
  const answer = passDoor(world, { caller: applicationCaller(name), operation: 'RegisterStreamConsumer', stream, input }, () => registerStreamConsumer(world, input))
  reader.refusal = answer.ok ? null : answer.refusal
  return false
}

function asked(operation: OperationName, { settings }: Application, stream: Stream, { shardIndex }: ShardReader): AskedCall {
  return { caller: applicationCaller(settings.name), operation, stream, shardIndex }
}

/** The first place that it reads from is where its application begins, or begins again. */
function begin(world: World, application: Application, stream: Stream, reader: ShardReader, ordinal: number, sink: Sink): void {
  if (reader.hasBegun) return
  const shard = stream.shards[reader.shardIndex]
  reader.hasBegun = true
  const { position } = reader
  // Of a place that it has reached or saved by itself nothing is to be judged anew.
  if (position.kind === 'ORDINAL' && progressOf(application, reader.shardIndex).begunUs !== null) return resumeShard(world, application, shard, position.ordinal)
  if (position.kind !== 'ORDINAL') reader.position = { kind: 'ORDINAL', ordinal }
  beginShard(world, application, shard, ordinal, sink)
}

/** As API calls name it. A reader that has been handed something goes on after the last of it. */
function positionOf(world: World, stream: Stream, { position, shardIndex }: ShardReader): Position {
  if (position.kind === 'AT_TIMESTAMP') return { ShardIteratorType: position.kind, Timestamp: epochMsOf(world, position.atUs) / MS_PER_SECOND }
  if (position.kind !== 'ORDINAL') return { ShardIteratorType: position.kind }
  const last = position.ordinal - 1
  if (last < stream.shards[shardIndex].log.trimOrdinal) return { ShardIteratorType: 'TRIM_HORIZON' }
  return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: sequenceNumberOf(world, stream.shards[shardIndex], last) }
}
