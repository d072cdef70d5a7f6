/** What can be seen of an AWS IoT rule when somebody inspects it. */
import { readUtf8 } from '../../../base/utf8'
import type { World } from '../../state'
import type { IotProducer } from './model'
import { dependsOnDevice, patternOf } from './partitionKey'
import { readTemplate } from './template'

const PAYLOAD_SHOWN_BYTES = 1_024

export interface IotDetails {
  kind: 'iot'
  devices: number
  messagesPublished: number
  /** Messages that wait for another attempt. */
  retriesWaiting: number
  /** What an error action would have received. */
  messagesDiscarded: number
  /** Different partition keys that the fleet makes at most; null: another one with each message, or nearly. */
  keysMax: number | null
  lastMessage: { topic: string; partitionKey: string; payload: string } | null
}

export function iotDetails(_world: World, { devices, books, retries, messagesDiscarded, settings, lastMessage }: IotProducer): IotDetails {
  const template = readTemplate(settings.partitionKey, settings.topic)
  const pattern = template.ok ? patternOf(template.parts, settings.topic) : null
  return {
    kind: 'iot',
    devices: devices.count,
    messagesPublished: books.recordsMeant,
    retriesWaiting: retries.size,
    messagesDiscarded,
    keysMax: pattern === null ? null : dependsOnDevice(pattern) ? devices.count : 1,
    lastMessage: lastMessage === null ? null : { ...lastMessage, payload: readUtf8(lastMessage.payload.subarray(0, PAYLOAD_SHOWN_BYTES)) },
  }
}
