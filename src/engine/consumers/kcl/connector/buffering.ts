/** Transform, filter, buffer: what stands between processRecords and emit in the Connector Library (BasicMemoryBuffer). */
import { US_PER_MS } from '../../../../base/units'
import { forEachOrdinal } from '../../../logWalk'
import { streamOf } from '../../../naming'
import type { World } from '../../../state'
import { userRecordsIn } from '../../reading/userRecords'
import type { ConnectorBuffer, KclApplication, ShardConsumer } from '../model'

export function createBuffer(nowUs: number): ConnectorBuffer {
  return { ranges: [], records: 0, bytes: 0, firstOrdinal: 0, lastOrdinal: 0, sinceUs: nowUs, tries: 0, failures: 0 }
}

export function bufferSlice(world: World, application: KclApplication, consumer: ShardConsumer, { fromOrdinal, toOrdinal }: { fromOrdinal: number; toOrdinal: number }): void {
  consumer.buffer ??= createBuffer(world.nowUs)
  const { buffer } = consumer
  addRange(buffer.ranges, fromOrdinal, toOrdinal)
  const { log } = streamOf(world, application).shards[consumer.shardIndex]
  const keptPercent = application.settings.connector?.keptPercent ?? 0
  forEachOrdinal(log, fromOrdinal, toOrdinal, (segment, at, ordinal) => {
    const members = segment === null || !application.settings.deaggregation ? 1 : (userRecordsIn(world.keys, segment, at)?.count ?? 1)
    const kept = countKept(ordinal, members, keptPercent)
    if (kept === 0) return true
    if (buffer.records === 0) buffer.firstOrdinal = ordinal
    buffer.lastOrdinal = ordinal
    buffer.records += kept
    buffer.bytes += Math.floor(((segment?.columns?.bytes[at] ?? 0) * kept) / members)
    return true
  })
}

const PERCENT = 100
/** Without a common divisor with 100: of 100 records in a row exactly `keptPercent` pass. */
const STRIDE = 61
const MEMBER_STRIDE = 37

/** The filter looks at the record alone, so that the same ones pass when they are read again. */
export function countKept(ordinal: number, members: number, keptPercent: number): number {
  let kept = 0
  for (let member = 0; member < members; member++) if ((ordinal * STRIDE + member * MEMBER_STRIDE) % PERCENT < keptPercent) kept++
  return kept
}

function addRange(ranges: number[], from: number, to: number): void {
  if (ranges.length > 0 && ranges[ranges.length - 1] === from) ranges[ranges.length - 1] = to
  else ranges.push(from, to)
}

/** BasicMemoryBuffer.shouldFlush, asked once after each call of processRecords: a large batch goes beyond the limits. */
export function mustFlush({ nowUs }: World, { settings: { connector } }: KclApplication, { buffer }: ShardConsumer): boolean {
  if (connector === null || buffer === null || buffer.records === 0) return false
  const isOld = connector.bufferMsMax > 0 && nowUs - buffer.sinceUs >= connector.bufferMsMax * US_PER_MS
  return isOld || buffer.records >= connector.bufferRecordsMax || buffer.bytes >= connector.bufferBytesMax
}
