/** One record of the log as it is sent: taken apart, processed, given its key, cut to what a record may hold. */
import { nextBelow } from '../../../base/prng'
import { readUtf8, utf8Length, writeUtf8 } from '../../../base/utf8'
import { US_PER_MS } from '../../../base/units'
import { md5OfBytes } from '../../../kinesis/md5'
import { nameKey, openRandomDoubles, partitionKeyOf } from '../../keySpace'
import { sweepKeysWhenMany } from '../../keySweep'
import type { World } from '../../state'
import type { AgentRecord } from './buffers'
import type { AgentProducer } from './model'
import { processRecord } from './processing'
import { truncateRecord } from './splitRecords'

const MD5_HEX_DIGITS = 32
/** Of what is kept for whoever looks at the agent. */
const SHOWN_BYTES_MAX = 1_024

const digest = new Uint32Array(4)

/** @returns null when it is skipped. */
export function recordOf(world: World, producer: AgentProducer, bytes: Uint8Array, lines: Pick<AgentRecord, 'firstLine' | 'endLine' | 'writtenMs' | 'place'>): AgentRecord | null {
  const { tailer, settings } = producer
  const whole = settings.dataProcessingOptions.length === 0 ? bytes.slice() : processed(world, producer, bytes)
  if (tailer !== null) tailer.lastRecord = { before: bytes.slice(0, SHOWN_BYTES_MAX), after: whole?.slice(0, SHOWN_BYTES_MAX) ?? null }
  if (whole === null) return null
  const { keyId, keyBytes } = settings.partitionKeyOption === 'DETERMINISTIC' ? digestKey(world, whole) : randomKey(world, producer)
  const data = truncateRecord(whole, keyBytes)
  if (tailer !== null && data !== whole) tailer.recordsTruncated++
  return { ...lines, data, keyId, keyBytes }
}

function processed({ epochMs, nowUs }: World, { settings }: AgentProducer, bytes: Uint8Array): Uint8Array | null {
  const text = processRecord(readUtf8(bytes), settings.dataProcessingOptions, epochMs + nowUs / US_PER_MS)
  if (text === null) return null
  const out = new Uint8Array(utf8Length(text))
  writeUtf8(text, out, 0)
  return out
}

function randomKey({ keys }: World, { prng }: AgentProducer): { keyId: number; keyBytes: number } {
  const space = openRandomDoubles(keys)
  const keyId = space.base + nextBelow(prng, space.count)
  return { keyId, keyBytes: partitionKeyOf(keys, keyId).length }
}

function digestKey(world: World, data: Uint8Array): { keyId: number; keyBytes: number } {
  md5OfBytes(data, digest, 0)
  let key = ''
  for (const word of digest) key += word.toString(16).padStart(8, '0')
  sweepKeysWhenMany(world)
  return { keyId: nameKey(world.keys, key, null), keyBytes: MD5_HEX_DIGITS }
}
