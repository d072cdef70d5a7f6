/** What retention holds and has taken: of each shard, of the stream, and from applications before they came to it. */
import { US_PER_HOUR, US_PER_MS, type SimUs } from '../../base/units'
import { RETENTION_HOURS_MAX, RETENTION_HOURS_MIN } from '../../kinesis/limits'
import { formatShardId } from '../../kinesis/shardId'
import { iteratorAgeMsOf } from '../progress'
import { horizonUsOf } from '../recordMemory'
import { arrivalUsOf, FIRST_ORDINAL, firstOrdinalFrom, segmentAt, type ShardLog } from '../shardLog'
import type { Shard, Stream, World } from '../state'
import { applicationsOf } from '../watched'
import type { RetentionView, ShardRetention } from './capacityView'

export function retentionOf(world: World, stream: Stream): RetentionView {
  const { streamName: StreamName, retentionPeriodHours: hours } = stream
  const horizonUs = horizonUsOf(world, stream)
  const shards = stream.shards.map((shard) => shardRetention(world, shard, { horizonUs, hours }))
  const ages = shards.map(({ oldestRecordAgeMs }) => oldestRecordAgeMs).filter((ageMs) => ageMs !== null)
  return {
    hours,
    pending: pendingOf(stream),
    hoursMin: RETENTION_HOURS_MIN,
    hoursMax: RETENTION_HOURS_MAX,
    oldestRecordAgeMs: ages.length === 0 ? null : ages.reduce((most, ageMs) => Math.max(most, ageMs)),
    recordsHeld: sumOf(shards, 'recordsHeld'),
    bytesHeld: sumOf(shards, 'bytesHeld'),
    recordsExpired: sumOf(shards, 'recordsExpired'),
    shards,
    lostAtMinimum: lostAt(world, stream, RETENTION_HOURS_MIN),
    toMinimum: hours === RETENTION_HOURS_MIN ? null : { operation: 'DecreaseStreamRetentionPeriod', input: { StreamName, RetentionPeriodHours: RETENTION_HOURS_MIN } },
    applications: applicationsOf(world, stream).map((application) => ({
      application: application.settings.name,
      recordsExpiredUnread: application.checks.nothingExpired.records,
      oldestUnreadAgeMs: iteratorAgeMsOf(world, application),
    })),
  }
}

function pendingOf({ update }: Stream): RetentionView['pending'] {
  const hours = update?.change.retentionPeriodHours
  return update === null || hours === undefined ? null : { hours, atMs: update.dueUs / US_PER_MS }
}

function sumOf(shards: readonly ShardRetention[], name: 'recordsHeld' | 'bytesHeld' | 'recordsExpired'): number {
  return shards.reduce((sum, shard) => sum + shard[name], 0)
}

function shardRetention({ nowUs }: World, shard: Shard, { horizonUs, hours }: { horizonUs: SimUs; hours: number }): ShardRetention {
  const { log, closedAtUs, expired } = shard
  const first = readableFrom(log, horizonUs)
  const held = log.nextOrdinal - first
  return {
    shardId: formatShardId(shard.shardIndex),
    state: expired ? 'EXPIRED' : closedAtUs === null ? 'OPEN' : 'CLOSED',
    recordsHeld: held,
    bytesHeld: bytesFrom(log, first),
    recordsExpired: first - FIRST_ORDINAL,
    oldestRecordAgeMs: held === 0 ? null : (nowUs - arrivalUsOf(log, first)) / US_PER_MS,
    leavesAtMs: expired || closedAtUs === null ? null : (closedAtUs + hours * US_PER_HOUR) / US_PER_MS,
  }
}

/** Trimming comes once a minute, and readers need not wait for it. */
function readableFrom(log: ShardLog, horizonUs: SimUs): number {
  return Math.max(log.trimOrdinal, firstOrdinalFrom(log, horizonUs))
}

function bytesFrom(log: ShardLog, ordinal: number): number {
  let bytes = 0
  for (let at = segmentAt(log, ordinal); at < log.segments.length; at++) {
    const segment = log.segments[at]
    const from = Math.max(0, ordinal - segment.firstOrdinal)
    if (from === 0) bytes += segment.bytes
    else if (segment.columns === null) bytes += Math.floor((segment.bytes * (segment.count - from)) / segment.count)
    else for (let within = from; within < segment.count; within++) bytes += segment.columns.bytes[within]
  }
  return bytes
}

/** What would be unreadable at once with another period. */
function lostAt(world: World, stream: Stream, hours: number): RetentionView['lostAtMinimum'] {
  const nowHorizonUs = horizonUsOf(world, stream)
  const thenHorizonUs = Math.max(nowHorizonUs, world.nowUs - hours * US_PER_HOUR)
  const lost = { records: 0, bytes: 0 }
  for (const { log } of stream.shards) {
    const [first, then] = [readableFrom(log, nowHorizonUs), readableFrom(log, thenHorizonUs)]
    lost.records += then - first
    lost.bytes += bytesFrom(log, first) - bytesFrom(log, then)
  }
  return lost
}
