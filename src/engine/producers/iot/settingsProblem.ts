/** What AWS IoT would not take of a fleet or a rule. */
import { utf8Length } from '../../../base/utf8'
import { PARTITION_KEY_CHARACTERS_MAX } from '../../../kinesis/limits'
import type { RefusalReason } from '../../refusalReasons'
import { refuseUnlessWhole } from '../../settingBounds'
import { DEVICES_MAX, PAYLOAD_BYTES_MAX, PUBLISH_EVERY_MS_MAX, PUBLISH_EVERY_MS_MIN, TOPIC_BYTES_MAX, TOPIC_SLASHES_MAX } from './constants'
import { topicOf } from './message'
import { longestKeyOf, patternOf } from './partitionKey'
import type { IotSettings } from './settings'
import { levelsOf, readTemplate } from './template'

/** @returns null where nothing is wrong. */
export function problemOfIot({ deviceCount, publishEveryMs, topic, partitionKey, payloadBytes }: IotSettings): RefusalReason | null {
  return (
    refuseUnlessWhole('iot.deviceCount', deviceCount, { min: 0, max: DEVICES_MAX }) ??
    refuseUnlessWhole('iot.publishEveryMs', publishEveryMs, { min: PUBLISH_EVERY_MS_MIN, max: PUBLISH_EVERY_MS_MAX }) ??
    refuseUnlessWhole('iot.payloadBytes', payloadBytes, { min: 0, max: PAYLOAD_BYTES_MAX }) ??
    problemOfTopic(topic) ??
    problemOfKey(topic, partitionKey)
  )
}

function problemOfTopic(topic: string): RefusalReason | null {
  if (topic === '') return { key: 'topicEmpty', values: {} }
  if (/[+#\0]/.test(topic)) return { key: 'topicWildcard', values: {} }
  if (topic.startsWith('$')) return { key: 'topicReserved', values: {} }
  const slashes = levelsOf(topic) - 1
  if (slashes > TOPIC_SLASHES_MAX) return { key: 'topicSlashes', values: { slashes, max: TOPIC_SLASHES_MAX } }
  const bytes = utf8Length(topicOf(topic, DEVICES_MAX - 1))
  return bytes > TOPIC_BYTES_MAX ? { key: 'topicBytes', values: { bytes, max: TOPIC_BYTES_MAX } } : null
}

function problemOfKey(topic: string, partitionKey: string): RefusalReason | null {
  const template = readTemplate(partitionKey, topic)
  if (!template.ok) return template.problem
  if (patternOf(template.parts, topic) === '') return { key: 'keyEmpty', values: {} }
  const characters = longestKeyOf(template.parts, topic)
  return characters <= PARTITION_KEY_CHARACTERS_MAX ? null : { key: 'keyLong', values: { characters, max: PARTITION_KEY_CHARACTERS_MAX } }
}
