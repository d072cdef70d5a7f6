/** What the devices publish: JSON with a made-up reading that wanders slowly, filled up to a wanted length. */
import { nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { utf8Length, writeUtf8 } from '../../../base/utf8'

/** In the topic of the settings: the device's name. */
const DEVICE_IN_TOPIC = '{device}'

export interface Message {
  /** From 0. */
  device: number
  topic: string
  /** Of the device, from 1. */
  seq: number
  /** In ms since 1970: when it was published, and seen by the rules engine. */
  timestamp: number
  reading: number
}

/** What each device knows of itself, by device. */
export interface Devices {
  count: number
  /** When it publishes next, in us. */
  nextUs: Float64Array
  seq: Float64Array
  /** In hundredths of a degree, say. */
  reading: Int32Array
}

const READING_MAX = 10_000
const READING_STEP = 25
const FILL_OPEN = ',"fill":"'
const FILL_CLOSE = '"}'

export function deviceName(device: number): string {
  return `device-${device + 1}`
}

export function topicOf(topic: string, device: number): string {
  return withDevice(topic, deviceName(device))
}

export function withDevice(topic: string, name: string): string {
  return topic.replaceAll(DEVICE_IN_TOPIC, name)
}

export function createDevices(): Devices {
  return { count: 0, nextUs: new Float64Array(0), seq: new Float64Array(0), reading: new Int32Array(0) }
}

/** More or fewer devices: those that stay keep their numbers, new ones begin at 0 with a reading of their own. */
export function setDeviceCount(devices: Devices, count: number, prng: Prng): void {
  const kept = Math.min(count, devices.count)
  const nextUs = new Float64Array(count)
  const seq = new Float64Array(count)
  const reading = new Int32Array(count)
  nextUs.set(devices.nextUs.subarray(0, kept))
  seq.set(devices.seq.subarray(0, kept))
  reading.set(devices.reading.subarray(0, kept))
  for (let device = kept; device < count; device++) reading[device] = nextBelow(prng, READING_MAX + 1)
  devices.count = count
  devices.nextUs = nextUs
  devices.seq = seq
  devices.reading = reading
}

export function nextMessage({ seq, reading }: Devices, device: number, topic: string, timestamp: number, prng: Prng): Message {
  reading[device] = Math.min(READING_MAX, Math.max(0, reading[device] + nextBetween(prng, { min: -READING_STEP, max: READING_STEP })))
  return { device, topic: topicOf(topic, device), seq: ++seq[device], timestamp, reading: reading[device] }
}

/** @returns at least `payloadBytes`, and more where the message itself is longer. */
export function payloadOf({ device, topic, seq, timestamp, reading }: Message, payloadBytes: number): Uint8Array {
  const text = JSON.stringify({ device: deviceName(device), topic, seq, timestamp, reading })
  const textBytes = utf8Length(text)
  const room = payloadBytes - (textBytes - 1) - FILL_OPEN.length - FILL_CLOSE.length
  const whole = room < 0 ? text : text.slice(0, -1) + FILL_OPEN + 'x'.repeat(room) + FILL_CLOSE
  const bytes = new Uint8Array(room < 0 ? textBytes : payloadBytes)
  writeUtf8(whole, bytes, 0)
  return bytes
}
