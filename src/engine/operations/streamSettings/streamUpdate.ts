/** Changes of a stream's settings: UPDATING until they take effect, while reads and writes go on. */
import type { SimUs } from '../../../base/units'
import type { Answer } from '../../../kinesis/exceptions'
import { schedule } from '../../agenda'
import { noteEncryption } from '../../encryption'
import type { Environment } from '../../environment'
import { createOnDemand } from '../../onDemand/model'
import { findKey } from '../../kms/kms'
import { horizonUsOf } from '../../recordMemory'
import { tell, type Sink } from '../../sink'
import type { Stream, StreamChange, World } from '../../state'
import { notActive } from '../shards/reshardRefusals'
import { carryOutSteps } from '../shards/reshardSteps'
import { resolveStream, type StreamRef } from '../resolveStream'

export function findActive(world: World, ref: StreamRef): Answer<Stream> {
  const found = resolveStream(world, ref)
  if (!found.ok || found.value.streamStatus === 'ACTIVE') return found
  return notActive(found.value)
}

/** @param durationUs how long the stream is UPDATING; 0: the change takes effect at once and the stream stays ACTIVE. */
export function updateStream(world: World, stream: Stream, change: StreamChange, durationUs: SimUs, sink: Sink): void {
  if (durationUs === 0) {
    applyChange(world, stream, change)
    return
  }
  stream.streamStatus = 'UPDATING'
  stream.update = { dueUs: world.nowUs + durationUs, change }
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'UPDATING' })
  schedule(world.agenda, stream.update.dueUs, { type: 'FinishStreamUpdate', streamIndex: stream.streamIndex })
}

/** The stream that asked for it may be gone, and another one in its place. Shards that its new settings need come at once, and it stays UPDATING until they are there. */
export function finishStreamUpdate(world: World, environment: Environment, stream: Stream, sink: Sink): void {
  const { update } = stream
  if (stream.streamStatus !== 'UPDATING' || update?.dueUs !== world.nowUs) return
  const formerMiBps = stream.warmThroughputMiBps
  stream.update = null
  applyChange(world, stream, update.change)
  if (update.change.warmThroughputMiBps !== undefined && stream.onDemand !== null) {
    const steps = environment.account.planWarmSteps(world, stream, formerMiBps)
    if (steps.length > 0) return carryOutSteps(world, stream, steps)
  }
  stream.streamStatus = 'ACTIVE'
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'ACTIVE' }, stream)
}

/** Of the key that an alias means by then. */
function keyIdOf({ guards, nowUs }: World, keyName: string | null): string | null {
  return keyName === null ? null : (findKey(guards.kms, keyName, nowUs)?.keyId ?? keyName)
}

function applyChange(world: World, stream: Stream, change: StreamChange): void {
  if (change.retentionPeriodHours !== undefined) stream.trimHorizonUs = horizonUsOf(world, stream)
  if (change.encryptionKeyId !== undefined) noteEncryption(world, stream, keyIdOf(world, change.encryptionKeyId))
  if (change.streamMode !== undefined) stream.onDemand = change.streamMode === 'ON_DEMAND' ? createOnDemand(world.nowUs) : null
  Object.assign(stream, change)
}
