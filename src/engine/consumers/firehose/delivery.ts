/** A buffer's way to S3: puts that fail, are tried again, or succeed unheard of and are made once more; its positions are saved at the end. */
import { ensure } from '../../../base/assert'
import { nextBelow, nextBetween } from '../../../base/prng'
import type { SimUs } from '../../../base/units'
import type { Environment } from '../../environment'
import { streamOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { applicationUsage } from '../../usage/noteUsage'
import { finishRecords, noteSavedPosition } from '../finishing'
import { noteDelivered } from '../latency'
import { setTimer } from '../setTimer'
import { noteBlocked, noteUnblocked } from './blocked'
import { COMPRESSED_AT_ONCE_MAX, DELIVERY_US_MAX, PUT_BYTES_PER_US, PUT_RETRY_US, PUT_TIMEOUT_US, PUT_US } from './constants'
import type { Delivery, DeliveryPart, FirehoseApplication, ObjectKind, OpenBuffer, S3Object } from './model'
import { bytesOf, objectKey, rememberObject } from './objects'
import { endIfDelivered } from './shardEnd'

/** Of records as `finishRecords` tells of them. */
const WORKER_ID = 'firehose'

export function beginDelivery(world: World, environment: Environment, application: FirehoseApplication, { pieces, counts, oldestUs }: OpenBuffer, sink: Sink): void {
  const delivery: Delivery = { deliveryNumber: ++application.deliveriesBegun, pieces, counts, oldestUs, version: application.version, startedUs: world.nowUs, parts: [], done: 0, failures: 0, nextPutUs: null }
  if (counts.failed > 0) delivery.parts.push(createPart(world, environment, application, delivery, 'processing-failed'))
  if (counts.records > 0) delivery.parts.push(createPart(world, environment, application, delivery, 'records'))
  application.delivery = delivery
  if (delivery.parts.length > 0) return beginPut(world, application, delivery)
  finishPieces(world, application, delivery, sink)
  complete(world, application, delivery, sink)
}

function createPart(world: World, environment: Environment, application: FirehoseApplication, { pieces, counts }: Delivery, kind: ObjectKind): DeliveryPart {
  const { compression, appendDelimiter } = application.settings
  const isDelimited = kind === 'records' && appendDelimiter
  const dataBytes = kind === 'records' ? counts.bytes + (isDelimited ? counts.records : 0) : counts.failedBytes
  const part: DeliveryPart = { kind, records: kind === 'records' ? counts.records : counts.failed, dataBytes, bytes: dataBytes, compression, isDelimited, firstKey: null }
  if (compression === 'GZIP') part.bytes = dataBytes > COMPRESSED_AT_ONCE_MAX ? null : (bytesOf(world, environment, application, part, pieces)?.length ?? null)
  return part
}

function beginPut(world: World, application: FirehoseApplication, delivery: Delivery): void {
  const { bytes, dataBytes } = partOf(delivery)
  const putUs = nextBetween(application.prng, PUT_US) + Math.floor((bytes ?? dataBytes) / PUT_BYTES_PER_US)
  delivery.nextPutUs = null
  setTimer(world, application, world.nowUs + putUs, { kind: 'firehose', due: 'putAnswered', deliveryNumber: delivery.deliveryNumber })
}

function partOf({ parts, done, deliveryNumber }: Delivery): DeliveryPart {
  return ensure(parts[done], `part ${done} of delivery ${deliveryNumber}`)
}

export function runPut(world: World, application: FirehoseApplication, deliveryNumber: number): void {
  const { delivery } = application
  if (delivery?.deliveryNumber === deliveryNumber) beginPut(world, application, delivery)
}

/** S3 has the object, or has it not; and Firehose hears of it, or does not. */
export function runPutAnswered(world: World, application: FirehoseApplication, deliveryNumber: number, sink: Sink): void {
  const { delivery, settings, totals } = application
  if (delivery?.deliveryNumber !== deliveryNumber) return
  const percent = nextBelow(application.prng, 100)
  totals.puts++
  applicationUsage(world, application).s3Puts++
  if (percent < settings.s3FailsPercent) {
    totals.putsFailed++
    return tryAgain(world, application, delivery, pauseUs(delivery), sink)
  }
  const isAnswerLost = percent < settings.s3FailsPercent + settings.s3LosesAnswersPercent
  writeObject(world, application, delivery, isAnswerLost, sink)
  if (isAnswerLost) {
    totals.answersLost++
    return tryAgain(world, application, delivery, PUT_TIMEOUT_US, sink)
  }
  delivery.failures = 0
  delivery.done++
  noteUnblocked(world, application, 'ok', sink)
  if (delivery.done < delivery.parts.length) beginPut(world, application, delivery)
  else complete(world, application, delivery, sink)
}

function pauseUs({ failures }: Delivery): SimUs {
  return Math.min(PUT_RETRY_US.max, PUT_RETRY_US.min * (1 << Math.min(failures, 16)))
}

function tryAgain(world: World, application: FirehoseApplication, delivery: Delivery, afterUs: SimUs, sink: Sink): void {
  const { counts, startedUs, deliveryNumber } = delivery
  delivery.failures++
  if (world.nowUs + afterUs > startedUs + DELIVERY_US_MAX) return giveUp(world, application, delivery, sink)
  if (delivery.failures === 1) tell(world, sink, { kind: 'DeliveryFailed', application: application.settings.name, records: counts.records + counts.failed })
  noteBlocked(world, application, sink)
  delivery.nextPutUs = world.nowUs + afterUs
  setTimer(world, application, delivery.nextPutUs, { kind: 'firehose', due: 'put', deliveryNumber })
}

/** A second object of the same content has another name. All of the buffer is in S3 with its last part. */
function writeObject(world: World, application: FirehoseApplication, delivery: Delivery, isAnswerLost: boolean, sink: Sink): void {
  const part = partOf(delivery)
  const { firstKey, ...stored } = part
  const { totals, settings } = application
  const object: S3Object = { ...stored, key: objectKey(world, application, part, delivery), writtenUs: world.nowUs, pieces: delivery.pieces, duplicateOf: firstKey, isAnswerLost }
  rememberObject(application, object)
  part.firstKey ??= object.key
  totals.objectsWritten++
  totals.bytesDelivered += part.bytes ?? part.dataBytes
  if (firstKey !== null) {
    totals.objectsDuplicated++
    totals.recordsDuplicated += part.records
  } else if (part.kind === 'records') totals.recordsDelivered += part.records
  tell(world, sink, { kind: 'ObjectWritten', application: settings.name, key: object.key, records: part.records, objectKind: part.kind, isAgain: firstKey !== null })
  if (delivery.done === delivery.parts.length - 1) finishPieces(world, application, delivery, sink)
}

/** Again for each copy: whoever reads the bucket meets the records so often. */
function finishPieces(world: World, application: FirehoseApplication, { pieces }: Delivery, sink: Sink): void {
  const stream = streamOf(world, application)
  for (const { shardIndex, fromOrdinal, toOrdinal } of pieces) {
    const shard = stream.shards[shardIndex]
    const added = finishRecords(world, application, stream, shard, { fromOrdinal, toOrdinal, workerId: WORKER_ID }, sink)
    if (added > 0) noteDelivered(application.delivered, shard.log, { from: toOrdinal - added, to: toOrdinal, atUs: world.nowUs })
  }
}

function giveUp(world: World, application: FirehoseApplication, delivery: Delivery, sink: Sink): void {
  const { shards } = streamOf(world, application)
  for (const { kind, records, firstKey } of delivery.parts.slice(delivery.done)) if (kind === 'records' && firstKey === null) application.totals.recordsGivenUp += records
  for (const { shardIndex, toOrdinal } of delivery.pieces) noteSavedPosition(world, application, shards[shardIndex], toOrdinal, 'givenUp', sink)
  noteUnblocked(world, application, 'givenUp', sink)
  complete(world, application, delivery, sink)
}

/** From here it goes on after a failure. */
function complete(world: World, application: FirehoseApplication, { pieces, counts }: Delivery, sink: Sink): void {
  const { shards } = streamOf(world, application)
  application.delivery = null
  application.totals.recordsDropped += counts.dropped
  application.totals.recordsNotTransformed += counts.failed
  for (const { shardIndex, toOrdinal } of pieces) {
    application.saved.set(shardIndex, toOrdinal)
    noteSavedPosition(world, application, shards[shardIndex], toOrdinal, 'skipped', sink)
  }
  for (const shard of application.shards.values()) endIfDelivered(application, shard)
}
