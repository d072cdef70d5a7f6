/** A stream as CreateStream makes it, and its first shards in the service's exact ranges. */
import { KIB } from '../../../base/units'
import type { Input } from '../../../kinesis/api/types'
import { initialRanges } from '../../../kinesis/hashKey'
import { MAX_RECORD_SIZE_DEFAULT, RETENTION_HOURS_DEFAULT } from '../../../kinesis/limits'
import { createOnDemand } from '../../onDemand/model'
import { tell, type Sink } from '../../sink'
import type { Stream, World } from '../../state'
import { openShard, tellShardOpened } from '../shards/openShard'

/** It has its place and is CREATING. */
export function addStream(world: World, request: Input<'CreateStream'>, streamMode: Stream['streamMode'], sink: Sink): Stream {
  const stream = newStream(world, request, streamMode)
  world.streams[stream.streamIndex] = stream
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'CREATING' })
  return stream
}

function newStream(world: World, request: Input<'CreateStream'>, streamMode: Stream['streamMode']): Stream {
  return {
    streamIndex: freeStreamIndex(world),
    streamName: request.StreamName,
    streamStatus: 'CREATING',
    createdAtUs: world.nowUs,
    deletedAtUs: null,
    retentionPeriodHours: RETENTION_HOURS_DEFAULT,
    trimHorizonUs: world.nowUs,
    streamMode,
    modeSwitchesUs: [],
    warmThroughputMiBps: request.WarmThroughputMiBps === undefined || request.WarmThroughputMiBps === 0 ? null : request.WarmThroughputMiBps,
    onDemand: streamMode === 'ON_DEMAND' ? createOnDemand(world.nowUs) : null,
    maxRecordSizeInKiB: request.MaxRecordSizeInKiB ?? MAX_RECORD_SIZE_DEFAULT / KIB,
    recordDistributionStrategy: request.RecordDistributionStrategy ?? 'USER_PARTITION_KEY',
    shardLevelMetrics: [],
    encryptionKeyId: null,
    encryptionStartsUs: [],
    encryptionStopsUs: [],
    encryptionPeriods: [],
    tags: new Map(Object.entries(request.Tags ?? {})),
    resourcePolicy: null,
    consumers: [],
    shards: [],
    openShards: [],
    reshardCount: 0,
    firstLiveShard: 0,
    plannedSteps: [],
    update: null,
    updateShardCountCallsUs: [],
  }
}

/** The place of a deleted stream that no pending task names any more, else a new one. */
function freeStreamIndex({ streams, agenda }: World): number {
  const deleted = streams.filter(({ deletedAtUs }) => deletedAtUs !== null)
  if (deleted.length === 0) return streams.length
  const named = new Set(agenda.heap.map(({ task }) => ('streamIndex' in task ? task.streamIndex : null)))
  return deleted.find(({ streamIndex }) => !named.has(streamIndex))?.streamIndex ?? streams.length
}

export function finishCreateStream(world: World, stream: Stream, shardCount: number, sink: Sink): void {
  const ranges = initialRanges(shardCount)
  for (const range of ranges) {
    const shard = openShard(world, stream, range, { parentShardIndex: null, adjacentParentShardIndex: null })
    stream.openShards.push(shard.shardIndex)
    tellShardOpened(world, shard, sink)
  }
  stream.reshardCount++
  stream.streamStatus = 'ACTIVE'
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'ACTIVE' })
}
