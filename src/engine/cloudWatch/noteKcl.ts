/** Metrics that the KCL publishes in the namespace of its application: once a second from the totals that the application has anyway. */
import type { KclApplication } from '../consumers/kcl/model'
import type { ApplicationMeter } from '../meterState'
import type { World } from '../state'
import { APPLICATION_SHARDS_MAX } from './bounds'
import { APPLICATION_SHARD_METRICS, OF_APPLICATION } from './metricIndex'
import { noteValue } from './metricSet'
import { metricsOfApplication, setIn } from './minutes'

/** After the application's own second was counted. */
export function noteKclSecond(world: World, { settings, workers }: KclApplication, { processedPerSecond, reads }: ApplicationMeter): void {
  const { all, shards } = metricsOfApplication(world, settings.name)
  noteValue(all, OF_APPLICATION['ProcessTask/RecordsProcessed'], processedPerSecond)
  noteValue(all, OF_APPLICATION['ProcessTask/DataBytesProcessed'], reads.bytesRead)
  noteValue(all, OF_APPLICATION['ProcessTask/ExpiredIterator'], reads.iteratorsExpired)
  noteValue(all, OF_APPLICATION['ProcessTask/KinesisDataFetcher.getRecords.Success'], reads.getRecordsCalls - reads.callsRefused - reads.iteratorsExpired)
  for (const { shardConsumers } of workers) {
    for (const { shardIndex, millisBehindLatest } of shardConsumers.values()) {
      if (millisBehindLatest === null) continue
      noteValue(all, OF_APPLICATION['ApplicationLevelMetrics/MillisBehindLatest'], millisBehindLatest)
      if (shards.has(shardIndex) || shards.size < APPLICATION_SHARDS_MAX) noteValue(setIn(shards, shardIndex, APPLICATION_SHARD_METRICS), 0, millisBehindLatest)
    }
  }
}
