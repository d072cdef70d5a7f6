/** Why a Flink job leaves records of a shard alone whose parents are done. */
import { US_PER_MS } from '../../../base/units'
import { formatShardId } from '../../../kinesis/shardId'
import type { Cause } from '../../cause'
import type { World } from '../../state'
import type { FlinkApplication } from './model'
import { isBackPressured } from './resultSink'

export function whyFlinkBehind(_world: World, application: FlinkApplication, shardIndex: number): Cause | null {
  const { job, results, lastSeenShard, discoverDueUs } = application
  const isFailing = job.failuresInARow > 0 && (job.status === 'RESTARTING' || job.blockedShards.includes(shardIndex))
  if (isFailing && job.lastFailure !== null) return { kind: 'jobRestarts', failures: job.failuresInARow, failure: job.lastFailure }
  if (job.status !== 'RUNNING') return { kind: 'notStarted' }
  if (isBackPressured(application)) return results.refusedInARow > 0 ? { kind: 'destinationFails', attempt: results.refusedInARow } : { kind: 'sinkFull' }
  if (discoverDueUs === null || (lastSeenShard !== null && shardIndex <= lastSeenShard)) return null
  return { kind: 'shardDiscovery', shardId: formatShardId(shardIndex), looksAtMs: discoverDueUs / US_PER_MS }
}
