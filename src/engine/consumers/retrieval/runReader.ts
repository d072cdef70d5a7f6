/** Runs what a reader has promised itself: one call at a time, or one connection, so that no answer overtakes another. */
import { assert } from '../../../base/assert'
import { nextBetween } from '../../../base/prng'
import { US_PER_MS, US_PER_SECOND } from '../../../base/units'
import type { Refusal } from '../../../kinesis/exceptions'
import { formatShardId } from '../../../kinesis/shardId'
import { noteLatency } from '../../cloudWatch/noteMetrics'
import { isDenial } from '../../door/tallies'
import { struckJustNow } from '../../faults/faults'
import type { Environment } from '../../environment'
import type { Fetched } from '../../fetched'
import { findStream } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { Stream, World } from '../../state'
import type { ReaderAct } from '../../task'
import type { Application } from '../application'
import { noteHanded } from '../finishing'
import { kindNamed } from '../kinds'
import { noteDelivered } from '../latency'
import { getRecords, isRegistered, subscribe } from './calls'
import { ordinalOf, type ShardReader } from './reader'
import { act, callLater, FETCH_US } from './reading'

/** KCL `FanOutConsumerRegistration`: 1 s between its looks. */
const REGISTRATION_LOOK_US = US_PER_SECOND

/** News for a reader that is closed by now, or of an earlier life, is dropped. */
export function runReaderActs(world: World, environment: Environment, application: Application, { life, readerNumber, act: what }: { life: number; readerNumber: number; act: ReaderAct }, sink: Sink): void {
  const reader = application.readers.get(readerNumber)
  if (reader === undefined || life !== application.life) return
  switch (what.act) {
    case 'call':
      return call(world, environment, application, reader, sink)
    case 'answered':
      reader.isCalling = false
      return receive(world, environment, application, reader, what.fetched, sink)
    case 'pushed':
      return receive(world, environment, application, reader, what.fetched, sink)
    case 'subscriptionEnded':
      // Whoever is held subscribes again too, and keeps the new connection waiting.
      reader.subscriptionNumber = null
      if (what.refusal !== undefined) return takeRefusal(world, environment, application, reader, what.refusal, sink)
      return callLater(world, application, reader, 0)
  }
}

function call(world: World, environment: Environment, application: Application, reader: ShardReader, sink: Sink): void {
  const stream = findStream(world, application.streamName)
  reader.isCalling = false
  // A stream of that name made since may have fewer shards.
  if (stream === null || reader.shardIndex >= stream.shards.length) return kindNamed(environment, application.kind).shardGone(world, environment, application, reader, sink)
  if (reader.retrieval === 'fanOut') return callFanOut(world, environment, application, stream, reader, sink)
  // `readOn` calls.
  if (reader.isHeld) return
  const answer = getRecords(world, application, stream, reader, sink)
  if (!answer.ok) return takeRefusal(world, environment, application, reader, answer.refusal, sink)
  reader.refusal = null
  reader.isCalling = true
  const takesUs = nextBetween(application.prng, FETCH_US)
  noteLatency(world, stream.streamName, 'GetRecords', takesUs)
  act(world, application, reader, takesUs, { act: 'answered', fetched: answer.value })
}

function callFanOut(world: World, environment: Environment, application: Application, stream: Stream, reader: ShardReader, sink: Sink): void {
  if (!isRegistered(world, application, stream, reader)) {
    if (takesAsFatal(world, environment, application, reader, sink)) return
    return callLater(world, application, reader, REGISTRATION_LOOK_US)
  }
  const answer = subscribe(world, application, stream, reader, sink)
  if (answer.ok) reader.refusal = null
  else takeRefusal(world, environment, application, reader, answer.refusal, sink)
}

function takeRefusal(world: World, environment: Environment, application: Application, reader: ShardReader, refusal: Refusal, sink: Sink): void {
  const { reads, settings } = application
  reader.refusal = refusal
  switch (refusal.exception) {
    case 'ResourceNotFoundException':
      return kindNamed(environment, application.kind).shardGone(world, environment, application, reader, sink)
    case 'ExpiredIteratorException':
      reads.iteratorsExpired++
      reader.iterator = null
      // What a call takes: one that is refused again and again takes its time each time.
      return callLater(world, application, reader, FETCH_US.min)
    case 'ProvisionedThroughputExceededException':
    case 'LimitExceededException':
      reads.callsRefused++
      tell(world, sink, { kind: 'ReadThrottled', application: settings.name, workerId: settings.name, shardId: formatShardId(reader.shardIndex), ...struckJustNow(world) })
      break
    default:
      if (takesAsFatal(world, environment, application, reader, sink)) return
  }
  // Refused polls take their way too: else two who call at one pace come in the same order for ever, and the second is never let in.
  const takesUs = reader.retrieval === 'polling' ? nextBetween(application.prng, FETCH_US) : 0
  callLater(world, application, reader, takesUs + reader.retryMs * US_PER_MS)
}

/** Most clients try again what they may not do, as if it were a fault that passes. A connection that did not come about says nothing of rights. */
function takesAsFatal(world: World, environment: Environment, application: Application, { refusal }: ShardReader, sink: Sink): boolean {
  const kind = kindNamed(environment, application.kind)
  if (refusal === null || refusal.exception === 'SdkClientException' || !isDenial(refusal.exception) || kind.denied === undefined) return false
  kind.denied(world, application, sink)
  return true
}

function receive(world: World, environment: Environment, application: Application, reader: ShardReader, fetched: Fetched, sink: Sink): void {
  const stream = findStream(world, application.streamName)
  if (stream === null) return kindNamed(environment, application.kind).shardGone(world, environment, application, reader, sink)
  const { fromOrdinal, toOrdinal } = fetched
  assert(fromOrdinal >= ordinalOf(reader.position), `${application.settings.name} is handed ${fromOrdinal} of ${formatShardId(reader.shardIndex)} again`)
  const asked = ordinalOf(reader.position)
  reader.position = { kind: 'ORDINAL', ordinal: toOrdinal }
  reader.iterator = fetched.next
  reader.millisBehindLatest = fetched.millisBehindLatest
  const { reads, latencies } = application
  reads.recordsRead += toOrdinal - fromOrdinal
  reads.bytesRead += fetched.bytes
  if (toOrdinal === fromOrdinal && reader.retrieval === 'polling') reads.callsEmpty++
  noteHanded(world, application, stream.shards[reader.shardIndex], { asked, from: fromOrdinal, to: toOrdinal }, sink)
  noteDelivered(latencies[reader.retrieval], stream.shards[reader.shardIndex].log, { from: fromOrdinal, to: toOrdinal, atUs: world.nowUs })
  sink.recordsDelivered?.(world, { streamName: stream.streamName, application: application.settings.name, shardIndex: reader.shardIndex, fromOrdinal, toOrdinal })
  kindNamed(environment, application.kind).received(world, environment, application, reader, fetched, sink)
}
