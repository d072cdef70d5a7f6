/** What AWS IoT would not take of a fleet or a rule. */
import { utf8Length } from '../../../base/utf8'
import { PARTITION_KEY_CHARACTERS_MAX } from '../../../kinesis/limits'
import { DEVICES_MAX, PAYLOAD_BYTES_MAX, PUBLISH_EVERY_MS_MAX, PUBLISH_EVERY_MS_MIN, TOPIC_BYTES_MAX, TOPIC_SLASHES_MAX } from './constants'
import { topicOf } from './message'
import { longestKeyOf, patternOf } from './partitionKey'
import type { IotSettings } from './settings'
import { levelsOf, readTemplate } from './template'

/** @returns a sentence; null where nothing is wrong. */
export function problemOfIot({ deviceCount, publishEveryMs, topic, partitionKey, payloadBytes }: IotSettings): string | null {
  if (!isWhole(deviceCount, 0, DEVICES_MAX)) return `deviceCount must be a whole number from 0 to ${DEVICES_MAX}.`
  if (!isWhole(publishEveryMs, PUBLISH_EVERY_MS_MIN, PUBLISH_EVERY_MS_MAX)) {
    return `publishEveryMs must be a whole number from ${PUBLISH_EVERY_MS_MIN} (AWS IoT takes 100 publishes a second from one connection) to ${PUBLISH_EVERY_MS_MAX}.`
  }
  if (!isWhole(payloadBytes, 0, PAYLOAD_BYTES_MAX)) return `payloadBytes must be a whole number from 0 to ${PAYLOAD_BYTES_MAX}: AWS IoT takes no larger message.`
  return problemOfTopic(topic) ?? problemOfKey(topic, partitionKey)
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max
}

function problemOfTopic(topic: string): string | null {
  if (topic === '') return 'The topic must not be empty.'
  if (/[+#\0]/.test(topic)) return 'A device publishes on one topic: + and # are for those who subscribe.'
  if (topic.startsWith('$')) return 'Topics that begin with $ are reserved by AWS IoT.'
  if (levelsOf(topic) - 1 > TOPIC_SLASHES_MAX) return `A topic has at most ${TOPIC_SLASHES_MAX} slashes.`
  return utf8Length(topicOf(topic, DEVICES_MAX - 1)) > TOPIC_BYTES_MAX ? `A topic has at most ${TOPIC_BYTES_MAX} bytes in UTF-8.` : null
}

function problemOfKey(topic: string, partitionKey: string): string | null {
  const template = readTemplate(partitionKey, topic)
  if (!template.ok) return template.problem
  if (patternOf(template.parts, topic) === '') return 'The partition key would be empty.'
  if (longestKeyOf(template.parts, topic) <= PARTITION_KEY_CHARACTERS_MAX) return null
  return `The partition key could be longer than ${PARTITION_KEY_CHARACTERS_MAX} characters.`
}
