/** The KPL's metrics as its level and granularity let them be seen: rows for whoever reads. */
import { US_PER_MS, type SimMs, type SimUs } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import { KPL_METRICS, recentStats, statsOf, type KplMetricName, type KplMetrics, type Stats } from './metrics'
import type { KplSettings } from './settings'
import { NONE } from './userRecords'

/** Rows by shard go no further. */
const SHARDS_SHOWN_MAX = 64

type Shown = Pick<KplSettings, 'metricsLevel' | 'metricsGranularity'>

export interface ShownMetric {
  name: KplMetricName
  unit: 'Count' | 'Bytes' | 'Milliseconds'
  /** Null: by StreamName alone, or, at granularity global, by nothing. */
  shardId: string | null
  /** Since the daemon began, over the last 60 s, in the minute that is not uploaded yet; by shard only the last of these. */
  total: Stats | null
  recent: Stats | null
  minute: Stats | null
  /** What went to CloudWatch, a bucket a minute, oldest first; by shard only the last one. */
  uploads: { atMs: SimMs | null; stats: Stats | null }[]
}

/** ErrorsByCode. */
export interface ShownError {
  code: string
  shardId: string | null
  total: number
  minute: number
  uploaded: number
}

export function shownMetrics(metrics: KplMetrics, settings: Shown, nowUs: SimUs, seconds: number): ShownMetric[] {
  const shown = KPL_METRICS.filter(({ level }) => isShown(settings, level))
  const byStream = shown.map(({ name, unit }): ShownMetric => ({
    name,
    unit,
    shardId: null,
    total: statsOf(metrics.total, name),
    recent: recentStats(metrics, nowUs, name, seconds),
    minute: statsOf(metrics.minute, name),
    uploads: metrics.uploads.map(({ atUs, cells }) => ({ atMs: atUs / US_PER_MS, stats: statsOf(cells, name) })),
  }))
  if (settings.metricsGranularity !== 'shard') return byStream
  const shards = Array.from(metrics.shards).sort(([left], [right]) => left - right).slice(0, SHARDS_SHOWN_MAX)
  const byShard = shown
    .filter((metric) => metric.byShard)
    .flatMap(({ name, unit }) =>
      shards.map(([shardIndex, { minute, uploaded }]): ShownMetric => ({
        name,
        unit,
        shardId: formatShardId(shardIndex),
        total: null,
        recent: null,
        minute: statsOf(minute, name),
        uploads: uploaded === null ? [] : [{ atMs: null, stats: statsOf(uploaded, name) }],
      })),
    )
  return [...byStream, ...byShard]
}

export function shownErrors({ errors }: KplMetrics, settings: Shown): ShownError[] {
  if (!isShown(settings, 'summary')) return []
  return Array.from(errors).flatMap(([code, shards]) => {
    const rows = Array.from(shards, ([shardIndex, counts]): ShownError => ({ code, shardId: shardIndex === NONE ? null : formatShardId(shardIndex), ...counts }))
    if (settings.metricsGranularity === 'shard') return rows.sort((left, right) => right.total - left.total).slice(0, SHARDS_SHOWN_MAX)
    const sumOf = (name: 'total' | 'minute' | 'uploaded') => rows.reduce((sum, row) => sum + row[name], 0)
    return [{ code, shardId: null, total: sumOf('total'), minute: sumOf('minute'), uploaded: sumOf('uploaded') }]
  })
}

function isShown({ metricsLevel }: Shown, level: 'summary' | 'detailed'): boolean {
  return metricsLevel === 'detailed' || metricsLevel === level
}
