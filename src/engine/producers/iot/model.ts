/** A fleet of devices and the rule that puts each of their messages into the stream. */
import type { Bytes } from '../../../base/units'
import type { RecordBatch } from '../../recordBatch'
import type { ProducerCore } from '../core'
import type { Devices } from './message'
import type { IotSettings } from './settings'

export interface IotProducer extends ProducerCore {
  kind: 'iot'
  settings: IotSettings
  devices: Devices
  /** Messages that wait for another attempt, by number of retry. */
  retries: Map<number, RecordBatch>
  retriesMade: number
  /** Of the messages under way or waiting. */
  bytesInHand: Bytes
  /** Discarded after the last attempt, with no room, or for want of a stream: what an error action would have received. */
  messagesDiscarded: number
  /** Null until the first one. */
  lastMessage: LastMessage | null
}

export interface LastMessage {
  topic: string
  partitionKey: string
  payload: Uint8Array
}

export type IotTimer = { kind: 'iot'; retry: number }
