/** What each chart says, in one sentence: a key of the namespace `metrics` with its values. */
import type { Summary } from '../../engine/summary'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import { shortShardId } from '../shardName'
import type { ChartName } from './chartSeries'

export type Reading =
  | { key: 'idle'; values: Record<string, never> }
  | { key: 'shardAtRecordLimit' | 'shardAtByteLimit'; values: { shard: string } }
  | { key: 'fullestShard'; values: { shard: string; share: number } }
  | { key: 'nothingRefused'; values: { incoming: number } }
  | { key: 'someRefused'; values: { incoming: number; throttled: number } }
  | { key: 'allAtTip'; values: { seconds: number } }
  | { key: 'fallingBehind' | 'catchingUp' | 'behind'; values: { application: string; seconds: number } }
  | { key: 'backlogGrows' | 'keepsUp' | 'drains'; values: { application: string; processed: number; incoming: number } }

/** Rates are read as means over this many seconds. */
const MEAN_SECONDS = 5
const FULL = 0.98
const TIP_MS = 2_000
/** A change of age, over the seconds of a mean, that counts as one. */
const AGE_CHANGE_MS = 1_000
const SAME_RATE_SHARE = 0.05

export function readingOf(chart: ChartName, summary: Pick<Summary, 'series' | 'shards'>): Reading {
  if (summary.series.atMs.length === 0) return IDLE
  switch (chart) {
    case 'writeUse':
      return readWriteUse(summary)
    case 'incoming':
      return readIncoming(summary)
    case 'iteratorAge':
      return readIteratorAge(summary)
    case 'processed':
      return readProcessed(summary)
  }
}

const IDLE: Reading = { key: 'idle', values: {} }

function readWriteUse({ series, shards }: Pick<Summary, 'series' | 'shards'>): Reading {
  const fullest = series.shards.map(({ shardId, writeUse }) => ({ shardId, use: writeUse.at(-1) ?? 0 })).sort((left, right) => right.use - left.use)[0]
  if (fullest === undefined || fullest.use === 0) return IDLE
  const shard = shortShardId(fullest.shardId)
  if (fullest.use < FULL) return { key: 'fullestShard', values: { shard, share: fullest.use } }
  const row = shards.find(({ shardId }) => shardId === fullest.shardId)
  const isBytes = row !== undefined && row.writeBytesPerSecond / WRITE_BYTES_PER_SECOND_MAX > row.writeRecordsPerSecond / WRITE_RECORDS_PER_SECOND_MAX
  return { key: isBytes ? 'shardAtByteLimit' : 'shardAtRecordLimit', values: { shard } }
}

function readIncoming({ series }: Pick<Summary, 'series'>): Reading {
  const incoming = recentMean(series.incomingRecords)
  const throttled = recentMean(series.throttledRecords)
  if (incoming === 0 && throttled === 0) return IDLE
  return throttled === 0 ? { key: 'nothingRefused', values: { incoming } } : { key: 'someRefused', values: { incoming, throttled } }
}

function readIteratorAge({ series }: Pick<Summary, 'series'>): Reading {
  const oldest = series.applications
    .map(({ name, iteratorAgeMs }) => ({ name, ageMs: iteratorAgeMs.at(-1) ?? 0, beforeMs: iteratorAgeMs.at(-1 - MEAN_SECONDS) ?? iteratorAgeMs[0] ?? 0 }))
    .sort((left, right) => right.ageMs - left.ageMs)[0]
  if (oldest === undefined) return IDLE
  const seconds = oldest.ageMs / 1_000
  if (oldest.ageMs <= TIP_MS) return { key: 'allAtTip', values: { seconds } }
  const change = oldest.ageMs - oldest.beforeMs
  const key = change >= AGE_CHANGE_MS ? 'fallingBehind' : change <= -AGE_CHANGE_MS ? 'catchingUp' : 'behind'
  return { key, values: { application: oldest.name, seconds } }
}

function readProcessed({ series }: Pick<Summary, 'series'>): Reading {
  const incoming = recentMean(series.incomingRecords)
  const slowest = series.applications
    .map(({ name, processedRecords }) => ({ name, processed: recentMean(processedRecords) }))
    .sort((left, right) => left.processed - right.processed)[0]
  if (slowest === undefined) return IDLE
  const values = { application: slowest.name, processed: slowest.processed, incoming }
  const difference = slowest.processed - incoming
  if (Math.abs(difference) <= SAME_RATE_SHARE * Math.max(incoming, slowest.processed)) return { key: 'keepsUp', values }
  return { key: difference < 0 ? 'backlogGrows' : 'drains', values }
}

function recentMean(values: Float64Array): number {
  const recent = values.slice(-MEAN_SECONDS)
  return recent.length === 0 ? 0 : recent.reduce((sum, value) => sum + value, 0) / recent.length
}
