/** The totals of a run, for `--summary`. */
import { ensure } from '../../base/assert'
import { formatShardId } from '../../kinesis/shardId'
import { checkConservation } from '../../engine/conservation'
import type { Application } from '../../engine/consumers/application'
import { findStream } from '../../engine/naming'
import { backlogOf } from '../../engine/progress'
import type { World } from '../../engine/state'

export function totalsOf(world: World, scenarioId: string) {
  return {
    scenario: scenarioId,
    seed: world.seed,
    atMs: world.nowUs / 1_000,
    tasksRun: world.tasksRun,
    streams: world.streams.map((stream) => ({
      streamName: stream.streamName,
      streamStatus: stream.streamStatus,
      openShardCount: stream.openShards.length,
      shards: stream.shards.map((shard) => ({
        shardId: formatShardId(shard.shardIndex),
        state: shard.expired ? 'EXPIRED' : shard.closedAtUs === null ? 'OPEN' : 'CLOSED',
        startingHashKey: String(shard.startingHashKey),
        endingHashKey: String(shard.endingHashKey),
        recordsStored: shard.recordsStored,
        bytesStored: shard.bytesStored,
        recordsThrottled: shard.recordsThrottled,
        copiesStored: shard.copiesStored,
        userRecordsStored: shard.recordsStored - shard.aggregatesStored + shard.recordsInAggregates,
      })),
    })),
    producers: producersOf(world),
    applications: world.applications.map((application) => ({
      name: application.settings.name,
      recordsProcessed: application.recordsProcessed,
      recordsProcessedAgain: application.recordsProcessedAgain,
      ...application.tally,
      backlogRecords: backlogRecordsOf(world, application),
      leases: Array.from(application.kind === 'kcl' ? application.leases.values() : [], ({ shardIndex, leaseOwner, checkpoint }) => ({
        shardId: formatShardId(shardIndex),
        leaseOwner,
        checkpoint: checkpoint.kind === 'SEQUENCE_NUMBER' ? checkpoint.sequenceNumber : checkpoint.kind,
      })),
    })),
  }
}

function producersOf(world: World) {
  return checkConservation(world).map((books, producerIndex) => {
    const { kind, state, meter } = ensure(world.producers.at(producerIndex), books.producerId)
    const { calls, kinesisRecords, payloadUnits } = meter
    return { ...books, kind, state, calls, kinesisRecords, payloadUnits }
  })
}

/** One that was removed owes nothing. */
function backlogRecordsOf(world: World, application: Application): number {
  const shards = application.state === 'STOPPED' ? [] : (findStream(world, application.streamName)?.shards ?? [])
  return shards.reduce((sum, shard) => sum + backlogOf(application, shard), 0)
}
