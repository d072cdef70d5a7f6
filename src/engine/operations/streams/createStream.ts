/** CreateStream: provisioned with any number of shards, or on-demand with 4; the service's exact initial ranges. */
import { KIB } from '../../../base/units'
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { initialRanges } from '../../../kinesis/hashKey'
import { CREATE_STREAM_US, MAX_RECORD_SIZE_DEFAULT, ON_DEMAND_SHARD_COUNT, RETENTION_HOURS_DEFAULT, SHARD_COUNT_DEFAULT } from '../../../kinesis/limits'
import { schedule } from '../../agenda'
import { createOnDemand } from '../../onDemand/model'
import { tell, type Sink } from '../../sink'
import type { Stream, World } from '../../state'
import { refuseCreateStream } from './createStreamRefusals'
import { openShard, tellShardOpened } from '../shards/openShard'
import { warmThroughputFrom } from '../streamSettings/warmThroughput'

export function createStream(world: World, request: Input<'CreateStream'>, sink: Sink): Answer<null> {
  const streamMode = streamModeOf(request)
  const shardCount = shardCountOf(request, streamMode)
  const refusal = refuseCreateStream(world, request, { streamMode, shardCount })
  if (refusal !== null) return refusal
  const stream = newStream(world, request, streamMode)
  world.streams[stream.streamIndex] = stream
  tell(world, sink, { kind: 'StreamStatusChanged', streamName: stream.streamName, streamStatus: 'CREATING' })
  schedule(world.agenda, world.nowUs + CREATE_STREAM_US, { type: 'FinishCreateStream', streamIndex: stream.streamIndex, shardCount })
  return accepted(null)
}

/**
 * With neither mode nor number AWS gave 4 shards (LocalStack snapshot of 2022), as every on-demand stream has, while a
 * provisioned one must name its number: taken for on-demand (inference).
 */
function streamModeOf({ StreamModeDetails, ShardCount }: Input<'CreateStream'>): Stream['streamMode'] {
  return StreamModeDetails?.StreamMode ?? (ShardCount === undefined ? 'ON_DEMAND' : 'PROVISIONED')
}

/** A shard takes 1 MiB/s: that warm throughput is there from the first second is UNVERIFIED. */
function shardCountOf({ ShardCount, WarmThroughputMiBps = 0 }: Input<'CreateStream'>, streamMode: Stream['streamMode']): number {
  return streamMode === 'ON_DEMAND' ? Math.max(ON_DEMAND_SHARD_COUNT, WarmThroughputMiBps) : (ShardCount ?? SHARD_COUNT_DEFAULT)
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
    warmThroughputMiBps: warmThroughputFrom(request.WarmThroughputMiBps ?? 0),
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
