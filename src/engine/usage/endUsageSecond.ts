/** The ends of seconds, minutes and hours: what is billed by time, and what is held for how long. */
import { clone, share } from '../../base/plainData'
import { SECONDS_PER_MINUTE, US_PER_HOUR } from '../../base/units'
import { KPU_ORCHESTRATION, LONG_TERM_HOURS } from '../../kinesis/billing'
import { RETENTION_HOURS_MIN } from '../../kinesis/limits'
import { horizonUsOf } from '../recordMemory'
import type { Stream, World } from '../state'
import { hasAdvantage } from '../throughputCommitment'
import { MARKS_MAX, type StoredHours } from './model'
import { applicationUsage, consumerUsageOf, usageOf } from './noteUsage'
import { notePeaks } from './peaks'

const SECONDS_PER_HOUR = 3_600

/** @param seconds whole ones since the run began, this one included. */
export function endUsageSecond(world: World, seconds: number): void {
  for (const stream of world.streams) {
    if (stream.deletedAtUs !== null) forgetStored(world, stream)
    else if (stream.streamStatus !== 'CREATING') endStreamSecond(world, stream, seconds)
  }
  for (const application of world.applications) {
    if (application.kind !== 'flink' || application.state !== 'RUNNING' || application.job.status === 'CRASHED') continue
    const usage = applicationUsage(world, application)
    usage.kpuSeconds += application.settings.parallelism + KPU_ORCHESTRATION
    usage.kpuStorageSeconds += application.settings.parallelism
  }
  endAccountSecond(world)
  if (seconds % SECONDS_PER_MINUTE === 0) addMark(world, seconds)
}

function endStreamSecond(world: World, stream: Stream, seconds: number): void {
  const usage = usageOf(world, stream)
  const shards = stream.openShards.length
  usage.seconds++
  usage.shardSeconds += shards
  if (stream.retentionPeriodHours > RETENTION_HOURS_MIN) usage.extendedShardSeconds += shards
  usage.metricSeconds += shards * stream.shardLevelMetrics.length
  for (const { consumerName, consumerStatus } of stream.consumers) {
    if (consumerStatus !== 'ACTIVE') continue
    const consumer = consumerUsageOf(usage, consumerName)
    consumer.seconds++
    consumer.shardSeconds += shards
  }
  const stored = storedOf(world, stream)
  usage.extendedByteSeconds += stored.extendedBytes
  usage.longTermByteSeconds += stored.longTermBytes
  notePeaks(world, stream, seconds % SECONDS_PER_MINUTE === 0)
  if (seconds % SECONDS_PER_HOUR === 0) endStoredHour(world, stream, stored, seconds / SECONDS_PER_HOUR)
}

function endAccountSecond(world: World): void {
  const { account } = world.usage.totals
  account.alarmSeconds += world.cloudWatch.alarms.size
  if (hasAdvantage(world)) account.advantageSeconds++
  account.kmsRequests = world.guards.kms.requests
  account.trailDataEvents = world.guards.trail.data.made
}

function addMark({ usage }: World, seconds: number): void {
  usage.marks.push(share({ seconds, totals: clone(usage.totals) }))
  if (usage.marks.length > MARKS_MAX) usage.marks.shift()
}

function storedOf(world: World, { streamName, createdAtUs }: Stream): StoredHours {
  let stored = world.usage.stored.get(streamName)
  if (stored?.createdAtUs === createdAtUs) return stored
  stored = { createdAtUs, firstHour: Math.floor(createdAtUs / US_PER_HOUR) + 1, bytesIn: [], extendedBytes: 0, longTermBytes: 0 }
  world.usage.stored.set(streamName, stored)
  return stored
}

/** What a stream held goes with it. */
function forgetStored({ usage }: World, { streamName, createdAtUs }: Stream): void {
  if (usage.stored.get(streamName)?.createdAtUs === createdAtUs) usage.stored.delete(streamName)
}

function endStoredHour(world: World, stream: Stream, stored: StoredHours, hour: number): void {
  stored.bytesIn.push(stream.shards.reduce((sum, { bytesStored }) => sum + bytesStored, 0))
  const gone = bytesUntil(stored, Math.ceil(horizonUsOf(world, stream) / US_PER_HOUR))
  const longTerm = bytesUntil(stored, hour - LONG_TERM_HOURS)
  stored.extendedBytes = Math.max(0, bytesUntil(stored, hour - RETENTION_HOURS_MIN) - Math.max(longTerm, gone))
  stored.longTermBytes = Math.max(0, longTerm - gone)
  const keep = stream.retentionPeriodHours + 1
  const tooMany = stored.bytesIn.length - keep
  if (tooMany <= 0) return
  stored.bytesIn.splice(0, tooMany)
  stored.firstHour += tooMany
}

/** Taken in before the end of that hour; nothing was before the first. */
function bytesUntil({ firstHour, bytesIn }: StoredHours, hour: number): number {
  return hour < firstHour ? 0 : (bytesIn[Math.min(hour - firstHour, bytesIn.length - 1)] ?? 0)
}
