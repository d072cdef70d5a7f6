/** AWS IoT's part: a message of a device comes, the rule names its partition key, and its action puts one record. */
import { nextBelow, nextU32 } from '../../../base/prng'
import { utf8Length } from '../../../base/utf8'
import { US_PER_MS, type SimUs } from '../../../base/units'
import { assert } from '../../../base/assert'
import type { ProducerKind } from '../../environment'
import { epochMsOf } from '../../naming'
import { createBatch, type RecordBatch } from '../../recordBatch'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { acknowledge, giveUp, type GivenUpReason } from '../books'
import { nextRecordId } from '../collect'
import type { PutAnswer, PutRequest } from '../core'
import { oldestOf } from '../oldestOf'
import { failureOf } from '../sdk/retries'
import { sendRequest } from '../sending'
import { setTimer } from '../setTimer'
import { ATTEMPTS_MAX, MESSAGE_BYTES_IN_HAND_MAX, MESSAGES_IN_HAND_MAX, PUBLISH_EVERY_MS_MIN, REQUEST_TIMEOUT_MS, THROTTLING_BACKOFF_US, TIMEOUT_BACKOFF_US } from './constants'
import { iotDetails } from './details'
import { createDevices, nextMessage, payloadOf, setDeviceCount, type Message } from './message'
import type { IotProducer } from './model'
import { keyMaker, type KeyMaker } from './partitionKey'
import { problemOfIot } from './settingsProblem'
import { readTemplate } from './template'

const U32_SPAN = 0x1_0000_0000

export const iotKind: ProducerKind<IotProducer> = {
  problemOf: problemOfIot,
  create: (core, settings) => ({ ...core, kind: 'iot', settings, devices: createDevices(), retries: new Map(), retriesMade: 0, bytesInHand: 0, messagesDiscarded: 0, lastMessage: null }),
  begin: startDevices,
  tick: publish,
  answered: (world, _environment, producer, request, answer, sink) => answered(world, producer, request, answer, sink),
  timer(world, _environment, producer, { retry }) {
    const batch = producer.retries.get(retry)
    if (batch === undefined) return
    producer.retries.delete(retry)
    producer.books.recordsWaiting--
    put(world, producer, batch)
  },
  crash(_world, producer) {
    producer.retries.clear()
    producer.bytesInHand = 0
  },
  oldestInHand: ({ requests, retries }) => Math.min(oldestOf(Array.from(requests.values(), ({ batch }) => batch)), oldestOf(retries.values())),
  settingsChanged(world, environment, producer, { deviceCount, publishEveryMs }) {
    const { settings } = producer
    if (settings.deviceCount !== deviceCount || settings.publishEveryMs !== publishEveryMs) startDevices(world, environment, producer)
  },
  details: iotDetails,
}

/** Each device publishes from an instant of its own on. */
function startDevices(world: World, _environment: unknown, producer: IotProducer): void {
  const { devices, settings, prng } = producer
  setDeviceCount(devices, settings.deviceCount, prng)
  const everyUs = settings.publishEveryMs * US_PER_MS
  for (let device = 0; device < devices.count; device++) devices.nextUs[device] = world.nowUs + Math.floor((nextU32(prng) / U32_SPAN) * everyUs)
}

/** What devices publish at their instants since the last beat is taken up at the beat. */
function publish(world: World, _environment: unknown, producer: IotProducer, sink: Sink): void {
  const { devices, settings, prng, trafficPercent } = producer
  const everyUs = intervalUs(producer)
  let makeKey: KeyMaker | null = null
  for (let device = 0; device < devices.count; device++) {
    for (; devices.nextUs[device] <= world.nowUs; devices.nextUs[device] += everyUs) {
      if (trafficPercent === 0) continue
      const message = nextMessage(devices, device, settings.topic, epochMsOf(world, devices.nextUs[device]), prng)
      runRule(world, producer, message, (makeKey ??= keyMakerOf(world, producer)), sink)
    }
  }
}

