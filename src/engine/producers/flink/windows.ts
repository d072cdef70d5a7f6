/** Tumbling windows over the events that a job reads: a count and a sum of bytes for each key. */
import { US_PER_MS, type SimUs } from '../../../base/units'
import { utf8Length, writeUtf8 } from '../../../base/utf8'
import { openKeySpace, partitionKeyOf } from '../../keySpace'
import { epochMsOf } from '../../naming'
import type { World } from '../../state'
import { nextRecordId } from '../collect'
import type { EventWindow, FlinkProducer } from './model'
import type { Result } from './resultQueue'

/** What every result has in place of its own key where a job was told a constant one. */
const CONSTANT_KEY = 'window-results'

export function createWindow(world: World, { settings: { windowMs }, lastWindowEndMs }: FlinkProducer): EventWindow {
  const startMs = Math.floor(epochMsOf(world, world.nowUs) / windowMs) * windowMs
  // After the length was changed one is cut short, so that no event is in two.
  return { startMs: Math.max(startMs, lastWindowEndMs), endMs: startMs + windowMs, keyIds: [], counts: [], bytes: [], places: new Map() }
}

export function countEvent({ keyIds, counts, bytes, places }: EventWindow, keyId: number, dataBytes: number): void {
  const place = places.get(keyId)
  if (place === undefined) {
    places.set(keyId, keyIds.length)
    keyIds.push(keyId)
    counts.push(1)
    bytes.push(dataBytes)
    return
  }
  counts[place]++
  bytes[place] += dataBytes
}

export function endUsOf(world: World, { endMs }: EventWindow): SimUs {
  return (endMs - world.epochMs) * US_PER_MS
}

/** The open window's results are final now; before its end, what comes in its other part makes results of its own. */
export function closeWindow(world: World, producer: FlinkProducer): void {
  const { open } = producer
  if (open === null) return
  producer.lastWindowEndMs = Math.min(open.endMs, epochMsOf(world, world.nowUs))
  producer.open = null
  open.places.clear()
  producer.closed.push(open)
}

/** @returns the next result of the oldest closed window, meant from now on; null when there is none. */
export function nextResult(world: World, producer: FlinkProducer): Result | null {
  const { closed } = producer
  if (closed.length === 0) return null
  const [window] = closed
  const place = producer.emitted++
  const result = makeResult(world, producer, window, place)
  if (producer.emitted === window.keyIds.length) {
    closed.shift()
    producer.emitted = 0
  }
  return result
}

function makeResult(world: World, producer: FlinkProducer, window: EventWindow, place: number): Result {
  const key = partitionKeyOf(world.keys, window.keyIds[place])
  const { startMs, endMs } = window
  const data = utf8Of(JSON.stringify({ key, windowStart: startMs, windowEnd: endMs, count: window.counts[place], bytes: window.bytes[place] }))
  const isConstant = producer.settings.partitionKey === 'constant'
  const keyId = isConstant ? openKeySpace(world.keys, 'flink/constant', [CONSTANT_KEY]).base : window.keyIds[place]
  const madeUs = Math.min(world.nowUs, Math.max(0, endUsOf(world, window)))
  return { keyId, bytes: data.length + utf8Length(isConstant ? CONSTANT_KEY : key), recordId: nextRecordId(producer), madeUs, attempt: 1, data }
}

function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  writeUtf8(text, bytes, 0)
  return bytes
}
