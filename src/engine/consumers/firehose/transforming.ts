/** The transform function: batches of one shard, one at a time; what fails four times goes on as it is, to `processing-failed/`. */
import { nextBelow } from '../../../base/prng'
import { KIB, US_PER_MS } from '../../../base/units'
import { FIREHOSE_RECORD_BYTES } from '../../../kinesis/billing'
import { formatShardId } from '../../../kinesis/shardId'
import type { Environment } from '../../environment'
import { streamOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { applicationUsage } from '../../usage/noteUsage'
import { setTimer } from '../setTimer'
import { addPiece, addRange } from './buffer'
import { isFull, transformBytesOf, transformIntervalUsOf } from './bufferState'
import { INVOCATION_RETRIES, INVOCATION_RETRY_US } from './constants'
import type { FirehoseApplication, FirehoseShard, Invocation, Piece } from './model'
import type { FirehoseTransform } from './settings'
import { countVerdicts } from './transformResult'
import { forEachUserRecord, measure } from './userData'

/** Records that were read: on their way to the function, where there is one. */
export function addPending(world: World, application: FirehoseApplication, shard: FirehoseShard, from: number, to: number): void {
  const { pending } = shard
  if (pending.length > 0 && pending[pending.length - 1] === from) pending[pending.length - 1] = to
  else pending.push(from, to)
  noteTakenIn(world, application, shard, from, to)
  if (application.settings.transform === null) return
  shard.pendingBytes += measure(world, streamOf(world, application).shards[shard.shardIndex], { from, to }, Infinity).bytes
  if (shard.pendingSinceUs !== null) return
  shard.pendingSinceUs = world.nowUs
  transformLater(world, application, shard)
}

/** Taken again after a crash, a record is billed again. */
function noteTakenIn(world: World, application: FirehoseApplication, { shardIndex }: FirehoseShard, from: number, to: number): void {
  let kibibytes = 0
  forEachUserRecord(world, streamOf(world, application).shards[shardIndex], from, to, (dataBytes) => {
    kibibytes += (Math.max(1, Math.ceil(dataBytes / FIREHOSE_RECORD_BYTES)) * FIREHOSE_RECORD_BYTES) / KIB
    return true
  })
  applicationUsage(world, application).firehoseKibibytes += kibibytes
}

export function transformLater(world: World, application: FirehoseApplication, { shardIndex, pendingSinceUs: sinceUs }: FirehoseShard): void {
  if (sinceUs === null) return
  setTimer(world, application, Math.max(world.nowUs, sinceUs + transformIntervalUsOf(application.settings)), { kind: 'firehose', due: 'transform', shardIndex })
}

/** Passes on what may go on now: to the function, or past it. */
export function passOn(world: World, environment: Environment, application: FirehoseApplication, shard: FirehoseShard, sink: Sink): void {
  const { transform } = application.settings
  if (shard.invocation !== null || shard.pending.length === 0) return
  if (transform !== null) {
    if (isReady(world, application, shard, transform) && !isFull(application)) invoke(world, application, shard, transform)
    return
  }
  const ranges = shard.pending.splice(0)
  shard.pendingBytes = 0
  shard.pendingSinceUs = null
  for (let at = 0; at < ranges.length; at += 2) addRange(world, environment, application, shard, { from: ranges[at], to: ranges[at + 1] }, sink)
}

/** Ours: the rest of a closed shard does not wait for more. */
function isReady({ nowUs }: World, { settings }: FirehoseApplication, { pendingBytes, pendingSinceUs, isDrained }: FirehoseShard, transform: FirehoseTransform): boolean {
  return isDrained || pendingBytes >= transformBytesOf(transform) || pendingSinceUs === null || nowUs >= pendingSinceUs + transformIntervalUsOf(settings)
}

function invoke(world: World, application: FirehoseApplication, shard: FirehoseShard, transform: FirehoseTransform): void {
  const { pending, shardIndex } = shard
  const [from, to] = pending
  const { toOrdinal, records, bytes } = measure(world, streamOf(world, application).shards[shardIndex], { from, to }, transformBytesOf(transform))
  if (toOrdinal === to) pending.splice(0, 2)
  else pending[0] = toOrdinal
  shard.pendingBytes = pending.length === 0 ? 0 : Math.max(0, shard.pendingBytes - bytes)
  shard.pendingSinceUs = pending.length === 0 ? null : world.nowUs
  transformLater(world, application, shard)
  shard.invocation = { invocationNumber: ++application.invocationsBegun, fromOrdinal: from, toOrdinal, records, bytes, attempts: 0, transform }
  attempt(world, application, shard, shard.invocation)
}

function attempt(world: World, application: FirehoseApplication, { shardIndex }: FirehoseShard, invocation: Invocation): void {
  const { invocationNumber, records, transform } = invocation
  invocation.attempts++
  application.totals.invocations++
  const durationUs = transform.invokeMs * US_PER_MS + application.settings.workUs * records
  const usage = applicationUsage(world, application)
  usage.lambdaRequests++
  usage.lambdaMs += Math.ceil(durationUs / US_PER_MS)
  setTimer(world, application, world.nowUs + durationUs, { kind: 'firehose', due: 'invoked', shardIndex, invocationNumber })
}

export function runInvoke(world: World, application: FirehoseApplication, { shardIndex, invocationNumber }: { shardIndex: number; invocationNumber: number }): void {
  const shard = application.shards.get(shardIndex)
  if (shard?.invocation?.invocationNumber === invocationNumber) attempt(world, application, shard, shard.invocation)
}

export function runInvoked(world: World, environment: Environment, application: FirehoseApplication, { shardIndex, invocationNumber }: { shardIndex: number; invocationNumber: number }, sink: Sink): void {
  const shard = application.shards.get(shardIndex)
  const invocation = shard?.invocation ?? null
  if (shard === undefined || invocation?.invocationNumber !== invocationNumber) return
  const { attempts, records, fromOrdinal, toOrdinal } = invocation
  const { droppedPercent, failedPercent, invocationFailsPercent } = invocation.transform
  const isFailed = nextBelow(application.prng, 100) < invocationFailsPercent
  if (isFailed) {
    application.totals.invocationsFailed++
    if (attempts <= INVOCATION_RETRIES) return setTimer(world, application, world.nowUs + INVOCATION_RETRY_US, { kind: 'firehose', due: 'invoke', shardIndex, invocationNumber })
    tell(world, sink, { kind: 'TransformationFailed', application: application.settings.name, shardId: formatShardId(shardIndex), records, attempts })
  }
  const piece: Omit<Piece, 'counts'> = { shardIndex, fromOrdinal, toOrdinal, transform: { droppedPercent, failedPercent, attempts, endedUs: world.nowUs, isFailed } }
  shard.invocation = null
  const counts = countVerdicts(world, application, streamOf(world, application).shards[shardIndex], piece)
  addPiece(world, environment, application, shard, { ...piece, counts }, sink)
}
