/** The messages of a subscription as JSON, and the partition keys of the records that hold them. */
import { utf8Length, writeUtf8 } from '../../../base/utf8'
import type { EpochMs } from '../../../base/units'
import { ACCOUNT_ID } from '../../../kinesis/limits'
import { hashKeyOf } from '../../../kinesis/hashKey'
import { md5OfBytes } from '../../../kinesis/md5'

export interface LogEvent {
  id: string
  timestamp: EpochMs
  message: string
}

export interface LogMessage {
  messageType: 'DATA_MESSAGE' | 'CONTROL_MESSAGE'
  owner: string
  logGroup: string
  logStream: string
  subscriptionFilters: string[]
  logEvents: LogEvent[]
}

const TIMESTAMP_SHIFT = 144n
const INGESTION_SHIFT = 80n
const HASH_SHIFT = 16n

export function dataMessage({ logGroup, filterName }: { logGroup: string; filterName: string }, logStream: string, logEvents: LogEvent[]): LogMessage {
  return { messageType: 'DATA_MESSAGE', owner: ACCOUNT_ID, logGroup, logStream, subscriptionFilters: [filterName], logEvents }
}

/** With this CloudWatch Logs tries whether a destination can be reached. */
export function controlMessage(timestamp: EpochMs): LogMessage {
  const message = 'CWL CONTROL MESSAGE: Checking health of destination Kinesis stream.'
  return { messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logGroup: '', logStream: '', subscriptionFilters: [], logEvents: [{ id: '', timestamp, message }] }
}

export function bytesOf(message: LogMessage): Uint8Array {
  const text = JSON.stringify(message)
  const bytes = new Uint8Array(utf8Length(text))
  writeUtf8(text, bytes, 0)
  return bytes
}

/** ByLogStream: as in recorded records, the MD5 of account, log group and log stream. */
export function logStreamKey({ owner, logGroup, logStream }: Pick<LogMessage, 'owner' | 'logGroup' | 'logStream'>): string {
  const text = `${owner}:${logGroup}:${logStream}`
  const bytes = new Uint8Array(utf8Length(text))
  writeUtf8(text, bytes, 0)
  const words = new Uint32Array(4)
  md5OfBytes(bytes, words, 0)
  return hexOf(words)
}

export function hexOf(words: Uint32Array): string {
  let hex = ''
  for (const word of words) hex += word.toString(16).padStart(8, '0')
  return hex
}

/** As recorded ids are built: when the event happened, when it was put, 64 bits that all events of one put share, and its place among them. */
export function eventId({ timestamp, ingestedAt, logStream, place }: { timestamp: EpochMs; ingestedAt: EpochMs; logStream: string; place: number }): string {
  // UNVERIFIED what those bits are made of.
  const shared = hashKeyOf(`${logStream}:${ingestedAt}`.slice(-256)) >> 64n
  return String((BigInt(timestamp) << TIMESTAMP_SHIFT) | (BigInt(ingestedAt) << INGESTION_SHIFT) | (shared << HASH_SHIFT) | BigInt(place))
}
