/** The partition key of each message: of a closed list where it depends on the device at most, made anew where it differs from message to message. */
import { nextU32, type Prng } from '../../../base/prng'
import { unreachable } from '../../../base/assert'
import { sweepKeysWhenMany } from '../../keySweep'
import { nameKey, openKeySpace } from '../../keySpace'
import type { World } from '../../state'
import { DEVICES_MAX } from './constants'
import { deviceName, topicOf, withDevice, type Message } from './message'
import type { MessageField, TemplatePart } from './template'

/** Where a pattern has the device's name: no topic has this character. */
const DEVICE_MARK = '\0'

export interface MessageKey {
  keyId: number
  text: string
}

export type KeyMaker = (message: Message) => MessageKey

export function keyMaker(world: World, parts: readonly TemplatePart[], topic: string, prng: Prng): KeyMaker {
  const pattern = patternOf(parts, topic)
  if (pattern === null) {
    return (message) => {
      sweepKeysWhenMany(world)
      const text = parts.map((part) => textOf(part, message, prng)).join('')
      return { keyId: nameKey(world.keys, text, null), text }
    }
  }
  const { base, values } = openKeySpace(world.keys, `iot/${pattern}`, keysOf(pattern))
  return ({ device }) => {
    const index = dependsOnDevice(pattern) ? device : 0
    return { keyId: base + index, text: values?.[index] ?? pattern }
  }
}

export function dependsOnDevice(pattern: string): boolean {
  return pattern.includes(DEVICE_MARK)
}

/** They are asked for at every beat: those of a few patterns are remembered. */
const lists = new Map<string, string[]>()
const LISTS_MAX = 16

function keysOf(pattern: string): string[] {
  let list = lists.get(pattern)
  if (list === undefined) {
    list = listOf(pattern)
    if (lists.size >= LISTS_MAX) lists.clear()
    lists.set(pattern, list)
  }
  return list
}

/** Whole lists, so that fleets of any size have the same key for the same device. */
function listOf(pattern: string): string[] {
  return dependsOnDevice(pattern) ? Array.from({ length: DEVICES_MAX }, (_, device) => pattern.replaceAll(DEVICE_MARK, deviceName(device))) : [pattern]
}

/** The key with a mark for the device's name; null where it differs from message to message. */
export function patternOf(parts: readonly TemplatePart[], topic: string): string | null {
  let pattern = ''
  for (const part of parts) {
    const text = deviceText(part, topic)
    if (text === null) return null
    pattern += text
  }
  return pattern
}

function deviceText(part: TemplatePart, topic: string): string | null {
  switch (part.kind) {
    case 'text':
      return dependsOnDevice(part.text) ? null : part.text
    case 'topic':
      return withDevice(topic, DEVICE_MARK)
    case 'topicLevel':
      return withDevice(topic.split('/')[part.level - 1], DEVICE_MARK)
    case 'clientid':
      return DEVICE_MARK
    case 'field':
      return part.field === 'device' ? DEVICE_MARK : part.field === 'topic' ? withDevice(topic, DEVICE_MARK) : null
    case 'timestamp':
    case 'newuuid':
      return null
    default:
      return unreachable(part)
  }
}

function textOf(part: TemplatePart, message: Message, prng: Prng): string {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'topic':
      return message.topic
    case 'topicLevel':
      return message.topic.split('/')[part.level - 1]
    case 'clientid':
      return deviceName(message.device)
    case 'timestamp':
      return String(message.timestamp)
    case 'newuuid':
      return newUuid(prng)
    case 'field':
      return fieldText(part.field, message)
    default:
      return unreachable(part)
  }
}

function fieldText(field: MessageField, message: Message): string {
  return field === 'device' ? deviceName(message.device) : String(message[field])
}

/** Of version 4: random but for six bits. */
function newUuid(prng: Prng): string {
  const hex = Array.from({ length: 4 }, () => nextU32(prng).toString(16).padStart(8, '0')).join('')
  const variant = '89ab'[parseInt(hex[16], 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** In characters, of the longest values that there can be. */
export function longestKeyOf(parts: readonly TemplatePart[], topic: string): number {
  const device = DEVICES_MAX - 1
  const message: Message = { device, topic: topicOf(topic, device), seq: Number.MAX_SAFE_INTEGER, timestamp: Number.MAX_SAFE_INTEGER, reading: 0 }
  const prng: Prng = { a: 0, b: 0, c: 0, counter: 0 }
  return parts.reduce((length, part) => length + Array.from(textOf(part, message, prng)).length, 0)
}
