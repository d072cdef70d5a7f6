/** A job that fails again and again before a checkpoint is complete begins each time where it did: it gets on in none of its shards. */
import { formatShardId } from '../../../kinesis/shardId'
import { findStream, sequenceNumberOf } from '../../naming'
import { tell, type Sink } from '../../sink'
import type { Shard, World } from '../../state'
import { BLOCKED_AFTER_RETRIES } from '../blocked'
import type { FlinkApplication } from './model'

/** After each failure. */
export function noteBlocked(world: World, application: FlinkApplication, sink: Sink): void {
  const { job, settings } = application
  const stream = findStream(world, application.streamName)
  if (stream === null || job.failuresInARow < BLOCKED_AFTER_RETRIES) return
  for (const shard of stream.shards) {
    const { shardIndex, expired, log } = shard
    const fromOrdinal = restartsAt(application, shard)
    if (expired || fromOrdinal >= log.nextOrdinal || job.blockedShards.includes(shardIndex)) continue
    job.blockedShards.push(shardIndex)
    const about = { application: settings.name, shardId: formatShardId(shardIndex), sequenceNumber: sequenceNumberOf(world, shard, fromOrdinal) }
    tell(world, sink, { kind: 'ShardBlocked', ...about, records: log.nextOrdinal - fromOrdinal, retries: job.failuresInARow, blockedBy: 'job' }, stream)
  }
}

/** The first ordinal that no checkpoint has left behind. */
function restartsAt({ checkpoints: { last }, progress }: FlinkApplication, { shardIndex, log }: Shard): number {
  if (last?.finished.has(shardIndex) === true) return log.nextOrdinal
  const position = last?.splits.find((split) => split.shardIndex === shardIndex)?.position
  const ordinal = position?.kind === 'ORDINAL' ? position.ordinal : (progress.get(shardIndex)?.owedFrom ?? 0)
  return Math.max(ordinal, log.trimOrdinal)
}

/** A checkpoint is complete. */
export function noteUnblocked(world: World, application: FlinkApplication, sink: Sink): void {
  const { job, settings } = application
  const stream = findStream(world, application.streamName)
  for (const shardIndex of job.blockedShards) {
    tell(world, sink, { kind: 'ShardUnblocked', application: settings.name, shardId: formatShardId(shardIndex), by: 'ok', blockedBy: 'job' }, stream ?? undefined)
  }
  forgetFailures(application)
}

export function forgetFailures({ job }: FlinkApplication): void {
  job.failuresInARow = 0
  job.blockedShards = []
}
