/** The KPL's own metrics as they reached CloudWatch: read where the KPL has counted them. */
import { US_PER_MINUTE, US_PER_MS, type SimUs } from '../../base/units'
import { METRICS_UPLOAD_US } from '../producers/kpl/constants'
import { shownErrors, shownMetrics } from '../producers/kpl/metricViews'
import type { Daemon, KplProducer } from '../producers/kpl/model'
import type { World } from '../state'
import type { Dimension, Statistic } from './alarmSettings'
import type { FoundMetric } from './foundMetric'
import { merge, type Stats } from './stats'

/** KPL default_config.properties, `metrics_namespace`. */
export const KPL_NAMESPACE = 'KinesisProducerLibrary'
const STATISTICS: Statistic[] = ['Minimum', 'Maximum', 'Average', 'Sum', 'SampleCount']

interface Upload {
  name: string
  unit: FoundMetric['metric']['unit']
  dimensions: Dimension[]
  atUs: SimUs
  stats: Stats
}

/** Of producers that run: what a daemon has counted is gone with it. */
export function kplMetrics(world: World): FoundMetric[] {
  const found = new Map<string, { metric: FoundMetric['metric']; byMinute: Map<number, Stats> }>()
  for (const producer of world.producers) {
    if (producer.kind !== 'kpl' || producer.daemon === null) continue
    for (const upload of uploadsOf(world, producer, producer.daemon)) enter(world, found, upload)
  }
  return Array.from(found.values(), ({ metric, byMinute }) => ({ metric, minutes: (minute) => byMinute.get(minute) ?? null }))
}

function enter(world: World, found: Map<string, { metric: FoundMetric['metric']; byMinute: Map<number, Stats> }>, { name, unit, dimensions, atUs, stats }: Upload): void {
  const key = JSON.stringify([name, dimensions])
  let entry = found.get(key)
  if (entry === undefined) {
    entry = {
      metric: { Namespace: KPL_NAMESPACE, MetricName: name, Dimensions: dimensions, unit, level: 'kpl', statistics: STATISTICS, isDeprecated: false, measured: 'uploaded' },
      byMinute: new Map(),
    }
    found.set(key, entry)
  }
  // A bucket begins a minute before it is uploaded.
  const minute = Math.floor((world.epochMs * US_PER_MS + atUs - METRICS_UPLOAD_US) / US_PER_MINUTE)
  entry.byMinute.set(minute, merge(entry.byMinute.get(minute) ?? null, stats) ?? stats)
}

function uploadsOf(world: World, { settings }: KplProducer, { metrics }: Daemon): Upload[] {
  const last = metrics.uploads.at(-1)
  if (last === undefined) return []
  const ofStream: Dimension[] = settings.metricsGranularity === 'global' ? [] : [{ Name: 'StreamName', Value: world.producing.streamName }]
  const dimensions = (shardId: string | null): Dimension[] => (shardId === null ? ofStream : [...ofStream, { Name: 'ShardId', Value: shardId }])
  const measured = shownMetrics(metrics, settings, world.nowUs, 1).flatMap(({ name, unit, shardId, uploads }) =>
    uploads.flatMap(({ atMs, stats }): Upload[] => (stats === null ? [] : [{ name, unit, dimensions: dimensions(shardId), atUs: atMs === null ? last.atUs : atMs * US_PER_MS, stats }])),
  )
  const errors = shownErrors(metrics, settings).flatMap(({ code, shardId, uploaded }): Upload[] =>
    uploaded === 0 ? [] : [{ name: 'ErrorsByCode', unit: 'Count', dimensions: [...dimensions(shardId), { Name: 'ErrorCode', Value: code }], atUs: last.atUs, stats: { count: uploaded, sum: uploaded, min: 1, max: 1 } }],
  )
  return [...measured, ...errors]
}