/** Traffic in percent makes devices quicker or slower, but no connection quicker than AWS IoT allows. */
function intervalUs({ settings, trafficPercent }: IotProducer): SimUs {
  const everyUs = settings.publishEveryMs * US_PER_MS
  return trafficPercent === 0 ? everyUs : Math.max(PUBLISH_EVERY_MS_MIN * US_PER_MS, Math.floor((everyUs * 100) / trafficPercent))
}

function keyMakerOf(world: World, { settings: { topic, partitionKey }, prng }: IotProducer): KeyMaker {
  const template = readTemplate(partitionKey, topic)
  assert(template.ok, `partition key ${partitionKey} of topic ${topic}`)
  return keyMaker(world, template.parts, topic, prng)
}

function runRule(world: World, producer: IotProducer, message: Message, makeKey: KeyMaker, sink: Sink): void {
  const { settings, requests, retries } = producer
  const recordId = nextRecordId(producer)
  if (requests.size + retries.size >= MESSAGES_IN_HAND_MAX || producer.bytesInHand >= MESSAGE_BYTES_IN_HAND_MAX) {
    discard(world, producer, 'buffer', sink)
    return
  }
  const { keyId, text } = makeKey(message)
  const payload = payloadOf(message, settings.payloadBytes)
  const batch = createBatch(1)
  batch.count = 1
  batch.madeUs = world.nowUs
  batch.keyIds[0] = keyId
  batch.bytes[0] = payload.length + utf8Length(text)
  batch.recordIds[0] = recordId
  batch.data = [payload]
  producer.bytesInHand += batch.bytes[0]
  producer.lastMessage = { topic: message.topic, partitionKey: text, payload }
  put(world, producer, batch)
}

function put(world: World, producer: IotProducer, batch: RecordBatch): void {
  sendRequest(world, producer, batch, { operation: 'PutRecord', timeoutMs: REQUEST_TIMEOUT_MS })
}

function answered(world: World, producer: IotProducer, { batch }: PutRequest, answer: PutAnswer, sink: Sink): void {
  switch (answer.kind) {
    case 'stored':
      producer.bytesInHand -= batch.bytes[0]
      acknowledge(producer, answer.storedCount, world.nowUs - batch.madeUs)
      break
    case 'refused':
      if (failureOf(answer.exception) === 'throttling') tryAgain(world, producer, batch, THROTTLING_BACKOFF_US, sink)
      else if (failureOf(answer.exception) === 'transient') tryAgain(world, producer, batch, TIMEOUT_BACKOFF_US, sink)
      else drop(world, producer, batch, answer.exception === 'ResourceNotFoundException' ? 'stream' : 'error', sink)
      break
    case 'timeout':
      tryAgain(world, producer, batch, TIMEOUT_BACKOFF_US, sink)
  }
}

function tryAgain(world: World, producer: IotProducer, batch: RecordBatch, backoffUs: SimUs, sink: Sink): void {
  if (batch.attempt >= ATTEMPTS_MAX) {
    drop(world, producer, batch, 'attempts', sink)
    return
  }
  const ceilingUs = backoffUs * 2 ** (batch.attempt - 1)
  batch.attempt++
  const retry = ++producer.retriesMade
  producer.retries.set(retry, batch)
  producer.books.recordsWaiting++
  setTimer(world, producer, world.nowUs + nextBelow(producer.prng, ceilingUs), { kind: 'iot', retry })
}

/** One that was in hand. */
function drop(world: World, producer: IotProducer, batch: RecordBatch, reason: GivenUpReason, sink: Sink): void {
  producer.bytesInHand -= batch.bytes[0]
  discard(world, producer, reason, sink)
}

function discard(world: World, producer: IotProducer, reason: GivenUpReason, sink: Sink): void {
  producer.messagesDiscarded++
  giveUp(world, producer, 1, reason, sink)
}
