/** The last minutes of a stream and its applications as lines of charts. */
import { ensure } from '../base/assert'
import { US_PER_MS, US_PER_SECOND } from '../base/units'
import { formatShardId } from '../kinesis/shardId'
import type { Application } from './consumers/application'
import { createStreamMeter, SERIES_SECONDS, type Meters } from './meterState'
import type { Shard, Stream, World } from './state'
import type { MetricSeries } from './summary'

/** Lines in a chart of shards. */
const SERIES_SHARDS_MAX = 8

export function seriesOf(world: World, stream: Stream | null, applications: readonly Application[]): MetricSeries {
  const { meters } = world
  const meter = stream === null ? createStreamMeter() : (meters.streams[stream.streamIndex] ?? createStreamMeter())
  const count = Math.min(meters.seconds, SERIES_SECONDS)
  const shown = (stream === null ? [] : hottestShards(stream, meters)).map((shard) => ({
    shardId: formatShardId(shard.shardIndex),
    writeUse: Float32Array.from(unroll(shard.meter.use, meters)),
  }))
  return {
    atMs: Float64Array.from({ length: count }, (_, point) => (meters.seconds - count + point + 1) * (US_PER_SECOND / US_PER_MS)),
    shards: shown,
    incomingRecords: unroll(meter.incomingRecords, meters),
    incomingBytes: unroll(meter.incomingBytes, meters),
    throttledRecords: unroll(meter.throttledRecords, meters),
    applications: applications.map((application) => {
      const { iteratorAgeMs, processedRecords } = ensure(meters.applications[application.applicationIndex], `meter of ${application.settings.name}`)
      return { name: application.settings.name, applicationIndex: application.applicationIndex, iteratorAgeMs: unroll(iteratorAgeMs, meters), processedRecords: unroll(processedRecords, meters) }
    }),
  }
}

/** A ring in order of time. */
export function unroll(ring: Float64Array | Float32Array, { seconds }: Meters): Float64Array {
  const count = Math.min(seconds, SERIES_SECONDS)
  return Float64Array.from({ length: count }, (_, point) => ring[(seconds - count + point) % SERIES_SECONDS])
}

function hottestShards(stream: Stream, meters: Meters): Shard[] {
  const last = (meters.seconds + SERIES_SECONDS - 1) % SERIES_SECONDS
  const heat = (shard: Shard) => (shard.closedAtUs === null ? 1 + (shard.meter.use[last] || 0) : 0)
  return stream.shards
    .slice(stream.firstLiveShard)
    .filter((shard) => !shard.expired)
    .sort((left, right) => heat(right) - heat(left) || left.shardIndex - right.shardIndex)
    .slice(0, SERIES_SHARDS_MAX)
}
